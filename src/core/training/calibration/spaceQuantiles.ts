import { firstAtLeast } from './monotoneCurve';

/**
 * Distribution of a model's scores over its space, to place one architecture among all. Plain data, kept in model manifests.
 * Scores and not calibrated values: both have the same order, and scores need no calibration to be known.
 */
export interface SpaceQuantiles {
  /** Share of the space that comes before, strictly increasing from 0. */
  readonly shares: readonly number[];
  /** The score at that place in ascending order, non-decreasing. Length: shares. */
  readonly scores: readonly number[];
  /** Number of architectures that the distribution was taken from. */
  readonly count: number;
}

/** Shares are spaced evenly in their logit, so that "top 0.1 %" is told as finely as "top 50 %". */
const KNOTS = 129;

/** @throws RangeError without scores or with one that is not finite. */
export function spaceQuantiles(scores: ArrayLike<number>): SpaceQuantiles {
  const sorted = Float64Array.from(scores).sort();
  const count = sorted.length;
  if (count === 0 || !sorted.every(Number.isFinite)) {
    throw new RangeError('quantiles need finite scores');
  }
  const extreme = Math.log(2 * count);
  const ranks = new Set<number>([0, count - 1]);
  for (let k = 0; k < KNOTS; k++) {
    const logit = extreme * ((2 * k) / (KNOTS - 1) - 1);
    ranks.add(Math.round((count - 1) / (1 + Math.exp(-logit))));
  }
  const kept = [...ranks].sort((a, b) => a - b);
  return {
    shares: kept.map((rank) => rank / count),
    scores: kept.map((rank) => sorted[rank]!),
    count,
  };
}

/**
 * Share of the space predicted to be at least as good as a score, percent, never below one architecture's share: 1.2 reads "top 1.2 %".
 *
 * @param higherIsBetter whether large values of the target are good; scores rise with the value in any case.
 */
export function topPercent(quantiles: SpaceQuantiles, score: number, higherIsBetter: boolean): number {
  const share = higherIsBetter ? 1 - shareBelow(quantiles, score) : shareUpTo(quantiles, score);
  return Math.min(100, Math.max(100 / quantiles.count, 100 * share));
}

/** Share of the space with a lower score. */
function shareBelow({ shares, scores }: SpaceQuantiles, score: number): number {
  const upper = firstAtLeast(scores, score);
  if (upper === scores.length) {
    return 1;
  }
  if (upper === 0 || scores[upper] === score) {
    return shares[upper]!;
  }
  const part = (score - scores[upper - 1]!) / (scores[upper]! - scores[upper - 1]!);
  return shares[upper - 1]! + part * (shares[upper]! - shares[upper - 1]!);
}

/** Share of the space with the same or a lower score. */
function shareUpTo(quantiles: SpaceQuantiles, score: number): number {
  const { shares, scores, count } = quantiles;
  let last = firstAtLeast(scores, score);
  if (scores[last] !== score) {
    return shareBelow(quantiles, score);
  }
  while (scores[last + 1] === score) {
    last++;
  }
  return shares[last]! + 1 / count;
}
