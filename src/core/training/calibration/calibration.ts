import { evaluateCurve, interpolateAtKnots, type CurveBounds, type MonotoneCurve } from './monotoneCurve';

/** How a model's raw score becomes a value with a range. Plain data, kept in model manifests; made by `fitCalibration`. */
export interface Calibration extends CurveBounds {
  /** Score to typical value (near the conditional median), in the target's unit. */
  readonly curve: MonotoneCurve;
  /** Width of the range below and above the value at each knot, in the target's unit, not negative. Length: knots. */
  readonly below: readonly number[];
  readonly above: readonly number[];
  /** Nominal coverage of the range, percent. */
  readonly coverage: number;
}

export interface CalibratedValue {
  readonly value: number;
  readonly low: number;
  readonly high: number;
}

/**
 * A score as value and range. The value rises strictly with the score, so that no two scores tie that did not before (as far as
 * double precision goes), and stays within the bounds and, outside the scores of the calibration cells, near their values (`evaluateCurve`).
 */
export function calibrate(calibration: Calibration, score: number): CalibratedValue {
  const { curve, minimum = -Infinity, maximum = Infinity } = calibration;
  const value = evaluateCurve(curve, score, calibration);
  return {
    value,
    low: Math.max(minimum, value - interpolateAtKnots(curve.x, calibration.below, score)),
    high: Math.min(maximum, value + interpolateAtKnots(curve.x, calibration.above, score)),
  };
}
