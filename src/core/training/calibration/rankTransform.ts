import { averageRanks } from '../metrics/spearman';
import { evaluateCurve, type CurveBounds, type MonotoneCurve } from './monotoneCurve';

/**
 * A change of scale under which values are spread nearly like a normal distribution, whatever theirs is. Accuracies are crowded at the top
 * with a long tail of failed runs below; on this scale a mean is a typical value and a spread is even-sided.
 */
export interface RankTransform {
  /** Each value on the new scale. Length: values. */
  readonly transformed: Float64Array;
  /** Back to the values' own unit; continuous and strictly increasing. */
  readonly back: (transformed: number, bounds?: CurveBounds) => number;
}

/**
 * Exponent at which Tukey's lambda distribution is closest to the normal (Joiner and Rosenblatt, JASA 1971), in place of the normal quantile
 * function, which has no closed form.
 */
const LAMBDA = 0.14;

export function rankTransform(values: ArrayLike<number>): RankTransform {
  const ranks = averageRanks(values);
  const transformed = ranks.map((rank) => tukeyQuantile((rank + 0.5) / values.length));
  const curve = increasingKnots(transformed, values);
  return { transformed, back: (z, bounds) => evaluateCurve(curve, z, bounds) };
}

/** Quantile function of Tukey's lambda distribution; near the normal one times 1.4. */
function tukeyQuantile(p: number): number {
  return (p ** LAMBDA - (1 - p) ** LAMBDA) / LAMBDA;
}

function increasingKnots(transformed: Float64Array, values: ArrayLike<number>): MonotoneCurve {
  const pairs = new Map<number, number>();
  transformed.forEach((z, i) => pairs.set(z, values[i]!));
  const sorted = [...pairs].sort(([a], [b]) => a - b);
  return { x: sorted.map(([z]) => z), y: sorted.map(([, value]) => value) };
}
