/**
 * Lower triangular L with L L^T = matrix, or undefined where the matrix is not positive definite.
 *
 * @param matrix symmetric, row-major, [size, size]; not changed.
 */
export function cholesky(matrix: Float64Array, size: number): Float64Array | undefined {
  const lower = new Float64Array(matrix.length);
  for (let i = 0; i < size; i++) {
    for (let j = 0; j <= i; j++) {
      let sum = matrix[i * size + j]!;
      for (let k = 0; k < j; k++) sum -= lower[i * size + k]! * lower[j * size + k]!;
      if (i !== j) lower[i * size + j] = sum / lower[j * (size + 1)]!;
      else if (sum > 0) lower[i * (size + 1)] = Math.sqrt(sum);
      else return undefined;
    }
  }
  return lower;
}

/** The solution x of L x = b. Length of b: size. */
export function solveLower(lower: Float64Array, size: number, b: ArrayLike<number>): Float64Array {
  const x = new Float64Array(size);
  for (let i = 0; i < size; i++) {
    let sum = b[i]!;
    for (let k = 0; k < i; k++) sum -= lower[i * size + k]! * x[k]!;
    x[i] = sum / lower[i * (size + 1)]!;
  }
  return x;
}

/** The solution x of L L^T x = b. */
export function solveCholesky(lower: Float64Array, size: number, b: ArrayLike<number>): Float64Array {
  const x = solveLower(lower, size, b);
  for (let i = size - 1; i >= 0; i--) {
    let sum = x[i]!;
    for (let k = i + 1; k < size; k++) sum -= lower[k * size + i]! * x[k]!;
    x[i] = sum / lower[i * (size + 1)]!;
  }
  return x;
}

/** Inverse of L L^T: symmetric, row-major, [size, size]. */
export function invertCholesky(lower: Float64Array, size: number): Float64Array {
  const inverse = new Float64Array(size * size);
  const unit = new Float64Array(size);
  for (let column = 0; column < size; column++) {
    unit.fill(0);
    unit[column] = 1;
    inverse.set(solveCholesky(lower, size, unit), column * size);
  }
  return inverse;
}
