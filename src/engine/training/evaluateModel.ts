import type { GraphOps } from '../../core/encoder/graphOps';
import type { TargetPrediction } from '../../core/model/prediction';
import { RandomGenerator } from '../../core/random/random';
import { sampleWithoutReplacement } from '../../core/random/sampling';
import type { Cost, SearchSpace } from '../../core/spaces/space';
import { architectureText } from '../../core/spec/edit/architectureText';
import { kendallTau } from '../../core/training/metrics/kendallTau';
import { inPercent } from '../../core/training/metrics/inPercent';
import { rankingFigures } from '../../core/training/metrics/rankingFigures';
import {
  figuresOf,
  type EvaluatedRow,
  type EvaluationReport,
  type Figures,
  type MissedRow,
} from '../../core/training/trainingReport';
import type { LoadedModel } from '../models/loadedModel';
import { predictWith } from '../models/predictWith';
import { readLabelledTable, tableDigest, type LabelledTable } from './labelledTable';
import { learntFrom } from './learntRows';
import { splitRows } from './splitRows';
import type { TableSource } from './tableSource';
import { breathe, type TrainingContext } from './trainingContext';
import { TrainingError } from './trainingError';

export interface EvaluateRequest {
  readonly model: LoadedModel;
  readonly table: TableSource;
  readonly column: string;
  readonly higherIsBetter?: boolean;
  /** The bundled model of the space, to compare with. */
  readonly bundled?: LoadedModel;
}

/** Points of a scatter plot, and rows named as misses, at most. */
const POINTS = 2000;
const MISSES = 20;
/** Bootstrap samples of the rows; none where there are more rows than this makes quick. */
const BOOTSTRAP = 400;
const BOOTSTRAP_ROWS = 5000;
const STRIDE = 1024;

/** Measures a model on a table. @throws TrainingError, CancelledError */
export async function evaluateModel(request: EvaluateRequest, context: TrainingContext): Promise<EvaluationReport> {
  const { model, column, higherIsBetter } = request;
  if (model.model.targets.length === 0) throw new TrainingError(notFinetuned(model));
  context.report?.({ phase: 'preparing', epoch: 0, epochs: 1 });
  await breathe(context);
  const known = model.model.targets.find(({ target }) => target.name === column)?.target;
  const better = higherIsBetter ?? known?.higherIsBetter;
  const read = (duplicates: 'mean' | 'keep'): Promise<LabelledTable> => {
    const options = { column, duplicates, ...(better === undefined ? {} : { higherIsBetter: better }) };
    return readLabelledTable(request.table, model.space, options, context);
  };
  const { table, rows } = await unseenRows(model, request, read);
  if (rows.length === 0) throw new TrainingError(`The model learnt from every architecture of ${table.name}.`);
  const part = rows.length < table.rows.length ? 'held-out' : 'all';
  return evaluateRows(model, table, rows, { part, ...(request.bundled && { bundled: request.bundled }) }, context);
}

/** The table and its rows that the model did not learn from, whatever their order, values and neighbours in the file are. */
async function unseenRows(
  { model: { training } }: LoadedModel,
  request: EvaluateRequest,
  read: (duplicates: 'mean' | 'keep') => Promise<LabelledTable>,
): Promise<{ table: LabelledTable; rows: readonly number[] }> {
  const { settings, seed, learnt } = training;
  if (learnt !== undefined) {
    const isLearnt = learntFrom(learnt);
    const table = await read('mean');
    const rows = table.rows.map((_, i) => i).filter((i) => !isLearnt(table.rows[i]!.key));
    if (rows.length < table.rows.length) return { table, rows };
  } else if (settings.kind === 'finetune' && settings['data'] === tableDigest(request.table, request.column)) {
    // A model that does not tell what it learnt from, on the very file that it learnt from.
    const table = await read('mean');
    const labels = settings['labels'];
    const { heldOut } = splitRows(table.rows.length, seed, typeof labels === 'number' ? labels : undefined);
    return { table, rows: heldOut };
  }
  const table = await read('keep');
  return { table, rows: table.rows.map((_, i) => i) };
}

export const notFinetuned = ({ model }: LoadedModel): string =>
  `${model.title} is an encoder that is not fine-tuned yet: it knows ${model.space.name}, but no results.`;

/** Measures a model on some rows of a table. @throws CancelledError */
export async function evaluateRows(
  model: LoadedModel,
  table: LabelledTable,
  indices: readonly number[],
  { part, bundled }: { readonly part: EvaluationReport['part']; readonly bundled?: LoadedModel },
  context: TrainingContext,
): Promise<EvaluationReport> {
  const { target } = table;
  const truth = indices.map((i) => table.values[i]!);
  const predictions = await predictRows(model, target.name, table, indices, context);
  const value = predictions.map((prediction) => prediction.value);
  const modelTarget = predictions[0]!.target;
  const isSame = target.name === modelTarget.name;
  const ranges = { low: predictions.map(({ low }) => low), high: predictions.map(({ high }) => high) };
  const figures = rankingFigures(truth, value, target.higherIsBetter, isSame ? ranges : undefined);
  const rows = indices.map((index, i): EvaluatedRow => ({
    row: table.rows[index]!.row,
    line: table.rows[index]!.line,
    truth: truth[i]!,
    value: value[i]!,
    low: predictions[i]!.low,
    high: predictions[i]!.high,
  }));
  return {
    model: { id: model.model.id, title: model.model.title },
    space: model.space.name,
    target,
    modelTarget: modelTarget.name,
    table: table.name,
    part,
    figures: figuresOf(figures),
    tauRange: tauRange(truth, value),
    baselines: await baselines(model, table, indices, truth, bundled, context),
    points: somePoints(rows),
    misses: worstMisses(rows).map((row) => withArchitecture(row, model.space, table)),
    notes: notesOf(figures.n, part, isSame ? undefined : modelTarget.title, target.title),
    problems: table.problems,
    skipped: table.skipped,
  };
}

async function predictRows(
  model: LoadedModel,
  name: string,
  table: LabelledTable,
  indices: readonly number[],
  context: TrainingContext,
): Promise<TargetPrediction[]> {
  const t = Math.max(
    0,
    model.model.targets.findIndex(({ target }) => target.name === name),
  );
  const predictions: TargetPrediction[] = [];
  for (let start = 0; start < indices.length; start += STRIDE) {
    await breathe(context);
    const graphs = indices.slice(start, start + STRIDE).map((i) => table.graphs[i]!);
    for (const prediction of await predictWith(context.ops satisfies GraphOps, model, graphs)) {
      if (prediction.kind === 'none') throw new TrainingError(prediction.reason);
      predictions.push(prediction.targets[t]!);
    }
    context.report?.({ phase: 'assessing', epoch: Math.min(start + STRIDE, indices.length), epochs: indices.length });
  }
  return predictions;
}

async function baselines(
  model: LoadedModel,
  table: LabelledTable,
  indices: readonly number[],
  truth: readonly number[],
  bundled: LoadedModel | undefined,
  context: TrainingContext,
): Promise<EvaluationReport['baselines']> {
  const { higherIsBetter } = table.target;
  const found: { name: string; figures: Figures }[] = [];
  if (bundled && bundled.model.id !== model.model.id && bundled.space.name === model.space.name) {
    const value = (await predictRows(bundled, table.target.name, table, indices, context)).map((p) => p.value);
    const figures = rankingFigures(truth, value, higherIsBetter);
    found.push({ name: bundled.model.title, figures: figuresOf(figures) });
  }
  for (const [name, cost] of [
    ['Parameters', 'parameters'],
    ['FLOPs', 'flops'],
  ] as const) {
    const values = await costs(model.space, table, indices, cost, context);
    // large networks are taken for good, and for slow
    if (values) found.push({ name, figures: figuresOf(rankingFigures(truth, values, higherIsBetter)) });
  }
  return found;
}

/** Undefined where the space does not count it, or counts the same for all. */
async function costs(
  space: SearchSpace,
  { rows }: LabelledTable,
  indices: readonly number[],
  cost: keyof Cost,
  context: TrainingContext,
): Promise<number[] | undefined> {
  const values: number[] = [];
  for (const i of indices) {
    if (values.length % STRIDE === 0) await breathe(context);
    values.push(space.cost(rows[i]!.architecture)[cost] ?? Number.NaN);
  }
  return values.some(Number.isNaN) || values.every((value) => value === values[0]) ? undefined : values;
}

function tauRange(truth: readonly number[], value: readonly number[]): [number, number] | null {
  const n = truth.length;
  if (n > BOOTSTRAP_ROWS || n < 3) return null;
  const random = RandomGenerator.fromSeed(1, 'bootstrap');
  const samples = Array.from({ length: n > 1000 ? BOOTSTRAP / 4 : BOOTSTRAP }, () => {
    const drawn = Array.from({ length: n }, () => random.integer(n));
    return kendallTau(
      drawn.map((i) => truth[i]!),
      drawn.map((i) => value[i]!),
    );
  })
    .filter((tau) => !Number.isNaN(tau))
    .sort((a, b) => a - b);
  if (samples.length < 20) return null;
  const at = (share: number): number => inPercent(samples[Math.floor(share * (samples.length - 1))]!);
  return [at(0.025), at(0.975)];
}

function somePoints(rows: readonly EvaluatedRow[]): EvaluatedRow[] {
  if (rows.length <= POINTS) return [...rows];
  const kept = sampleWithoutReplacement(RandomGenerator.fromSeed(1, 'points'), rows.length, POINTS);
  return Array.from(kept.sort(), (i) => rows[i]!);
}

/** At most a quarter of the rows: more are no exceptions. By the distance of places in the two orders, so that neither unit nor outliers decide. */
function worstMisses(rows: readonly EvaluatedRow[]): EvaluatedRow[] {
  const places = (of: (row: EvaluatedRow) => number): Map<EvaluatedRow, number> =>
    new Map([...rows].sort((a, b) => of(a) - of(b)).map((row, place) => [row, place]));
  const [byTruth, byValue] = [places(({ truth }) => truth), places(({ value }) => value)];
  const miss = (row: EvaluatedRow): number => Math.abs(byTruth.get(row)! - byValue.get(row)!);
  return [...rows]
    .sort((a, b) => miss(b) - miss(a))
    .slice(0, Math.min(MISSES, Math.ceil(rows.length / 4)))
    .filter((row) => miss(row) > 0);
}

function withArchitecture(row: EvaluatedRow, space: SearchSpace, { rows }: LabelledTable): MissedRow {
  const architecture = rows.find((candidate) => candidate.row === row.row)!.architecture;
  return { ...row, arch: architectureText(space, architecture), key: space.canonicalKey(architecture) };
}

function notesOf(n: number, part: EvaluationReport['part'], modelTarget: string | undefined, column: string): string[] {
  const notes: string[] = [];
  if (part === 'held-out') notes.push('The figures are of the rows that the model did not learn from.');
  if (modelTarget !== undefined) {
    notes.push(
      `The model predicts ${modelTarget}, not ${column}: the ranking can be compared, values and ranges cannot.`,
    );
  }
  if (n < 30) notes.push(`${n} rows are few: the figures are uncertain, see the range of tau.`);
  if (n < 100) notes.push('With fewer than 100 rows the top 1 % is empty, and precision there undefined.');
  return notes;
}
