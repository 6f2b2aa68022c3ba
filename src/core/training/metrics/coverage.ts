/**
 * Share of true values inside their predicted range, bounds included.
 *
 * @returns a value in 0..1, or NaN without values.
 * @throws RangeError if the lengths differ or a value is NaN.
 */
export function rangeCoverage(truth: ArrayLike<number>, low: ArrayLike<number>, high: ArrayLike<number>): number {
  if (truth.length !== low.length || truth.length !== high.length) {
    throw new RangeError(`${truth.length} true values but ${low.length} lower and ${high.length} upper bounds`);
  }
  let inside = 0;
  for (let i = 0; i < truth.length; i++) {
    if (Number.isNaN(truth[i]) || Number.isNaN(low[i]) || Number.isNaN(high[i])) {
      throw new RangeError(`value ${i} is not a number`);
    }
    if (truth[i]! >= low[i]! && truth[i]! <= high[i]!) {
      inside++;
    }
  }
  return truth.length === 0 ? Number.NaN : inside / truth.length;
}
