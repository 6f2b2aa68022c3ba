import type { Calibration } from './calibration';
import { centredIsotonicRegression } from './isotonicRegression';
import { localSpread, type LocalSpread } from './localSpread';
import { evaluateCurve, interpolateAtKnots, type CurveBounds, type MonotoneCurve } from './monotoneCurve';
import { rankTransform, type RankTransform } from './rankTransform';

export interface CalibrationOptions extends CurveBounds {
  /** Nominal coverage of the range, percent; 80 where absent. */
  readonly coverage?: number;
}

/** Folds of the cross-fitting that the residuals come from. */
const FOLDS = 20;
/** Knots of the stored curve at most. */
const KNOTS = 65;

/**
 * Fits score to value and range on cells that the model was not trained on. Scores must rise with the target's value, whether higher is better or not.
 *
 * Values are put on a scale where they spread evenly (`rankTransform`) and a centred isotonic regression of them on the score gives the
 * curve. The range is conformal: residuals of a 20-fold cross-fit, divided by the spread of residuals nearby, below and above
 * apart (normalised conformal prediction, Papadopoulos et al. 2008; cross-fitted as in the jackknife+, Barber et al.,
 * Annals of Statistics 2021), and their quantiles at (100 - coverage) / 2 percent from either end.
 * With n cells, coverage on new cells varies from one calibration set to the next by about 0.4 / sqrt(n): 6 points at n = 40, half a point at 7,000.
 *
 * @throws RangeError with fewer than two cells, different lengths, or values that are not finite.
 */
export function fitCalibration(
  scores: ArrayLike<number>,
  values: ArrayLike<number>,
  options: CalibrationOptions = {},
): Calibration {
  assertCalibratable(scores, values);
  const { coverage = 80, ...bounds } = options;
  const n = scores.length;
  const order = Uint32Array.from({ length: n }, (_, i) => i).sort((a, b) => scores[a]! - scores[b]!);
  const x = Float64Array.from(order, (i) => scores[i]!);
  const transform = rankTransform(Float64Array.from(order, (i) => values[i]!));
  const residuals = crossFitResiduals(x, transform.transformed);
  const spread = localSpread(residuals);
  const normalised = residuals.map((residual, i) => normalise(residual, spread, i));
  const tail = (100 - coverage) / 200;
  const lowest = Math.min(0, quantile(normalised, tail));
  const highest = Math.max(0, quantile(normalised, 1 - tail));
  return tabulate(x, fitCurve(x, transform.transformed), spread, { lowest, highest }, transform, { coverage, bounds });
}

function assertCalibratable(scores: ArrayLike<number>, values: ArrayLike<number>): void {
  if (scores.length !== values.length || scores.length < 2) {
    throw new RangeError(`calibration on ${scores.length} scores and ${values.length} values`);
  }
  for (let i = 0; i < scores.length; i++) {
    if (!Number.isFinite(scores[i]) || !Number.isFinite(values[i])) {
      throw new RangeError(`score or value ${i} is not finite`);
    }
  }
}

function fitCurve(x: ArrayLike<number>, y: ArrayLike<number>): MonotoneCurve {
  const blocks = centredIsotonicRegression(x, y, Math.ceil(Math.sqrt(x.length) / 2));
  return { x: blocks.map((block) => block.x), y: blocks.map((block) => block.y) };
}

/** Residual of each point from a curve that was fitted without its fold. Folds interleave along the score, so no seed is needed. */
function crossFitResiduals(x: Float64Array, y: Float64Array): Float64Array {
  const residuals = new Float64Array(x.length);
  const folds = Math.min(FOLDS, x.length);
  for (let fold = 0; fold < folds; fold++) {
    const kept = (_: number, i: number): boolean => i % folds !== fold;
    const curve = fitCurve(x.filter(kept), y.filter(kept));
    for (let i = fold; i < x.length; i += folds) {
      residuals[i] = y[i]! - evaluateCurve(curve, x[i]!);
    }
  }
  return residuals;
}

function normalise(residual: number, { below, above }: LocalSpread, i: number): number {
  const scale = residual < 0 ? below[i]! : above[i]!;
  return scale > 0 ? residual / scale : 0;
}

/** Interpolated order statistic at p (n + 1), which a new value falls below with probability p. */
function quantile(values: Float64Array, p: number): number {
  const sorted = values.slice().sort();
  const position = Math.max(0, Math.min(sorted.length - 1, p * (sorted.length + 1) - 1));
  const floor = Math.floor(position);
  const next = Math.min(floor + 1, sorted.length - 1);
  return sorted[floor]! + (position - floor) * (sorted[next]! - sorted[floor]!);
}

/** Curve and widths in the target's unit, on knots evenly spread over the calibration scores. */
function tabulate(
  x: Float64Array,
  fit: MonotoneCurve,
  spread: LocalSpread,
  factors: { readonly lowest: number; readonly highest: number },
  transform: RankTransform,
  { coverage, bounds }: { readonly coverage: number; readonly bounds: CurveBounds },
): Calibration {
  const sorted = [...new Set(x)];
  const knots = Math.min(KNOTS, sorted.length);
  const scores = Array.from({ length: knots }, (_, k) => {
    return sorted[Math.round((k * (sorted.length - 1)) / Math.max(1, knots - 1))]!;
  });
  const positions = Array.from(x);
  const z = scores.map((score) => evaluateCurve(fit, score));
  const values = strictlyIncreasing(z.map((level) => transform.back(level, bounds)));
  const width = (side: Float64Array, factor: number) =>
    scores.map((score, k) => {
      const shift = factor * interpolateAtKnots(positions, Array.from(side), score);
      return Math.abs(transform.back(z[k]! + shift, bounds) - transform.back(z[k]!, bounds));
    });
  return {
    ...bounds,
    curve: { x: scores, y: values },
    below: width(spread.below, factors.lowest),
    above: width(spread.above, factors.highest),
    coverage,
  };
}

/** Lifts what rounding has made equal by the smallest amounts that keep interpolated values apart. */
function strictlyIncreasing(values: readonly number[]): number[] {
  const span = values.at(-1)! - values[0]!;
  const step = 1e-9 * Math.max(span, Math.abs(values[0]!), 1e-6);
  let previous = -Infinity;
  return values.map((value) => (previous = Math.max(value, previous + step)));
}
