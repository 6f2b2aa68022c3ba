import { assertComparable } from './comparable';

/**
 * Kendall's tau-b between two rankings of the same items, ties handled, in O(n log n)
 * (Knight, "A computer method for calculating Kendall's tau with ungrouped data", JASA 1966).
 *
 * @returns a value in -1..1, or NaN where it is undefined: fewer than two items, or one side all tied.
 * @throws RangeError if the lengths differ or a value is NaN.
 */
export function kendallTau(truth: ArrayLike<number>, predicted: ArrayLike<number>): number {
  assertComparable(truth, predicted);
  const n = truth.length;
  if (n < 2) {
    return Number.NaN;
  }
  const order = orderByTruthThenPrediction(truth, predicted);
  const sorted = Float64Array.from(order, (item) => predicted[item]!);
  const tiedInTruth = tiedPairs(n, (i) => truth[order[i]!]! === truth[order[i - 1]!]!);
  const tiedInBoth = tiedPairs(n, (i) => truth[order[i]!]! === truth[order[i - 1]!]! && sorted[i] === sorted[i - 1]);
  const discordant = sortCountingSwaps(sorted);
  const tiedInPrediction = tiedPairs(n, (i) => sorted[i] === sorted[i - 1]);

  const pairs = (n * (n - 1)) / 2;
  const concordantMinusDiscordant = pairs - tiedInTruth - tiedInPrediction + tiedInBoth - 2 * discordant;
  const [comparable, comparableInPrediction] = [pairs - tiedInTruth, pairs - tiedInPrediction];
  // Two square roots, because the product of both counts leaves the exact integers at n = 10,000.
  const scale =
    comparable === comparableInPrediction ? comparable : Math.sqrt(comparable) * Math.sqrt(comparableInPrediction);
  return scale === 0 ? Number.NaN : Math.max(-1, Math.min(1, concordantMinusDiscordant / scale));
}

function orderByTruthThenPrediction(truth: ArrayLike<number>, predicted: ArrayLike<number>): Uint32Array {
  return Uint32Array.from({ length: truth.length }, (_, i) => i).sort(
    (a, b) => compare(truth[a]!, truth[b]!) || compare(predicted[a]!, predicted[b]!),
  );
}

/** Not a difference: infinity minus infinity is NaN. */
function compare(a: number, b: number): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** Pairs within runs of equal neighbours; `sameAsPrevious(i)` is asked for 1..n-1. */
function tiedPairs(n: number, sameAsPrevious: (i: number) => boolean): number {
  let pairs = 0;
  let run = 1;
  for (let i = 1; i < n; i++) {
    if (sameAsPrevious(i)) {
      pairs += run;
      run++;
    } else {
      run = 1;
    }
  }
  return pairs;
}

/** Merge sort in place; returns the number of pairs that stood in strictly descending order. */
function sortCountingSwaps(values: Float64Array): number {
  let source: Float64Array = values;
  let target: Float64Array = new Float64Array(values.length);
  let swaps = 0;
  for (let width = 1; width < values.length; width *= 2) {
    for (let start = 0; start < values.length; start += 2 * width) {
      swaps += mergeRuns(source, target, start, width);
    }
    [source, target] = [target, source];
  }
  if (source !== values) {
    values.set(source);
  }
  return swaps;
}

function mergeRuns(source: Float64Array, target: Float64Array, start: number, width: number): number {
  const middle = Math.min(start + width, source.length);
  const end = Math.min(start + 2 * width, source.length);
  let left = start;
  let right = middle;
  let swaps = 0;
  for (let out = start; out < end; out++) {
    if (right >= end || (left < middle && source[left]! <= source[right]!)) {
      target[out] = source[left++]!;
    } else {
      target[out] = source[right++]!;
      swaps += middle - left;
    }
  }
  return swaps;
}
