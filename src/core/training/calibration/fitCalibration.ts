import type { Calibration } from './calibration';
import { localSpread } from './localSpread';
import { evaluateCurve, interpolateAtKnots, type CurveBounds } from './monotoneCurve';
import { monotoneRegression } from './monotoneRegression';
import { rankTransform } from './rankTransform';

export interface CalibrationOptions extends CurveBounds {
  /** Nominal coverage of the range, percent; 80 where absent. */
  readonly coverage?: number;
}

/** Folds of the cross-fitting that the residuals come from. */
const FOLDS = 20;
/** Knots of the stored curve at most. */
const KNOTS = 65;

/**
 * Fits score to value and range on cells that the model was not trained on. Scores must rise with the target's value, whether
 * higher is better or not.
 *
 * Scores and values are put on scales where they spread evenly (`rankTransform`); there a monotone regression gives the curve. The range is
 * conformal: residuals of a 20-fold cross-fit, divided by the spread of residuals nearby, below and above apart (normalised
 * conformal prediction, Papadopoulos et al., ECML 2002 and later; cross-fitted as in the jackknife+, Barber et al., Annals of
 * Statistics 2021), and of these the quantiles at (100 - coverage) / 2 percent from either end.
 * With n cells, coverage of new cells varies from one calibration set to the next by about 0.4 / sqrt(n): six points
 * at n = 40, half a point at 7,000. With few cells the ranges of the very best and worst are too narrow, because no
 * measured cell tells how far they go.
 *
 * @throws RangeError with fewer than two cells, different lengths, or values that are not finite.
 */
export function fitCalibration(
  scores: ArrayLike<number>,
  values: ArrayLike<number>,
  { coverage = 80, ...bounds }: CalibrationOptions = {},
): Calibration {
  assertCalibratable(scores, values);
  const order = Uint32Array.from({ length: scores.length }, (_, i) => i).sort((a, b) => scores[a]! - scores[b]!);
  const sortedScores = Float64Array.from(order, (i) => scores[i]!);
  const x = rankTransform(sortedScores).transformed;
  const { transformed: y, back } = rankTransform(Float64Array.from(order, (i) => values[i]!));

  const fit = monotoneRegression(x, y);
  const { below, above, lowest, highest } = conformalRange(crossFitResiduals(x, y), (100 - coverage) / 200);

  const knots = knotIndices(sortedScores);
  const levels = knots.map((i) => evaluateCurve(fit, x[i]!));
  const curve = strictlyIncreasing(levels.map((level) => back(level, bounds)));
  const width = (k: number, shift: number): number =>
    Math.abs(back(levels[k]! + shift, bounds) - back(levels[k]!, bounds));
  return {
    ...bounds,
    curve: { x: knots.map((i) => sortedScores[i]!), y: curve },
    below: knots.map((i, k) => width(k, lowest * below[i]!)),
    above: knots.map((i, k) => width(k, highest * above[i]!)),
    coverage,
  };
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

/** Residual of each point from a curve that was fitted without its fold. Folds interleave along the score, so no seed is needed. */
function crossFitResiduals(x: Float64Array, y: Float64Array): Float64Array {
  const residuals = new Float64Array(x.length);
  const folds = Math.min(FOLDS, x.length);
  for (let fold = 0; fold < folds; fold++) {
    const kept = (_: number, i: number): boolean => i % folds !== fold;
    const curve = monotoneRegression(x.filter(kept), y.filter(kept));
    for (let i = fold; i < x.length; i += folds) {
      residuals[i] = y[i]! - evaluateCurve(curve, x[i]!);
    }
  }
  return residuals;
}

/** The range in units of the local spread, which leaves a share of `tail` of all residuals out at either end. */
function conformalRange(residuals: Float64Array, tail: number) {
  const { below, above } = localSpread(residuals);
  const normalised = residuals
    .map((residual, i) => {
      const scale = residual < 0 ? below[i]! : above[i]!;
      return scale > 0 ? residual / scale : 0;
    })
    .sort();
  const lowest = Math.min(0, orderStatistic(normalised, tail));
  const highest = Math.max(0, orderStatistic(normalised, 1 - tail));
  return { below, above, lowest, highest };
}

/** Interpolated order statistic at p (n + 1): a new value falls below it with probability p. */
function orderStatistic(sorted: Float64Array, p: number): number {
  const positions = Array.from(sorted.keys());
  return interpolateAtKnots(positions, Array.from(sorted), p * (sorted.length + 1) - 1);
}

/** Indices of distinct scores, evenly spread, the first and the last included. */
function knotIndices(sortedScores: Float64Array): number[] {
  const distinct = [...sortedScores.keys()].filter((i) => i === 0 || sortedScores[i] !== sortedScores[i - 1]);
  const last = distinct.length - 1;
  const knots = Math.min(KNOTS, distinct.length);
  return Array.from({ length: knots }, (_, k) => distinct[Math.round((k * last) / Math.max(1, knots - 1))]!);
}

/** Lifts what rounding has made equal by amounts that nobody sees but that keep interpolated values apart. */
function strictlyIncreasing(values: readonly number[]): number[] {
  const span = values.at(-1)! - values[0]!;
  const step = 1e-9 * Math.max(span, Math.abs(values[0]!), 1e-6);
  let previous = -Infinity;
  return values.map((value) => (previous = Math.max(value, previous + step)));
}
