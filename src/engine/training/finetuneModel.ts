import { createHash } from 'node:crypto';
import { packGraphs } from '../../core/encoder/graphSet';
import { MAX_LABELS } from '../../core/fewlabels/processPredictor';
import type { Model } from '../../core/model/model';
import type { EncoderMember } from '../../core/training/ensembleScores';
import { scoreHead } from '../../core/training/finetune';
import { inPercent } from '../../core/training/metrics/inPercent';
import type { FinetuneReport } from '../../core/training/trainingReport';
import { loadModel, type LoadedModel } from '../models/loadedModel';
import { sampleGraphs } from './architecturePool';
import { assembleModel } from './assembleModel';
import type { CheckpointContent } from './checkpointCodec';
import { choosePredictor, fitProcess } from './choosePredictor';
import { evaluateRows } from './evaluateModel';
import { planOf, type FinetunePlan } from './finetunePlan';
import { readFinetuneState, type FinetuneState } from './finetuneState';
import { readLabelledTable, type LabelledTable } from './labelledTable';
import { checkOutput } from './outputFolder';
import { resumedState, type RunIdentity } from './resume';
import { RunFolder } from './runFolder';
import { saveWhenRoom } from './saveWhenRoom';
import { splitRows, type RowSplit } from './splitRows';
import type { TableSource } from './tableSource';
import { encodersOf, trainMembers } from './trainMembers';
import { breathe, filesOf, type TrainingContext } from './trainingContext';
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
  /** What may predict: the better of both where absent. */
  readonly predictor?: 'encoder' | 'process';
  readonly seed: number;
  readonly out: string;
  readonly resume: boolean;
  /** Takes the place of any model that is there already, not only of one of the same kind and space. */
  readonly force?: boolean;
  /** The bundled model of the space, to compare with. */
  readonly bundled?: LoadedModel;
}

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
  await checkOutput(run.folder, { space: space.name, kind: 'predictor' }, filesOf(context), request.force ?? false);
  const table = await readLabelledTable(request.table, space, { ...request, duplicates: 'mean' }, context);
  const split = splitRows(table.rows.length, request.seed, request.labels);
  refuseConstant(table, split);
  const plan = planOf(request, split);
  // said before anything is learnt, so that nobody has to wait for it
  const skipped = table.skipped > 0 ? ` ${table.skipped} more are skipped.` : '';
  context.report?.({ phase: 'preparing', epoch: 1, epochs: 1, note: `${split.description}${skipped}` });
  const identity = identityOf(request, plan);
  const read = (content: CheckpointContent): FinetuneState | undefined => readFinetuneState(content, identity);
  const from = request.resume ? await resumedState(run, context, read) : undefined;
  const resumedFrom = from ? from.finished.length * plan.epochs + (from.current?.epoch ?? 0) : 0;

  const set = packGraphs(table.graphs);
  const encoders = encodersOf(base);
  const finished =
    plan.predictor === 'process'
      ? []
      : await trainMembers(request, base, table, split, plan, { set, run, identity, from }, context);
  context.report?.({ phase: 'assessing', epoch: 0, epochs: 1 });
  await breathe(context);
  const reference = await sampleGraphs(space, REFERENCE, request.seed, context);
  const process = plan.predictor === 'encoder' ? undefined : await fitProcess(space, reference, table, split, context);
  if (plan.predictor === 'process' && !process) {
    throw new TrainingError(
      `A process needs a space of single cells and at most ${MAX_LABELS} rows to train on, not ${split.train.length} rows of ${space.name}.`,
    );
  }
  const trained = finished.map(({ parameters }, m): EncoderMember => {
    const { encoder } = encoders[m % encoders.length]!;
    return { encoder, heads: [scoreHead(encoder)], parameters };
  });
  const chosen = await choosePredictor(trained, finished, process, table, split, context);
  const model = await assembleModel({ request, base, table, split, plan, chosen, set, reference, id: run.id }, context);
  const evaluation = await evaluateRows(
    loadModel(model),
    table,
    split.heldOut,
    { part: 'held-out', ...(request.bundled && { bundled: request.bundled }) },
    context,
  );
  await breathe(context);
  await saveWhenRoom(run, model, context);
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
      tau: validationTau.map((tau) => (Number.isNaN(tau) ? null : inPercent(tau))),
      losses,
    })),
    choice: chosen.choice,
    resumedFrom,
    seconds: (performance.now() - started) / 1000,
    evaluation,
  };
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
function identityOf({ base, table, column, labels, seed }: FinetuneRequest, plan: FinetunePlan): RunIdentity {
  const hash = createHash('sha256').update(JSON.stringify([1, base.id, base.created, column, labels ?? 0, seed, plan]));
  const settings = { model: base.id, data: table.name, target: column, labels: labels ?? 0, seed, ...plan };
  return { fingerprint: hash.update(table.text).digest('hex'), settings };
}
