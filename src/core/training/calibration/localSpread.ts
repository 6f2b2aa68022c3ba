/** Typical size of residuals below and above a fit, near each point of a sorted sequence. */
export interface LocalSpread {
  /** Length: points. Always positive unless every residual is zero. */
  readonly below: Float64Array;
  readonly above: Float64Array;
}

/** Points whose worth the global spread has beside the local one, so that a few points alone never decide. */
const GLOBAL_WEIGHT = 20;

/** Half the number of neighbours that count: few of few points, a smaller share of many. */
function halfWindow(n: number): number {
  return Math.max(6, Math.round(n ** 0.7 / 2));
}

/**
 * The local spread at every point, from its neighbours on both sides without itself, shrunk towards the global one.
 *
 * @param residuals in the order of the fit's argument.
 */
export function localSpread(residuals: ArrayLike<number>): LocalSpread {
  return {
    below: smoothOthers(residuals, (residual) => Math.max(0, -residual)),
    above: smoothOthers(residuals, (residual) => Math.max(0, residual)),
  };
}

function smoothOthers(residuals: ArrayLike<number>, size: (residual: number) => number): Float64Array {
  const n = residuals.length;
  const half = halfWindow(n);
  const cumulative = new Float64Array(n + 1);
  for (let i = 0; i < n; i++) {
    cumulative[i + 1] = cumulative[i]! + size(residuals[i]!);
  }
  const global = n > 0 ? cumulative[n]! / n : 0;
  return Float64Array.from({ length: n }, (_, i) => {
    const from = Math.max(0, i - half);
    const to = Math.min(n, i + half + 1);
    return (cumulative[to]! - cumulative[from]! + GLOBAL_WEIGHT * global) / (to - from + GLOBAL_WEIGHT);
  });
}
