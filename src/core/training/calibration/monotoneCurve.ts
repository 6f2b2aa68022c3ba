/** A strictly increasing function given by knots; plain data, kept in model manifests. */
export interface MonotoneCurve {
  /** Strictly increasing, at least one. */
  readonly x: readonly number[];
  /** Strictly increasing. Length: x. */
  readonly y: readonly number[];
}

/** Values that a curve cannot leave, however far x goes. */
export interface CurveBounds {
  readonly minimum?: number;
  readonly maximum?: number;
}

/** How far a curve may go on beyond its outermost knots, as a share of the knots' span. */
const TAIL_SHARE = 0.3;
/** Share of the knots at either end whose slope the tail continues. */
const TAIL_KNOTS = 0.2;

/**
 * The curve at x: linear between knots. Outside, it continues with the slope of the outermost knots and levels off hyperbolically, never
 * more than 0.3 of the knots' span away and never past a bound, so that an extrapolated score keeps its
 * rank but cannot become an absurd value.
 */
export function evaluateCurve(curve: MonotoneCurve, x: number, bounds: CurveBounds = {}): number {
  const last = curve.x.length - 1;
  if (x < curve.x[0]!) {
    return curve.y[0]! - tail(curve, -1, curve.x[0]! - x, bounds.minimum);
  }
  if (x > curve.x[last]!) {
    return curve.y[last]! + tail(curve, 1, x - curve.x[last]!, bounds.maximum);
  }
  const upper = firstAtLeast(curve.x, x);
  if (upper === 0) {
    return curve.y[0]!;
  }
  const [x0, x1] = [curve.x[upper - 1]!, curve.x[upper]!];
  const share = (x - x0) / (x1 - x0);
  return share === 1 ? curve.y[upper]! : curve.y[upper - 1]! + share * (curve.y[upper]! - curve.y[upper - 1]!);
}

/** Linear interpolation of any values that stand at the curve's knots; constant outside. */
export function interpolateAtKnots(knots: readonly number[], values: readonly number[], x: number): number {
  const upper = firstAtLeast(knots, x);
  if (upper === 0 || upper === knots.length) {
    return values[Math.min(upper, knots.length - 1)]!;
  }
  const share = (x - knots[upper - 1]!) / (knots[upper]! - knots[upper - 1]!);
  return values[upper - 1]! + share * (values[upper]! - values[upper - 1]!);
}

/** Index of the first element that is at least x; the length where there is none. */
export function firstAtLeast(sorted: ArrayLike<number>, x: number): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (sorted[middle]! < x) {
      low = middle + 1;
    } else {
      high = middle;
    }
  }
  return low;
}

/** How far the curve has gone on, `distance` outside its first (side -1) or last (side 1) knot. */
function tail({ x, y }: MonotoneCurve, side: -1 | 1, distance: number, bound: number | undefined): number {
  const last = x.length - 1;
  const inner = Math.max(1, Math.round(last * TAIL_KNOTS));
  const [a, b] = side < 0 ? [0, Math.min(last, inner)] : [Math.max(0, last - inner), last];
  const end = side < 0 ? y[0]! : y[last]!;
  // A single knot has no slope; the curve must rise all the same, by amounts that nobody sees.
  const invisible = 1e-6 * Math.max(1e-6, Math.abs(end));
  const slope = a === b ? invisible : (y[b]! - y[a]!) / (x[b]! - x[a]!);
  const free = a === b ? invisible : TAIL_SHARE * (y[last]! - y[0]!);
  const amplitude = bound === undefined ? free : Math.min(free, side * (bound - end));
  const steps = (slope * distance) / amplitude;
  return amplitude > 0 ? amplitude * (steps / (1 + steps)) : 0;
}
