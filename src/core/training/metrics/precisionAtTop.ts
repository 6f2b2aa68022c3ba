import { assertComparable } from './comparable';

/** The `k` of P@K% on `n` items: the floor of K % of n (FGP section 5: 77 of 7,772 at 1 %). */
export function topCount(n: number, percent: number): number {
  return Math.floor((n * percent) / 100);
}

/**
 * P@K%: the share of the predicted top k that is in the true top k, k = `topCount(n, percent)`.
 *
 * Where values tie across the k-th place, the result is the expectation over every order of the tied items. That makes it deterministic,
 * independent of the order of the table (a constant predictor gets k / n, even on a table sorted by accuracy), and equal to
 * the plain definition where nothing ties.
 *
 * @returns a value in 0..1, or NaN where k is 0.
 * @throws RangeError if the lengths differ, a value is NaN, or percent is outside 0..100.
 */
export function precisionAtTop(
  truth: ArrayLike<number>,
  predicted: ArrayLike<number>,
  percent: number,
  higherIsBetter = true,
): number {
  assertComparable(truth, predicted);
  if (!(percent >= 0 && percent <= 100)) {
    throw new RangeError(`${percent} is not a percentage`);
  }
  const k = topCount(truth.length, percent);
  if (k === 0) {
    return Number.NaN;
  }
  const inTrueTop = membership(truth, k, higherIsBetter);
  const inPredictedTop = membership(predicted, k, higherIsBetter);
  let hits = 0;
  for (let i = 0; i < truth.length; i++) {
    hits += inTrueTop(truth[i]!) * inPredictedTop(predicted[i]!);
  }
  return hits / k;
}

/** Probability that an item with a given value is among the best k when ties are broken at random. */
function membership(values: ArrayLike<number>, k: number, higherIsBetter: boolean): (value: number) => number {
  const sorted = Float64Array.from(values).sort();
  const threshold = higherIsBetter ? sorted[sorted.length - k]! : sorted[k - 1]!;
  const better = (value: number) => (higherIsBetter ? value > threshold : value < threshold);
  let strictlyBetter = 0;
  let tied = 0;
  for (const value of sorted) {
    if (better(value)) {
      strictlyBetter++;
    } else if (value === threshold) {
      tied++;
    }
  }
  const share = (k - strictlyBetter) / tied;
  return (value) => (better(value) ? 1 : value === threshold ? share : 0);
}
