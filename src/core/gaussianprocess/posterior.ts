import { cholesky, invertCholesky, solveCholesky } from './cholesky';
import { kernelSlope, kernelValue, type KernelGroup } from './kernels';
import type { Evaluation } from './minimise';

/** Natural logarithms of the hyperparameters, in this order in every vector of them. */
export interface Hyperparameters {
  /** Variance of each group's function, in units of the targets' variance. Length: groups. */
  readonly logAmplitude: readonly number[];
  /** Root mean square difference of a group's columns over which its function changes. Length: groups; `linear` ignores it. */
  readonly logLengthScale: readonly number[];
  /** Variance of the noise of one label. */
  readonly logNoise: number;
}

/** A normal distribution over a logarithm. */
export interface LogPrior {
  readonly mean: number;
  readonly deviation: number;
}

export interface Priors {
  readonly amplitude: LogPrior;
  readonly lengthScale: LogPrior;
  readonly noise: LogPrior;
}

/** Weakly informative: columns of deviation 1, functions that change over one deviation, a noise of about 8 % of the variance. */
export const defaultPriors: Priors = {
  amplitude: { mean: 0, deviation: 1.5 },
  lengthScale: { mean: 0, deviation: 1 },
  noise: { mean: -2.5, deviation: 1 },
};

/** The training data of a Gaussian process, ready for many evaluations. */
export interface Problem {
  readonly groups: readonly KernelGroup[];
  /** `comparisons` of the training rows for each group: [groups][rows * rows]. */
  readonly compared: readonly Float64Array[];
  /** Standardised targets. */
  readonly targets: Float64Array;
  /** How many labels each target is the mean of. */
  readonly weights: ArrayLike<number>;
  readonly priors: Priors;
}

/** Variance of the constant function that every kernel contains, and of the jitter that keeps matrices invertible. */
export const CONSTANT = 1;
const JITTER = 1e-6;

export const packed = ({ logAmplitude, logLengthScale, logNoise }: Hyperparameters): Float64Array =>
  Float64Array.from([...logAmplitude, ...logLengthScale, logNoise]);

export function unpacked(point: Float64Array): Hyperparameters {
  const groups = (point.length - 1) / 2;
  return {
    logAmplitude: Array.from(point.subarray(0, groups)),
    logLengthScale: Array.from(point.subarray(groups, 2 * groups)),
    logNoise: point[2 * groups]!,
  };
}

/** Covariance of the targets, noise included: [rows, rows]. */
export function covariance(problem: Problem, hyperparameters: Hyperparameters): Float64Array {
  const { groups, compared, targets, weights } = problem;
  const rows = targets.length;
  const matrix = new Float64Array(rows * rows).fill(CONSTANT);
  groups.forEach(({ kind }, g) => {
    const amplitude = Math.exp(hyperparameters.logAmplitude[g]!);
    const length = Math.exp(hyperparameters.logLengthScale[g]!);
    const values = compared[g]!;
    for (let i = 0; i < matrix.length; i++) matrix[i]! += amplitude * kernelValue(kind, values[i]!, length);
  });
  const noise = Math.exp(hyperparameters.logNoise);
  for (let i = 0; i < rows; i++) matrix[i * (rows + 1)]! += noise / weights[i]! + JITTER;
  return matrix;
}

/**
 * Negative logarithm of the hyperparameters' posterior density, up to a constant, and its gradient (Rasmussen and Williams 2006, equations 5.8 and
 * 5.9, with the priors added). Infinite where the covariance is not positive definite.
 */
export function negativeLogPosterior(problem: Problem, point: Float64Array): Evaluation {
  const { groups, compared, targets, weights, priors } = problem;
  const hyperparameters = unpacked(point);
  const rows = targets.length;
  const lower = cholesky(covariance(problem, hyperparameters), rows);
  const gradient = new Float64Array(point.length);
  if (!lower) return { value: Number.POSITIVE_INFINITY, gradient };
  const solved = solveCholesky(lower, rows, targets);
  let value = 0;
  for (let i = 0; i < rows; i++) value += 0.5 * targets[i]! * solved[i]! + Math.log(lower[i * (rows + 1)]!);
  // 2 d value / d K
  const slope = invertCholesky(lower, rows);
  for (let i = 0; i < rows; i++) {
    for (let j = 0; j < rows; j++) slope[i * rows + j]! -= solved[i]! * solved[j]!;
  }
  groups.forEach(({ kind }, g) => {
    const amplitude = 0.5 * Math.exp(hyperparameters.logAmplitude[g]!);
    const length = Math.exp(hyperparameters.logLengthScale[g]!);
    const values = compared[g]!;
    let [byAmplitude, byLength] = [0, 0];
    for (let i = 0; i < slope.length; i++) {
      byAmplitude += slope[i]! * kernelValue(kind, values[i]!, length);
      byLength += slope[i]! * kernelSlope(kind, values[i]!, length);
    }
    gradient[g] = amplitude * byAmplitude;
    gradient[groups.length + g] = amplitude * byLength;
  });
  const noise = 0.5 * Math.exp(hyperparameters.logNoise);
  for (let i = 0; i < rows; i++) gradient[2 * groups.length]! += (noise * slope[i * (rows + 1)]!) / weights[i]!;
  point.forEach((log, i) => {
    const prior = priorOf(priors, i, groups.length);
    const distance = (log - prior.mean) / prior.deviation;
    value += 0.5 * distance * distance;
    gradient[i]! += distance / prior.deviation;
  });
  return { value, gradient };
}

const priorOf = (priors: Priors, index: number, groups: number): LogPrior =>
  index < groups ? priors.amplitude : index < 2 * groups ? priors.lengthScale : priors.noise;

/** Where the priors have their modes. */
export function priorModes({ amplitude, lengthScale, noise }: Priors, groups: number): Hyperparameters {
  const repeated = (value: number): number[] => new Array<number>(groups).fill(value);
  return {
    logAmplitude: repeated(amplitude.mean),
    logLengthScale: repeated(lengthScale.mean),
    logNoise: noise.mean,
  };
}
