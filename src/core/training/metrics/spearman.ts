import { assertComparable } from './comparable';

/**
 * Spearman's rank correlation: Pearson's correlation of the average ranks, so that ties are handled.
 *
 * @returns a value in -1..1, or NaN where it is undefined: fewer than two items, or one side all tied.
 * @throws RangeError if the lengths differ or a value is NaN.
 */
export function spearman(truth: ArrayLike<number>, predicted: ArrayLike<number>): number {
  assertComparable(truth, predicted);
  if (truth.length < 2) {
    return Number.NaN;
  }
  const trueRanks = averageRanks(truth);
  const predictedRanks = averageRanks(predicted);
  const meanRank = (truth.length - 1) / 2;
  let covariance = 0;
  let trueVariance = 0;
  let predictedVariance = 0;
  for (let i = 0; i < truth.length; i++) {
    const a = trueRanks[i]! - meanRank;
    const b = predictedRanks[i]! - meanRank;
    covariance += a * b;
    trueVariance += a * a;
    predictedVariance += b * b;
  }
  const scale = Math.sqrt(trueVariance) * Math.sqrt(predictedVariance);
  return scale === 0 ? Number.NaN : Math.max(-1, Math.min(1, covariance / scale));
}

/** Ranks from 0, equal values sharing the mean of theirs. Length: values. */
export function averageRanks(values: ArrayLike<number>): Float64Array {
  const n = values.length;
  const order = Uint32Array.from({ length: n }, (_, i) => i).sort((a, b) =>
    values[a]! < values[b]! ? -1 : values[a]! > values[b]! ? 1 : 0,
  );
  const ranks = new Float64Array(n);
  for (let start = 0; start < n;) {
    let end = start + 1;
    while (end < n && values[order[end]!] === values[order[start]!]) {
      end++;
    }
    for (let i = start; i < end; i++) {
      ranks[order[i]!] = (start + end - 1) / 2;
    }
    start = end;
  }
  return ranks;
}
