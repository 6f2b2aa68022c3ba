import { cholesky, solveCholesky, solveLower } from './cholesky';
import { comparisons, kernelValue, type FeatureTable, type KernelGroup } from './kernels';
import { runSteps } from '../steps/runSteps';
import { minimiseInSteps } from './minimise';
import {
  CONSTANT,
  covariance,
  defaultPriors,
  negativeLogPosterior,
  packed,
  priorModes,
  unpacked,
  type Hyperparameters,
  type Priors,
  type Problem,
} from './posterior';

/** What a Gaussian process learns from. */
export interface Observations {
  /** Rows of the table, each at most once. */
  readonly rows: readonly number[];
  /** The target of each row, in any unit. */
  readonly targets: readonly number[];
  /** How many labels each target is the mean of; its noise is divided by it. 1 each when left out. */
  readonly weights?: readonly number[];
}

/** A Gaussian process after the hyperparameters' posterior has been maximised. */
export interface GaussianProcess {
  readonly groups: readonly KernelGroup[];
  readonly table: FeatureTable;
  readonly rows: readonly number[];
  readonly hyperparameters: Hyperparameters;
  /** Negative log posterior of the hyperparameters, up to a constant. */
  readonly objective: number;
  /** Mean and deviation of the targets: inside they are standardised. */
  readonly centre: number;
  readonly scale: number;
  readonly lower: Float64Array;
  readonly solved: Float64Array;
}

/** Mean and variance of the function at a row, without the noise of a label, in the targets' unit. */
export interface ProcessPrediction {
  readonly mean: Float64Array;
  readonly variance: Float64Array;
}

/**
 * Regression with the sum of one kernel for each group and a constant (Rasmussen and Williams 2006, chapters 2 and 5; additive kernels:
 * Duvenaud et al., NeurIPS 2011). Columns should have mean 0 and deviation 1.
 *
 * @throws RangeError if nothing is observed, lengths differ, or a target is not finite.
 */
export function fitGaussianProcess(
  table: FeatureTable,
  groups: readonly KernelGroup[],
  observations: Observations,
  priors: Priors = defaultPriors,
): GaussianProcess {
  return runSteps(fitInSteps(table, groups, observations, priors));
}

/** The same, pausing after every evaluation of the posterior: O(rows^3) each. @throws RangeError as `fitGaussianProcess` */
export function* fitInSteps(
  table: FeatureTable,
  groups: readonly KernelGroup[],
  { rows, targets, weights = rows.map(() => 1) }: Observations,
  priors: Priors = defaultPriors,
): Generator<void, GaussianProcess> {
  if (rows.length === 0 || targets.length !== rows.length || weights.length !== rows.length) {
    throw new RangeError('a Gaussian process needs one target and one weight for each of its rows');
  }
  if (!targets.every((target) => Number.isFinite(target))) throw new RangeError('a target is not a number');
  const centre = targets.reduce((sum, target) => sum + target, 0) / targets.length;
  const spread = targets.reduce((sum, target) => sum + (target - centre) ** 2, 0) / targets.length;
  const scale = Math.sqrt(spread) || 1;
  const problem: Problem = {
    groups,
    compared: groups.map((group) => comparisons(table, group, rows, rows)),
    targets: Float64Array.from(targets, (target) => (target - centre) / scale),
    weights,
    priors,
  };
  const minimum = yield* minimiseInSteps(
    (point) => negativeLogPosterior(problem, point),
    packed(priorModes(priors, groups.length)),
  );
  const hyperparameters = unpacked(minimum.point);
  const lower = cholesky(covariance(problem, hyperparameters), rows.length);
  if (!lower) throw new RangeError('the features are not finite');
  const solved = solveCholesky(lower, rows.length, problem.targets);
  return { groups, table, rows, hyperparameters, objective: minimum.value, centre, scale, lower, solved };
}

/** As much of a fitted process as predictions without a variance need. */
export type ProcessMean = Omit<GaussianProcess, 'objective' | 'lower'>;

/** Rows that are compared at once: keeps the comparisons of a whole space out of memory. */
const CHUNK = 512;

/** The mean of the function at the rows of another table with the same columns, in the targets' unit. */
export function predictMean(process: ProcessMean, table: FeatureTable): Float64Array {
  const mean = new Float64Array(table.rows);
  for (let start = 0; start < table.rows; start += CHUNK) {
    const chunk = Array.from({ length: Math.min(CHUNK, table.rows - start) }, (_, i) => start + i);
    const cross = crossCovariance(process, table, chunk);
    chunk.forEach((row, i) => (mean[row] = meanOf(process, cross, i)));
  }
  return mean;
}

/** Predictions for rows of the process's table. */
export function predictWithProcess(process: GaussianProcess, rows: readonly number[]): ProcessPrediction {
  const { table, scale, lower } = process;
  const known = process.rows.length;
  const mean = new Float64Array(rows.length);
  const variance = new Float64Array(rows.length);
  for (let start = 0; start < rows.length; start += CHUNK) {
    const chunk = rows.slice(start, start + CHUNK);
    const cross = crossCovariance(process, table, chunk);
    chunk.forEach((row, i) => {
      mean[start + i] = meanOf(process, cross, i);
      const explained = solveLower(lower, known, cross.subarray(i * known, (i + 1) * known));
      const unexplained = priorVariance(process, row) - explained.reduce((sum, value) => sum + value * value, 0);
      variance[start + i] = scale * scale * Math.max(0, unexplained);
    });
  }
  return { mean, variance };
}

/** Mean at the i-th row of a cross-covariance. */
function meanOf({ centre, scale, solved }: ProcessMean, cross: Float64Array, i: number): number {
  const row = cross.subarray(i * solved.length, (i + 1) * solved.length);
  return centre + scale * row.reduce((sum, value, j) => sum + value * solved[j]!, 0);
}

/** Covariance of the function at rows of a table with that at the process's rows, [rows, process.rows]. */
function crossCovariance(process: ProcessMean, table: FeatureTable, rows: readonly number[]): Float64Array {
  const cross = new Float64Array(rows.length * process.rows.length).fill(CONSTANT);
  forEachKernel(process, (group, value) =>
    comparisons(table, group, rows, process.rows, process.table).forEach((compared, i) => {
      cross[i]! += value(compared);
    }),
  );
  return cross;
}

/** Variance of the function at a row of the process's table, before anything is observed. */
function priorVariance(process: ProcessMean, row: number): number {
  let variance = CONSTANT;
  forEachKernel(process, (group, value) => (variance += value(comparisons(process.table, group, [row], [row])[0]!)));
  return variance;
}

function forEachKernel(
  { groups, hyperparameters }: ProcessMean,
  visit: (group: KernelGroup, value: (compared: number) => number) => void,
): void {
  groups.forEach((group, g) => {
    const amplitude = Math.exp(hyperparameters.logAmplitude[g]!);
    const length = Math.exp(hyperparameters.logLengthScale[g]!);
    visit(group, (compared) => amplitude * kernelValue(group.kind, compared, length));
  });
}
