const SWEEPS = 30;

/**
 * Eigenvalues of a small symmetric matrix, largest first, by Jacobi rotations (Golub and Van Loan, "Matrix computations", section 8.5).
 *
 * @param matrix row-major, [size, size]; not changed.
 */
export function symmetricEigenvalues(matrix: Float64Array, size: number): Float64Array {
  const a = matrix.slice();
  for (let sweep = 0; sweep < SWEEPS && offDiagonal(a, size) > 0; sweep++) {
    for (let p = 0; p < size; p++) for (let q = p + 1; q < size; q++) rotate(a, size, p, q);
  }
  return Float64Array.from({ length: size }, (_, i) => a[i * (size + 1)]!)
    .sort()
    .reverse();
}

/** Sum of squares beside the diagonal, 0 where it is lost in the diagonal's rounding. */
function offDiagonal(a: Float64Array, size: number): number {
  let [beside, on] = [0, 0];
  for (let i = 0; i < size; i++) {
    on += a[i * (size + 1)]! ** 2;
    for (let j = 0; j < i; j++) beside += a[i * size + j]! ** 2;
  }
  return beside > 1e-30 * on ? beside : 0;
}

/** The rotation in the plane of p and q that makes their common entry 0. */
function rotate(a: Float64Array, size: number, p: number, q: number): void {
  const entry = a[p * size + q]!;
  if (entry === 0) return;
  const ratio = (a[q * (size + 1)]! - a[p * (size + 1)]!) / (2 * entry);
  const tangent = Math.sign(ratio || 1) / (Math.abs(ratio) + Math.hypot(ratio, 1));
  const cosine = 1 / Math.hypot(tangent, 1);
  const sine = tangent * cosine;
  for (let i = 0; i < size; i++) {
    const x = a[i * size + p]!;
    const y = a[i * size + q]!;
    a[i * size + p] = cosine * x - sine * y;
    a[i * size + q] = sine * x + cosine * y;
  }
  for (let i = 0; i < size; i++) {
    const x = a[p * size + i]!;
    const y = a[q * size + i]!;
    a[p * size + i] = cosine * x - sine * y;
    a[q * size + i] = sine * x + cosine * y;
  }
}
