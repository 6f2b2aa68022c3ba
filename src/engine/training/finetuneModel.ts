import { createHash } from 'node:crypto';
import { createEncoder } from '../../core/encoder/encoders';
import type { Encoder } from '../../core/encoder/encoder';
import { packGraphs, type GraphSet } from '../../core/encoder/graphSet';
import type { Parameters } from '../../core/encoder/parameters';
import type { Model, ModelTensor } from '../../core/model/model';
import { calibrate } from '../../core/training/calibration/calibration';
import { fitCalibration } from '../../core/training/calibration/fitCalibration';
import { spaceQuantiles } from '../../core/training/calibration/spaceQuantiles';
import { ensembleScores, type EnsembleMember } from '../../core/training/ensembleScores';
import { finetuneDefaults, finetuneEpochs, scoreHead, type FinetuneData } from '../../core/training/finetune';
import { rankingFigures } from '../../core/training/metrics/rankingFigures';
import type { FinetuneReport } from '../../core/training/trainingReport';
import { loadModel, type LoadedModel } from '../models/loadedModel';
import { sampleGraphs } from './architecturePool';
import { evaluateRows } from './evaluateModel';
import { finetuneContent, readFinetuneState, type FinetuneState, type FinishedMember } from './finetuneState';
import { readLabelledTable, type LabelledTable } from './labelledTable';
import { RunFolder } from './runFolder';
import { splitRows, type RowSplit } from './splitRows';
import type { TableSource } from './tableSource';
import { breathe, defaultCheckpointSeconds, EpochMeter, filesOf, type TrainingContext } from './trainingContext';
import { TrainingError } from './trainingError';

export interface FinetuneRequest {
  /** An encoder, or any other model whose encoder is taken. */
  readonly base: Model;
  readonly table: TableSource;
  readonly column: string;
  /** Guessed from the column's name where absent. */
  readonly higherIsBetter?: boolean;
  /** Rows to train on; 60 % of the table where absent. */
  readonly labels?: number;
  /** Independent trainings whose scores are averaged; by the number of rows where absent. */
  readonly members?: number;
  /** By the number of rows where absent. */
  readonly epochs?: number;
  readonly seed: number;
  readonly out: string;
  readonly resume: boolean;
  /** The bundled model of the space, to compare with. */
  readonly bundled?: LoadedModel;
}

/** Rows of an update where there are many: what backends are measured with before a fine-tuning. */
export const finetuneBatchSize = 64;
/** Below it an ensemble costs seconds. */
const FEW_LABELS = 200;
/** Updates that are enough for tables of any size. */
const STEPS = 8000;
/** Rows that choose the epoch, at most: they are scored after every epoch. */
const MAX_CHOOSING = 500;
/** Architectures that stand for the space when a score is placed in it. */
const REFERENCE = 3000;

/**
 * Fine-tunes on a result table and saves a model with one target and honest figures.
 *
 * @throws TrainingError, CancelledError; the last checkpoint then stays for `resume`
 */
export async function finetuneModel(request: FinetuneRequest, context: TrainingContext): Promise<FinetuneReport> {
  const run = new RunFolder(request.out, filesOf(context));
  return run.alone(() => finetuneAlone(request, run, context));
}

async function finetuneAlone(
  request: FinetuneRequest,
  run: RunFolder,
  context: TrainingContext,
): Promise<FinetuneReport> {
  const started = performance.now();
  context.report?.({ phase: 'preparing', epoch: 0, epochs: 1 });
  await breathe(context);
  const base = loadModel(request.base);
  const { space } = base;
  const table = readLabelledTable(request.table, space, { ...request, duplicates: 'mean' });
  const split = splitRows(table.rows.length, request.seed, request.labels);
  refuseConstant(table, split);
  const plan = planOf(request, split);
  const fingerprint = fingerprintOf(request, plan);
  const from = request.resume ? readFinetuneState(await run.readCheckpoint(), fingerprint) : undefined;
  const resumedFrom = from ? from.finished.length * plan.epochs + (from.current?.epoch ?? 0) : 0;

  const set = packGraphs(table.graphs);
  const finished = await trainMembers(request, base, table, split, plan, { set, run, fingerprint, from }, context);
  context.report?.({ phase: 'assessing', epoch: 0, epochs: 1 });
  await breathe(context);
  const model = await assembled(request, base, table, split, plan, finished, set, run.id, context);
  const evaluation = await evaluateRows(
    loadModel(model),
    table,
    split.heldOut,
    { part: 'held-out', ...(request.bundled && { bundled: request.bundled }) },
    context,
  );
  await breathe(context);
  await run.save(model);
  context.report?.({ phase: 'assessing', epoch: 1, epochs: 1 });
  return {
    kind: 'finetune',
    id: run.id,
    folder: run.folder,
    space: space.name,
    target: table.target,
    split: { train: split.train.length, choose: split.choose.length, heldOut: split.heldOut.length },
    splitDescription: split.description,
    members: finished.map(({ seed, bestEpoch, validationTau, losses }) => ({
      seed,
      bestEpoch,
      tau: validationTau.map((tau) => (Number.isNaN(tau) ? null : Math.round(tau * 1e4) / 100)),
      losses,
    })),
    resumedFrom,
    seconds: (performance.now() - started) / 1000,
    evaluation,
  };
}

interface Plan {
  readonly members: number;
  readonly epochs: number;
  readonly batchSize: number;
  readonly hasPretrained: boolean;
}

function planOf({ members, epochs, base }: FinetuneRequest, { train }: RowSplit): Plan {
  const defaults = finetuneDefaults(base.space.name);
  const batchSize = train.length > 1000 ? finetuneBatchSize : defaults.batchSize;
  const affordable = Math.round((STEPS * batchSize) / train.length);
  const plan = {
    members: members ?? (train.length <= FEW_LABELS ? 3 : 1),
    epochs: epochs ?? Math.max(10, Math.min(defaults.epochs, affordable)),
    batchSize,
    // an encoder that has learnt nothing is drawn anew by every seed
    hasPretrained: base.training.settings.kind !== 'none',
  };
  for (const [name, value, most] of [
    ['members', plan.members, 20],
    ['epochs', plan.epochs, 10_000],
  ] as const) {
    if (!Number.isInteger(value) || value < 1 || value > most) {
      throw new TrainingError(`The number of ${name} has to be between 1 and ${most}, not ${value}.`);
    }
  }
  return plan;
}

interface MemberRun {
  readonly set: GraphSet;
  readonly run: RunFolder;
  readonly fingerprint: string;
  readonly from: FinetuneState | undefined;
}

async function trainMembers(
  request: FinetuneRequest,
  base: LoadedModel,
  table: LabelledTable,
  split: RowSplit,
  plan: Plan,
  { set, run, fingerprint, from }: MemberRun,
  context: TrainingContext,
): Promise<FinishedMember[]> {
  const labelled = (indices: readonly number[]): { indices: readonly number[]; values: number[] } => ({
    indices,
    values: indices.map((i) => table.values[i]!),
  });
  const data: FinetuneData = {
    set,
    train: labelled(split.train),
    validation: labelled(split.choose.slice(0, MAX_CHOOSING)),
  };
  const finished = [...(from?.finished ?? [])];
  const total = plan.members * plan.epochs;
  const meter = new EpochMeter(split.train.length);
  const every = 1000 * (context.checkpointSeconds ?? defaultCheckpointSeconds);
  let savedAt = performance.now();
  let current = from?.current;
  while (finished.length < plan.members) {
    const member = finished.length;
    const seed = request.seed + member;
    const { encoder, parameters: pretrained } = base.members[member % base.members.length]!;
    const options = {
      ...finetuneDefaults(base.space.name),
      epochs: plan.epochs,
      batchSize: plan.batchSize,
      seed,
    };
    const losses = [...(current?.losses ?? [])];
    const start = plan.hasPretrained ? pretrained : undefined;
    const epochs = finetuneEpochs(context.ops, encoder, start, data, options, current, () => breathe(context));
    current = undefined;
    for (;;) {
      const next = await epochs.next();
      if (next.done) {
        const { bestEpoch, validationTau, parameters } = next.value;
        finished.push({ seed, bestEpoch, validationTau, losses, parameters });
        await run.writeCheckpoint(finetuneContent({ finished }, fingerprint));
        savedAt = performance.now();
        const done = finished.length * plan.epochs;
        context.report?.({ phase: 'fine-tuning', epoch: done, epochs: total, member: member + 1, saved: true });
        break;
      }
      const { epoch, loss, tau, checkpoint } = next.value;
      losses.push(loss);
      const saved = performance.now() - savedAt >= every;
      if (saved) {
        await run.writeCheckpoint(finetuneContent({ finished, current: checkpoint() }, fingerprint));
        savedAt = performance.now();
      }
      const done = member * plan.epochs + epoch;
      context.report?.({
        phase: 'fine-tuning',
        epoch: done,
        epochs: total,
        member: member + 1,
        loss,
        ...(Number.isNaN(tau) ? {} : { tau: Math.round(tau * 1e4) / 100 }),
        saved,
        ...meter.tick(total - done),
      });
    }
  }
  return finished;
}

async function assembled(
  request: FinetuneRequest,
  base: LoadedModel,
  table: LabelledTable,
  split: RowSplit,
  plan: Plan,
  finished: readonly FinishedMember[],
  set: GraphSet,
  id: string,
  context: TrainingContext,
): Promise<Model> {
  const encoders = finished.map((_, m) => base.members[m % base.members.length]!.encoder);
  const members = finished.map(({ parameters }, m): EnsembleMember => ({
    encoder: encoders[m]!,
    heads: [scoreHead(encoders[m]!)],
    parameters,
  }));
  const valuesOf = (indices: readonly number[]): number[] => indices.map((i) => table.values[i]!);
  const choosing = await ensembleScores(context.ops, members, set, split.choose);
  const { target } = table;
  const smallest = table.values.reduce((a, b) => Math.min(a, b), Infinity);
  const bounds = target.unit === 'percent' ? { minimum: 0, maximum: 100 } : smallest >= 0 ? { minimum: 0 } : {};
  const calibration = fitCalibration(choosing, valuesOf(split.choose), { coverage: 80, ...bounds });
  const reference = packGraphs(await sampleGraphs(base.space, REFERENCE, request.seed, context));
  const everywhere = Array.from({ length: reference.graphs }, (_, i) => i);
  const quantiles = spaceQuantiles(await ensembleScores(context.ops, members, reference, everywhere));
  const held = await ensembleScores(context.ops, members, set, split.heldOut);
  const ranges = Array.from(held, (score) => calibrate(calibration, score));
  const heldOut = rankingFigures(valuesOf(split.heldOut), held, target.higherIsBetter, {
    low: ranges.map(({ low }) => low),
    high: ranges.map(({ high }) => high),
  });
  if (Number.isNaN(heldOut.tau)) {
    throw new TrainingError('The model gives every held-out row the same score: nothing was learned from this table.');
  }
  const width = encoders[0]!.config.width;
  return {
    id,
    title: `${target.title} (${base.space.title})`.slice(0, 200),
    space: request.base.space,
    graphs: 'simplified',
    members: encoders.map((encoder, m) => ({ encoder: { ...encoder.config }, tensorsPrefix: `${m}/` })),
    targets: [{ target, head: { kind: 'mlp', width }, tensorsPrefix: 'score', calibration, quantiles, heldOut }],
    training: {
      trainedOn: `${split.train.length} rows of ${table.name}, column ${target.name}`.slice(0, 2000),
      cells: split.description,
      labels: split.train.length,
      seed: request.seed,
      settings: {
        kind: 'finetune',
        base: request.base.id,
        pretext: String(request.base.training.settings.kind),
        epochs: plan.epochs,
        batchSize: plan.batchSize,
        data: table.digest,
        ...(request.labels === undefined ? {} : { labels: request.labels }),
      },
    },
    created: new Date().toISOString(),
    tensors: new Map(finished.flatMap(({ parameters }, m) => tensorsOf(m, encoders[m]!, parameters))),
  };
}

function tensorsOf(m: number, encoder: Encoder, parameters: Parameters): [string, ModelTensor][] {
  const specs = [...createEncoder(encoder.config).parameters, ...scoreHead(encoder).parameters];
  return specs.map(({ name, shape }) => [`${m}/${name}`, { shape, values: parameters.get(name)!.values }]);
}

function refuseConstant({ values, target }: LabelledTable, { train, choose, heldOut }: RowSplit): void {
  for (const [part, what] of [
    [train, 'train'],
    [choose, 'choose the epoch'],
    [heldOut, 'are held out'],
  ] as const) {
    if (part.every((i) => values[i] === values[part[0]!])) {
      throw new TrainingError(
        `Column '${target.name}' has the same value, ${values[part[0]!]}, in all ${part.length} rows that ${what}; use another seed, or a table with more different values.`,
      );
    }
  }
}

/** Of everything that decides the curves. */
function fingerprintOf({ base, table, column, labels, seed }: FinetuneRequest, plan: Plan): string {
  const hash = createHash('sha256').update(JSON.stringify([1, base.id, base.created, column, labels ?? 0, seed, plan]));
  return hash.update(table.text).digest('hex');
}
