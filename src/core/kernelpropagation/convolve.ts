import { emptyState, sizeOf, type KernelState } from './kernelState';

/**
 * The state after a layer of random weights that reads `taps` neighbouring positions: 1 for a dense layer or a 1x1 convolution. A position's
 * covariance is the mean over the taps, and the layer's own weights add that mean to the tangent kernel (Yang, "Tensor programs II", 2020).
 * Positions stand in a circle, a picture with one dimension and no border.
 */
export function convolve(state: KernelState, taps: number): KernelState {
  const { samples, positions } = state;
  const next = emptyState(samples, positions);
  averageDiagonally(state.covariance, next.covariance, samples, positions, taps);
  averageDiagonally(state.tangent, next.tangent, samples, positions, taps);
  for (let i = 0; i < next.tangent.length; i++) next.tangent[i]! += next.covariance[i]!;
  return next;
}

/** target[(s, i), (t, j)] = mean over d of source[(s, i + d), (t, j + d)], |d| <= (taps - 1) / 2 */
function averageDiagonally(
  source: Float64Array,
  target: Float64Array,
  samples: number,
  positions: number,
  taps: number,
): void {
  if (taps === 1) {
    target.set(source);
    return;
  }
  const size = samples * positions;
  const reach = (taps - 1) >> 1;
  for (let d = -reach; d <= reach; d++) {
    for (let i = 0; i < positions; i++) {
      const from = modulo(i + d, positions);
      for (let s = 0; s < samples; s++) {
        const targetRow = (s * positions + i) * size;
        const sourceRow = (s * positions + from) * size;
        for (let j = 0; j < positions; j++) {
          const column = modulo(j + d, positions);
          for (let t = 0; t < size; t += positions) target[targetRow + t + j]! += source[sourceRow + t + column]!;
        }
      }
    }
  }
  for (let i = 0; i < target.length; i++) target[i]! /= taps;
}

/**
 * The state of sum_k coefficients[k] A^k x, where A is average pooling over three positions in a circle: linear, so that it acts on both sides
 * of both matrices, and what several poolings of one value have in common is not lost.
 */
export function smooth(state: KernelState, coefficients: readonly number[]): KernelState {
  const { samples, positions } = state;
  const size = sizeOf(state);
  const weights = circulant(coefficients, positions);
  const next = emptyState(samples, positions);
  const half = new Float64Array(size * size);
  for (const [source, target] of [
    [state.covariance, next.covariance],
    [state.tangent, next.tangent],
  ] as const) {
    mixColumns(source, half, weights, size);
    // the matrix is symmetric: columns of the transpose are its rows
    transpose(half, size);
    mixColumns(half, target, weights, size);
  }
  return next;
}

/** First row of the circulant matrix sum_k coefficients[k] A^k. */
function circulant(coefficients: readonly number[], positions: number): Float64Array {
  const sum = new Float64Array(positions);
  let power = new Float64Array(positions);
  power[0] = 1;
  for (const coefficient of coefficients) {
    const next = new Float64Array(positions);
    for (let i = 0; i < positions; i++) {
      sum[i]! += coefficient * power[i]!;
      for (let d = -1; d <= 1; d++) next[modulo(i + d, positions)]! += power[i]! / 3;
    }
    power = next;
  }
  return sum;
}

/** target[r, (t, j)] = sum_i weights[i - j] source[r, (t, i)], indices in a circle */
function mixColumns(source: Float64Array, target: Float64Array, weights: Float64Array, size: number): void {
  const positions = weights.length;
  // twice in a row, so that i - j needs no remainder
  const unrolled = new Float64Array(2 * positions);
  unrolled.set(weights);
  unrolled.set(weights, positions);
  for (let block = 0; block < size * size; block += positions) {
    for (let j = 0; j < positions; j++) {
      let sum = 0;
      for (let i = 0; i < positions; i++) sum += unrolled[positions + i - j]! * source[block + i]!;
      target[block + j] = sum;
    }
  }
}

function transpose(matrix: Float64Array, size: number): void {
  for (let i = 0; i < size; i++) {
    for (let j = 0; j < i; j++) {
      const value = matrix[i * size + j]!;
      matrix[i * size + j] = matrix[j * size + i]!;
      matrix[j * size + i] = value;
    }
  }
}

const modulo = (value: number, base: number): number => ((value % base) + base) % base;
