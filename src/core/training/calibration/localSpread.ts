/** Typical size of residuals below and above a fit, near each point of a sorted sequence. */
export interface LocalSpread {
  /** Length: points. Positive unless every residual of that side is zero. */
  readonly below: Float64Array;
  readonly above: Float64Array;
}

/** Points whose worth the global spread has beside the local one, so that a few points alone never decide. */
const GLOBAL_WEIGHT = 8;

/**
 * The mean residual below and above zero at every point, over its neighbours on both sides and itself, shrunk towards the global one. A point counts
 * in its own spread: leaving it out makes large residuals look larger, and ranges of 40 cells cover 85 % in place of 80.
 *
 * @param residuals in the order of the fit's argument.
 */
export function localSpread(residuals: ArrayLike<number>): LocalSpread {
  return {
    below: smooth(residuals, (residual) => Math.max(0, -residual)),
    above: smooth(residuals, (residual) => Math.max(0, residual)),
  };
}

/** Neighbours on either side that count: few of few points, a smaller share of many. */
function halfWindow(n: number): number {
  return Math.max(6, Math.round(n ** 0.7 / 2));
}

function smooth(residuals: ArrayLike<number>, size: (residual: number) => number): Float64Array {
  const n = residuals.length;
  const half = halfWindow(n);
  const cumulative = new Float64Array(n + 1);
  for (let i = 0; i < n; i++) {
    cumulative[i + 1] = cumulative[i]! + size(residuals[i]!);
  }
  const globalShare = (GLOBAL_WEIGHT * cumulative[n]!) / Math.max(1, n);
  return Float64Array.from({ length: n }, (_, i) => {
    const from = Math.max(0, i - half);
    const to = Math.min(n, i + half + 1);
    return (cumulative[to]! - cumulative[from]! + globalShare) / (to - from + GLOBAL_WEIGHT);
  });
}
