import { convolve } from './convolve';
import { meanDiagonal, type KernelState } from './kernelState';
import { centre } from './normalise';
import type { Propagation } from './propagate';
import { averagePool } from './resample';
import { symmetricEigenvalues } from './symmetricEigenvalues';

const SMALLEST = 1e-12;
const SMALLEST_EIGENVALUE = 1e-9;
const SMALLEST_STAGE = 1e-9;

const matrixStatistics = [
  'correlation',
  'log-variance',
  'log-trace',
  'effective-rank',
  'mean-log-eigenvalue',
  'log-largest-eigenvalue',
] as const;

/** Names of the statistics of a network with that many stages, in order; `kernelStatistics` says what they are. */
export function kernelStatisticNames(stages: number): string[] {
  return [
    ...['covariance', 'tangent'].flatMap((matrix) => matrixStatistics.map((name) => `${matrix}:${name}`)),
    'locality',
    ...Array.from({ length: stages }, (_, stage) => [
      `stage-${stage + 1}:log-variance`,
      `stage-${stage + 1}:log-tangent`,
    ]).flat(),
  ];
}

/**
 * What is read off a propagation. Of the covariance and the tangent kernel between samples after global pooling and the classifier's weights:
 *
 * - `correlation`: mean over pairs of samples, 1 where the network no longer tells them apart
 * - `log-variance`, `log-trace`: mean eigenvalue with and without the samples' mean removed
 * - `effective-rank`: exponential of the entropy of the centred eigenvalues' shares; their mean logarithm and the largest one's, which
 *   tell how evenly training reaches all directions (Xiao et al., ICML 2020)
 *
 * Then `locality`: how far a position's variance exceeds its covariance with the other positions of its sample. And after each stage the logarithm of
 * variance, and of tangent kernel over variance, which grows with the weights that gradients reach.
 */
export function kernelStatistics({ features, output, stages }: Propagation): Float64Array {
  const pooled = convolve(averagePool(features, features.positions), 1);
  // the classifier's weights do not change the covariance
  return Float64Array.from([
    ...ofMatrix(pooled.covariance, pooled.samples),
    ...ofMatrix(pooled.tangent, pooled.samples),
    locality(output),
    ...stages.flatMap(({ variance, tangent }) => {
      const level = Math.log(variance + SMALLEST_STAGE);
      return [level, Math.log(tangent + SMALLEST_STAGE) - level];
    }),
  ]);
}

function ofMatrix(matrix: Float64Array, size: number): number[] {
  let correlation = 0;
  for (let i = 0; i < size; i++) {
    for (let j = 0; j < size; j++) {
      if (i !== j) correlation += matrix[i * size + j]! / Math.sqrt(matrix[i * (size + 1)]! * matrix[j * (size + 1)]!);
    }
  }
  const centred = new Float64Array(matrix.length);
  centre(matrix, centred, size);
  const variance = meanDiagonal(centred, size);
  // centring takes one direction away
  const eigenvalues = symmetricEigenvalues(centred, size)
    .subarray(0, size - 1)
    .map((value) => Math.max(value / variance, SMALLEST_EIGENVALUE));
  const total = eigenvalues.reduce((sum, value) => sum + value, 0);
  const entropy = eigenvalues.reduce((sum, value) => sum - (value / total) * Math.log(value / total), 0);
  return [
    correlation / (size * size - size),
    Math.log(variance + SMALLEST),
    Math.log(meanDiagonal(matrix, size) + SMALLEST),
    Math.exp(entropy),
    eigenvalues.reduce((sum, value) => sum + Math.log(value), 0) / (size - 1),
    Math.log(eigenvalues[0]!),
  ];
}

function locality(state: KernelState): number {
  const { samples, positions, covariance } = state;
  const size = samples * positions;
  let [own, all] = [0, 0];
  for (let sample = 0; sample < samples; sample++) {
    for (let i = 0; i < positions; i++) {
      const row = (sample * positions + i) * size + sample * positions;
      own += covariance[row + i]! / (samples * positions);
      for (let j = 0; j < positions; j++) all += covariance[row + j]! / (samples * positions * positions);
    }
  }
  return own - all;
}
