import {
  describeChoice,
  type EvaluationReport,
  type Figures,
  type FinetuneReport,
  type PretrainReport,
} from '../core/training/trainingReport';
import type { TrainingIo } from './trainingIo';
import { parseArguments, UsageError, type ParsedArguments } from './arguments';
import { backendRequest } from './backendRequest';
import type { CommandIo } from './commandIo';
import { commandOptions } from './commandOptions';
import { exitCodes, type ExitCode } from './exitCodes';
import { ProgressBar } from './progressBar';

/** `flowcell pretrain --space NAME|FILE --out DIR ...`: an encoder for a search space, learnt without labels. */
export function pretrain(args: readonly string[], io: CommandIo): Promise<ExitCode> {
  const parsed = withoutFiles('pretrain', parseArguments(args, commandOptions.pretrain));
  const { values } = parsed;
  const architecturesFile = values.get('architectures');
  const [pretext, encoder] = [values.get('pretext'), values.get('encoder')];
  const params = {
    space: required(parsed, 'pretrain', 'space'),
    out: required(parsed, 'pretrain', 'out'),
    ...(architecturesFile === undefined ? {} : { architecturesFile }),
    ...(pretext === undefined ? {} : { pretext }),
    ...(encoder === undefined ? {} : { encoder }),
    ...numbers(values, { count: 'architectures', width: 'width', layers: 'layers', epochs: 'epochs', seed: 'seed' }),
    resume: parsed.flags.has('resume'),
    force: parsed.flags.has('force'),
  };
  const interval = numbers(parsed.values, { 'checkpoint-seconds': 'checkpointSeconds' });
  return withTraining(io, parsed, async ({ trainer, signal }, report) => {
    const done = await trainer.pretrain(params, { signal, report, ...interval });
    for (const problem of done.problems) io.complain(problem);
    print(io, parsed, done, pretrainText(done));
  });
}

/** `flowcell finetune --model DIR --data FILE --target COLUMN --out DIR ...`: a predictor from an encoder and a result table. */
export function finetune(args: readonly string[], io: CommandIo): Promise<ExitCode> {
  const parsed = withoutFiles('finetune', parseArguments(args, commandOptions.finetune));
  const predictor = predictorOf(parsed.values.get('predictor'));
  const params = {
    ...(predictor && { predictor }),
    model: required(parsed, 'finetune', 'model'),
    data: required(parsed, 'finetune', 'data'),
    column: required(parsed, 'finetune', 'target'),
    out: required(parsed, 'finetune', 'out'),
    ...direction(parsed),
    ...numbers(parsed.values, { labels: 'labels', members: 'members', epochs: 'epochs', seed: 'seed' }),
    resume: parsed.flags.has('resume'),
    force: parsed.flags.has('force'),
  };
  const interval = numbers(parsed.values, { 'checkpoint-seconds': 'checkpointSeconds' });
  return withTraining(io, parsed, async ({ trainer, signal }, report) => {
    const done = await trainer.finetune(params, { signal, report, ...interval });
    for (const problem of done.evaluation.problems) io.complain(problem);
    print(io, parsed, done, finetuneText(done));
  });
}

/** `flowcell evaluate --model DIR --data FILE --target COLUMN [--json]`: how well a model ranks a table. */
export function evaluate(args: readonly string[], io: CommandIo): Promise<ExitCode> {
  const parsed = withoutFiles('evaluate', parseArguments(args, commandOptions.evaluate));
  const params = {
    model: required(parsed, 'evaluate', 'model'),
    data: required(parsed, 'evaluate', 'data'),
    column: required(parsed, 'evaluate', 'target'),
    ...direction(parsed),
  };
  return withTraining(io, parsed, async ({ trainer, signal }, report) => {
    const done = await trainer.evaluate(params, { signal, report });
    for (const problem of done.problems) io.complain(problem);
    // the figures first, as the fields that scripts read
    print(io, parsed, { ...done.figures, ...done }, evaluationText(done));
  });
}

type Work = (training: TrainingIo, report: ProgressBar['show']) => Promise<void>;

async function withTraining(io: CommandIo, parsed: ParsedArguments, work: Work): Promise<ExitCode> {
  const bar = new ProgressBar(io.terminal);
  try {
    await work(await io.training(backendRequest(parsed)), (progress) => {
      if (progress.warning !== undefined) {
        bar.end();
        io.complain(progress.warning);
      }
      bar.show(progress);
    });
    return exitCodes.success;
  } catch (error) {
    bar.end();
    if (error instanceof Error && 'details' in error && Array.isArray(error.details)) {
      for (const detail of error.details) io.complain(String(detail));
    }
    throw error;
  } finally {
    bar.end();
  }
}

function print(io: CommandIo, { flags }: ParsedArguments, json: unknown, text: string): void {
  io.print(flags.has('json') ? JSON.stringify(json) : text);
}

function withoutFiles(command: string, parsed: ParsedArguments): ParsedArguments {
  const [file] = parsed.files;
  if (file !== undefined) throw new UsageError(`${command} has no use for ${JSON.stringify(file)}`);
  return parsed;
}

function required({ values }: ParsedArguments, command: string, name: string): string {
  const value = values.get(name);
  if (value === undefined) throw new UsageError(`${command} needs --${name}`);
  return value;
}

function direction({ flags }: ParsedArguments): { higherIsBetter?: boolean } {
  if (flags.has('higher') && flags.has('lower')) throw new UsageError('--higher and --lower exclude each other');
  if (flags.has('higher')) return { higherIsBetter: true };
  return flags.has('lower') ? { higherIsBetter: false } : {};
}

function numbers<T extends string>(
  values: ReadonlyMap<string, string>,
  names: Readonly<Record<string, T>>,
): Partial<Record<T, number>> {
  const found: Partial<Record<T, number>> = {};
  for (const [option, name] of Object.entries(names)) {
    const text = values.get(option);
    if (text === undefined) continue;
    if (!/^\d{1,9}$/.test(text)) throw new UsageError(`--${option} is a whole number, not ${JSON.stringify(text)}`);
    found[name] = Number(text);
  }
  return found;
}

const pretrainText = (report: PretrainReport): string => {
  const { id, folder, space, architectures, epochs, seconds, losses, resumedFrom } = report;
  return [
    `${id}: an encoder for ${space}, from ${architectures} architectures in ${epochs} epochs (${seconds.toFixed(0)} s)`,
    ...resumedText(resumedFrom),
    ...lossText(losses),
    folder,
  ].join('\n');
};

const resumedText = (epoch: number): string[] => (epoch > 0 ? [`resumed from the checkpoint of epoch ${epoch}`] : []);

const predictors = ['encoder', 'process'] as const;

function predictorOf(text: string | undefined): (typeof predictors)[number] | undefined {
  if (text === undefined || text === 'auto') return undefined;
  const predictor = predictors.find((one) => one === text);
  if (!predictor) throw new UsageError(`--predictor is auto, ${predictors.join(' or ')}, not ${JSON.stringify(text)}`);
  return predictor;
}

const finetuneText = (report: FinetuneReport): string => {
  const { id, folder, space, splitDescription, choice, seconds, evaluation, resumedFrom } = report;
  return [
    `${id}: a predictor for ${space} (${seconds.toFixed(0)} s)`,
    ...resumedText(resumedFrom),
    splitDescription,
    describeChoice(choice),
    evaluationText(evaluation),
    folder,
  ].join('\n');
};

function evaluationText({
  model,
  target,
  table,
  figures,
  tauRange,
  baselines,
  notes,
  skipped,
}: EvaluationReport): string {
  const rows = [{ name: model.title, figures }, ...baselines];
  const width = Math.max(...rows.map(({ name }) => name.length));
  const head = ['tau', 'P@1%', 'P@5%', 'P@10%', 'Spearman', 'coverage'].map((name) => name.padStart(10)).join('');
  const range = tauRange ? `; tau is between ${tauRange[0]} and ${tauRange[1]} in 95 % of bootstrap samples` : '';
  return [
    `${target.name} on ${figures.n} rows of ${table}${skipped > 0 ? `, ${skipped} skipped` : ''}${range}`,
    `${target.higherIsBetter ? 'higher' : 'lower'} ${target.name} is better; --${target.higherIsBetter ? 'lower' : 'higher'} says otherwise`,
    `${' '.repeat(width)}${head}`,
    ...rows.map(({ name, figures: f }) => name.padEnd(width) + figureText(f)),
    ...notes,
  ].join('\n');
}

const figureText = ({ tau, p1, p5, p10, spearman, coverage }: Figures): string =>
  [tau, p1, p5, p10, spearman, coverage].map((v) => (v === null ? '-' : v.toFixed(1)).padStart(10)).join('');

function lossText(losses: readonly number[]): string[] {
  const [first, last] = [losses[0], losses.at(-1)];
  return first === undefined || last === undefined ? [] : [`loss ${first.toFixed(4)} -> ${last.toFixed(4)}`];
}
