import { emptyState, meanDiagonal, sizeOf, type KernelState } from './kernelState';

/** Keeps an activation that is the same everywhere from dividing by zero. */
const SMALLEST_VARIANCE = 1e-9;

/**
 * The state after batch normalisation: each channel loses its mean over the batch and its positions, which centres the matrices on both sides,
 * and is divided by its deviation, which in the limit is that of all channels (Yang et al., "A mean field theory of batch normalization",
 * ICLR 2019). What the gradient through mean and deviation takes away beyond the centring is left out.
 */
export function batchNormalise(state: KernelState): KernelState {
  const next = emptyState(state.samples, state.positions);
  const size = sizeOf(state);
  centre(state.covariance, next.covariance, size);
  centre(state.tangent, next.tangent, size);
  return scale(next, 1 / (meanDiagonal(next.covariance, size) + SMALLEST_VARIANCE));
}

/** Both matrices divided by the mean variance. */
export function unitVariance(state: KernelState): KernelState {
  return scale(state, 1 / meanDiagonal(state.covariance, sizeOf(state)));
}

function scale(state: KernelState, factor: number): KernelState {
  const { covariance, tangent } = state;
  for (let i = 0; i < covariance.length; i++) {
    covariance[i]! *= factor;
    tangent[i]! *= factor;
  }
  return state;
}

/** target = source less the means of its rows and columns. */
export function centre(source: Float64Array, target: Float64Array, size: number): void {
  const means = new Float64Array(size);
  let mean = 0;
  for (let i = 0; i < size; i++) {
    let sum = 0;
    for (let j = 0; j < size; j++) sum += source[i * size + j]!;
    means[i] = sum / size;
    mean += sum / (size * size);
  }
  for (let i = 0; i < size; i++) {
    const shift = mean - means[i]!;
    for (let j = 0; j < size; j++) target[i * size + j] = source[i * size + j]! - means[j]! + shift;
  }
}
