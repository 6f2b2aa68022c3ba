/** A table of features: one row for each architecture. */
export type FeatureRows = readonly ArrayLike<number>[];

/**
 * Each column with mean 0 and deviation 1 over the rows of `measured`, cut off at `limit` deviations; columns that are constant there are left out, and
 * the other rows become 0.
 */
export function standardiseColumns(
  rows: FeatureRows,
  measured: readonly boolean[],
  limit = Number.POSITIVE_INFINITY,
): Float64Array[] {
  const used = rows.filter((_, i) => measured[i]);
  const width = used[0]?.length ?? 0;
  const columns = Array.from({ length: width }, (_, column) => momentsOf(used, column)).flatMap(
    ({ mean, deviation }, column) => (deviation > 1e-9 ? [{ column, mean, deviation }] : []),
  );
  return rows.map((row, i) =>
    Float64Array.from(columns, ({ column, mean, deviation }) =>
      measured[i] ? Math.max(-limit, Math.min(limit, (row[column]! - mean) / deviation)) : 0,
    ),
  );
}

/** Mean and deviation of a column. */
export function momentsOf(rows: FeatureRows, column: number): { mean: number; deviation: number } {
  const mean = rows.reduce((sum, row) => sum + row[column]!, 0) / rows.length;
  const squares = rows.reduce((sum, row) => sum + (row[column]! - mean) ** 2, 0);
  return { mean, deviation: Math.sqrt(squares / rows.length) };
}

/** Each row replaced by the mean of the rows of its class: what a class's features say whichever way its cell was written. */
export function classMeans(rows: FeatureRows, classes: ArrayLike<number>): Float64Array[] {
  const sums = new Map<number, { readonly sum: Float64Array; count: number }>();
  rows.forEach((row, i) => {
    const entry = sums.get(classes[i]!) ?? { sum: new Float64Array(row.length), count: 0 };
    for (let column = 0; column < row.length; column++) entry.sum[column]! += row[column]!;
    entry.count++;
    sums.set(classes[i]!, entry);
  });
  const means = new Map([...sums].map(([key, { sum, count }]) => [key, sum.map((value) => value / count)]));
  return rows.map((_, i) => means.get(classes[i]!)!);
}
