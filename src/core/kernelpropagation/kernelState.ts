/**
 * What an infinitely wide network knows of a set of inputs at one place: a row and a column for each position of each sample,
 * sample by sample. Two symmetric matrices, row-major, [samples * positions]^2.
 */
export interface KernelState {
  readonly samples: number;
  readonly positions: number;
  /** Covariance of the activations over random weights, the limit that Lee et al. (ICLR 2018) call the NNGP kernel. */
  readonly covariance: Float64Array;
  /** Neural tangent kernel: inner products of the gradients by all weights so far (Jacot et al., NeurIPS 2018). */
  readonly tangent: Float64Array;
}

/** A state of zeros. */
export function emptyState(samples: number, positions: number): KernelState {
  const entries = (samples * positions) ** 2;
  return { samples, positions, covariance: new Float64Array(entries), tangent: new Float64Array(entries) };
}

/** Rows of both matrices. */
export const sizeOf = ({ samples, positions }: KernelState): number => samples * positions;

/**
 * target += factor * state. The kernel of a sum of independent values is the sum of their kernels; the kernel of c x is c^2 that of x.
 */
export function addState(target: KernelState, state: KernelState, factor: number): void {
  const { covariance, tangent } = target;
  for (let i = 0; i < covariance.length; i++) {
    covariance[i]! += factor * state.covariance[i]!;
    tangent[i]! += factor * state.tangent[i]!;
  }
}

/** Mean of the diagonal of a square matrix. */
export function meanDiagonal(matrix: Float64Array, size: number): number {
  let sum = 0;
  for (let i = 0; i < size; i++) sum += matrix[i * (size + 1)]!;
  return sum / size;
}
