import { emptyState, type KernelState } from './kernelState';

/** The state on every second position: what a convolution of stride 2 computes. */
export function everySecond(state: KernelState): KernelState {
  return resample(state, state.positions / 2, 2, 1);
}

/** The state after average pooling over `window` positions without overlap; over all of them, the global pooling before a classifier. */
export function averagePool(state: KernelState, window: number): KernelState {
  return resample(state, state.positions / window, window, window);
}

/** Means over the first `used` positions of each `stride` on both sides of both matrices. */
function resample(state: KernelState, positions: number, stride: number, used: number): KernelState {
  const { samples } = state;
  const next = emptyState(samples, positions);
  average(state.covariance, next.covariance, samples * positions, stride, used);
  average(state.tangent, next.tangent, samples * positions, stride, used);
  return next;
}

/** Samples stand one after the other, each with a multiple of `stride` positions: their borders need no care. */
function average(source: Float64Array, target: Float64Array, size: number, stride: number, used: number): void {
  const width = size * stride;
  for (let i = 0; i < size; i++) {
    for (let j = 0; j < size; j++) {
      let sum = 0;
      for (let a = 0; a < used; a++) {
        const start = (i * stride + a) * width + j * stride;
        for (let b = 0; b < used; b++) sum += source[start + b]!;
      }
      target[i * size + j] = sum / (used * used);
    }
  }
}
