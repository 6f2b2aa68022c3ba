import { emptyState, sizeOf, type KernelState } from './kernelState';

/** Keeps a position without any variance from dividing by zero. */
const SMALLEST_VARIANCE = 1e-12;

/**
 * The state after ReLU. With t the angle between two inputs, the covariance becomes |x||y| (sin t + (pi - t) cos t) / pi, the arc-cosine
 * kernel of order 1, and the tangent kernel is multiplied by (pi - t) / pi, that of order 0 (Cho and Saul, NeurIPS 2009). Both are twice the
 * expectation over Gaussian pre-activations, as with He's initialisation, so that variances are kept.
 */
export function rectify(state: KernelState): KernelState {
  const { samples, positions, covariance, tangent } = state;
  const size = sizeOf(state);
  const next = emptyState(samples, positions);
  const norms = new Float64Array(size);
  for (let i = 0; i < size; i++) norms[i] = Math.sqrt(Math.max(covariance[i * (size + 1)]!, SMALLEST_VARIANCE));
  for (let i = 0; i < size; i++) {
    const row = i * size;
    for (let j = i; j < size; j++) {
      const scale = norms[i]! * norms[j]!;
      const cosine = Math.max(-1, Math.min(1, covariance[row + j]! / scale));
      const share = 1 - Math.acos(cosine) / Math.PI;
      const value = scale * (Math.sqrt(Math.max(0, 1 - cosine * cosine)) / Math.PI + share * cosine);
      const gradient = share * tangent[row + j]!;
      next.covariance[row + j] = value;
      next.covariance[j * size + i] = value;
      next.tangent[row + j] = gradient;
      next.tangent[j * size + i] = gradient;
    }
  }
  return next;
}
