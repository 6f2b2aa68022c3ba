import { firstAtLeast } from './monotoneCurve';

/**
 * Distribution of a model's scores over its space, to place one architecture among all. Plain data, kept in model manifests.
 * Scores and not calibrated values: both have the same order, and scores need no calibration to be known.
 */
export interface SpaceQuantiles {
  /** Shares of the space, strictly increasing from 0 to 1. */
  readonly shares: readonly number[];
  /** The score that this share of the space does not reach or just reaches, non-decreasing. Length: shares. */
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
    shares: kept.map((rank) => (count === 1 ? 0 : rank / (count - 1))),
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
  const below = shareBelow(quantiles, score, higherIsBetter);
  const better = higherIsBetter ? 1 - below : below;
  return Math.min(100, Math.max(100 / quantiles.count, 100 * better));
}

/** Share of the space with a lower score; of several equal scores the end that leaves more of the space at least as good. */
function shareBelow({ shares, scores }: SpaceQuantiles, score: number, lowerEnd: boolean): number {
  const last = scores.length - 1;
  let upper = firstAtLeast(scores, score);
  if (upper > last) {
    return 1;
  }
  if (scores[upper] === score) {
    while (!lowerEnd && upper < last && scores[upper + 1] === score) {
      upper++;
    }
    return shares[upper]!;
  }
  if (upper === 0) {
    return 0;
  }
  const share = (score - scores[upper - 1]!) / (scores[upper]! - scores[upper - 1]!);
  return shares[upper - 1]! + share * (shares[upper]! - shares[upper - 1]!);
}
