/** What one summand of an additive kernel compares: some of the columns of a table of features. */
export interface KernelGroup {
  /**
   * `matern-3/2`: functions that are once differentiable in the distance between two rows (Rasmussen and Williams, "Gaussian processes for machine learning",
   * 2006, equation 4.17). `linear`: weighted sums of the columns (section 4.2.2), which go on outside the data.
   */
  readonly kind: 'matern-3/2' | 'linear';
  readonly columns: readonly number[];
}

/** Rows of features, row-major: [rows, columns]. */
export interface FeatureTable {
  readonly rows: number;
  readonly columns: number;
  readonly values: Float64Array;
}

/**
 * What a group's kernel is a function of: mean squared distance over the columns, or for `linear` the mean product. [a.length, b.length].
 * The means make amplitude and length scale comparable between groups of different size.
 *
 * @param a rows of the table.
 * @param b rows of `other`, which has the same columns.
 */
export function comparisons(
  table: FeatureTable,
  { kind, columns }: KernelGroup,
  a: ArrayLike<number>,
  b: ArrayLike<number>,
  other: FeatureTable = table,
): Float64Array {
  const first = gather(table, columns, a);
  const second = gather(other, columns, b);
  const width = columns.length;
  const result = new Float64Array(a.length * b.length);
  for (let i = 0; i < a.length; i++) {
    for (let j = 0; j < b.length; j++) {
      let sum = 0;
      const x = i * width;
      const y = j * width;
      if (kind === 'linear') for (let c = 0; c < width; c++) sum += first[x + c]! * second[y + c]!;
      else for (let c = 0; c < width; c++) sum += (first[x + c]! - second[y + c]!) ** 2;
      result[i * b.length + j] = sum / width;
    }
  }
  return result;
}

function gather(table: FeatureTable, columns: readonly number[], rows: ArrayLike<number>): Float64Array {
  const gathered = new Float64Array(rows.length * columns.length);
  for (let i = 0; i < rows.length; i++) {
    columns.forEach((column, c) => {
      gathered[i * columns.length + c] = table.values[rows[i]! * table.columns + column]!;
    });
  }
  return gathered;
}

/** The kernel without its amplitude. @param compared an entry of `comparisons`. */
export function kernelValue(kind: KernelGroup['kind'], compared: number, lengthScale: number): number {
  if (kind === 'linear') return compared;
  const distance = (Math.sqrt(3) * Math.sqrt(compared)) / lengthScale;
  return (1 + distance) * Math.exp(-distance);
}

/** Derivative of `kernelValue` by the logarithm of the length scale. */
export function kernelSlope(kind: KernelGroup['kind'], compared: number, lengthScale: number): number {
  if (kind === 'linear') return 0;
  const distance = (Math.sqrt(3) * Math.sqrt(compared)) / lengthScale;
  return distance * distance * Math.exp(-distance);
}
