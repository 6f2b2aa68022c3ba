/**
 * A strictly increasing map of a target's values that spreads the good end: differences among the best architectures are small in
 * percent or milliseconds and are what people ask about. `-log(best - v)` where higher is better, `log(v - best)` where lower is.
 */
export interface TargetScale {
  readonly higherIsBetter: boolean;
  /** A value a little better than any observed one: the gap is measured from it. */
  readonly best: number;
  /** Observed values worse than this one count as it: how bad a failure is says little about good ones. */
  readonly worst: number;
}

/** How far beyond the best observed value the gap is measured from, in units of the distance from the median to it. */
const BEYOND = 0.3;
/** Share of the observed values that count as equally bad. */
const FAILURES = 0.05;

/** @throws RangeError unless there are two different finite values */
export function fitTargetScale(values: readonly number[], higherIsBetter: boolean): TargetScale {
  // from worst to best
  const sorted = values.map((value) => (higherIsBetter ? value : -value)).sort((a, b) => a - b);
  const [lowest, highest] = [sorted[0]!, sorted.at(-1)!];
  if (!(Number.isFinite(lowest) && Number.isFinite(highest) && lowest < highest)) {
    throw new RangeError('a scale needs two different finite values');
  }
  const median = sorted[Math.floor((sorted.length - 1) / 2)]!;
  const reach = highest > median ? highest - median : highest - lowest;
  const sign = higherIsBetter ? 1 : -1;
  const failure = sorted[Math.floor(FAILURES * (sorted.length - 1))]!;
  return {
    higherIsBetter,
    best: sign * (highest + BEYOND * reach),
    // half of the values may be equal and bad
    worst: sign * Math.min(failure, highest - Number.EPSILON * Math.abs(highest)),
  };
}

/** Where a value stands on the scale: larger values are larger, whichever is better. */
export function scaled({ higherIsBetter, best, worst }: TargetScale, value: number): number {
  return higherIsBetter ? -Math.log(best - Math.max(worst, value)) : Math.log(Math.min(worst, value) - best);
}
