/**
 * The precondition of every ranking metric: two lists of the same length without NaN.
 * Infinities are ordinary values to a ranking.
 *
 * @throws RangeError naming what is wrong, because a NaN would silently count as a tie.
 */
export function assertComparable(truth: ArrayLike<number>, predicted: ArrayLike<number>): void {
  if (truth.length !== predicted.length) {
    throw new RangeError(`${truth.length} true values but ${predicted.length} predicted ones`);
  }
  for (let i = 0; i < truth.length; i++) {
    if (Number.isNaN(truth[i]) || Number.isNaN(predicted[i])) {
      throw new RangeError(`value ${i} is not a number`);
    }
  }
}
