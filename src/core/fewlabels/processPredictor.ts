import { momentsOf } from '../features/columns';
import { fitInSteps, predictMean, type ProcessMean } from '../gaussianprocess/gaussianProcess';
import type { FeatureTable, KernelGroup } from '../gaussianprocess/kernels';
import type { ArchitectureGraph } from '../graph/graph';
import { createCellDescriber, type CellDescriber } from './cellDescriber';
import { recipeFor, type ProcessRecipe } from './recipe';
import { fitTargetScale, scaled } from './targetScale';
import type { SearchSpace } from '../spaces/space';

/**
 * Ranks a space's architectures after few labels: a Gaussian process over label-free descriptions of its cells. Plain numbers, as a
 * model file holds them.
 */
export interface ProcessPredictor {
  readonly describer: CellDescriber;
  /** Column of the description that each column of the process reads. */
  readonly columns: readonly number[];
  /** Mean and deviation of each column over a sample of the space, and its weight in its kernel. */
  readonly centres: Float64Array;
  readonly deviations: Float64Array;
  readonly weights: Float64Array;
  readonly process: ProcessMean;
  /** The score of cells in which nothing arrives at the output: below every observed one. */
  readonly worst: number;
}

/** Labels of distinct graphs. */
export interface LabelledGraphs {
  readonly graphs: readonly ArchitectureGraph[];
  readonly values: readonly number[];
  readonly higherIsBetter: boolean;
}

/** Standardised columns have long tails: no cell is farther away than this. */
const LIMIT = 4;
/** Columns that vary less over the space are constants with rounding errors. */
const CONSTANT = 1e-9;
/** Described cells between two pauses. */
const PAUSE = 8;
/** Graphs of a space that means and deviations of descriptions are taken over: more change nothing. */
export const STANDARDISING = 1000;
/** More labels take minutes: the cost is cubic. */
export const MAX_LABELS = 400;

/**
 * Fits the process, pausing often: the caller may do something else, or stop.
 *
 * @param reference graphs that stand for the space: columns are standardised over them, without labels
 * @returns undefined where the space has no describer, or nothing of what was observed computes anything
 * @throws RangeError if all values are equal
 */
export function* fitProcessPredictor(
  space: SearchSpace,
  reference: readonly ArchitectureGraph[],
  { graphs, values, higherIsBetter }: LabelledGraphs,
): Generator<void, ProcessPredictor | undefined> {
  const describer = createCellDescriber(space);
  if (!describer) return undefined;
  const sample = yield* describeAll(describer, reference);
  const observed = yield* describeAll(describer, graphs);
  const described = observed.flatMap((row, i) => (row ? [{ row, value: values[i]! }] : []));
  if (described.length < 2) return undefined;
  const layout = standardisation(describer, recipeFor(space.name, describer), [
    ...sample.flatMap((row) => (row ? [row] : [])),
    ...described.map(({ row }) => row),
  ]);
  const scale = fitTargetScale(values, higherIsBetter);
  const targets = described.map(({ value }) => scaled(scale, value));
  const table = standardised(
    layout,
    described.map(({ row }) => row),
  );
  const process = yield* fitInSteps(table, layout.groups, { rows: described.map((_, i) => i), targets });
  const { columns, centres, deviations, weights } = layout;
  const lowest = Math.min(...targets);
  return { describer, columns, centres, deviations, weights, process, worst: 2 * lowest - Math.max(...targets) };
}

/** Scores that rise with the target's value, in the order of the graphs; pauses as `fitProcessPredictor` does. */
export function* processScores(
  predictor: ProcessPredictor,
  graphs: readonly ArchitectureGraph[],
): Generator<void, Float64Array> {
  const { describer, process, worst } = predictor;
  const rows = yield* describeAll(describer, graphs);
  const scores = new Float64Array(graphs.length).fill(worst);
  const computing = rows.flatMap((row, i) => (row ? [{ row, i }] : []));
  const table = standardised(
    predictor,
    computing.map(({ row }) => row),
  );
  const mean = predictMean(process, table);
  computing.forEach(({ i }, r) => (scores[i] = Math.max(mean[r]!, worst)));
  return scores;
}

function* describeAll(
  describer: CellDescriber,
  graphs: readonly ArchitectureGraph[],
): Generator<void, (Float64Array | undefined)[]> {
  const rows: (Float64Array | undefined)[] = [];
  for (const graph of graphs) {
    rows.push(describer.describe(graph));
    if (rows.length % PAUSE === 0) yield;
  }
  return rows;
}

type Standardisation = Pick<ProcessPredictor, 'columns' | 'centres' | 'deviations' | 'weights'>;

/** The columns that the recipe's kernels read, one kernel after the other, without those that are constant over the space. */
function standardisation(
  { blocks }: CellDescriber,
  recipe: ProcessRecipe,
  rows: readonly Float64Array[],
): Standardisation & { readonly groups: readonly KernelGroup[] } {
  const columns: number[] = [];
  const centres: number[] = [];
  const deviations: number[] = [];
  const weights: number[] = [];
  const groups = recipe.flatMap(({ kind, blocks: chosen }): KernelGroup[] => {
    const first = columns.length;
    for (const [block, [start, end]] of blocks) {
      const weight = chosen[block] ?? 0;
      for (let column = start; weight > 0 && column < end; column++) {
        const { mean, deviation } = momentsOf(rows, column);
        if (deviation <= CONSTANT) continue;
        columns.push(column);
        centres.push(mean);
        deviations.push(deviation);
        weights.push(weight);
      }
    }
    const own = Array.from({ length: columns.length - first }, (_, i) => first + i);
    return own.length === 0 ? [] : [{ kind, columns: own }];
  });
  const [c, d, w] = [centres, deviations, weights].map((numbers) => Float64Array.from(numbers));
  return { columns, centres: c!, deviations: d!, weights: w!, groups };
}

/** Rows as the kernels compare them: standardised, without long tails, weighted. */
function standardised(
  { columns, centres, deviations, weights }: Standardisation,
  rows: readonly Float64Array[],
): FeatureTable {
  const values = new Float64Array(rows.length * columns.length);
  rows.forEach((row, r) =>
    columns.forEach((column, c) => {
      const value = (row[column]! - centres[c]!) / deviations[c]!;
      values[r * columns.length + c] = weights[c]! * Math.max(-LIMIT, Math.min(LIMIT, value));
    }),
  );
  return { rows: rows.length, columns: columns.length, values };
}
