import { describe, expect, it } from 'vitest';
import { calibrate, type Calibration } from '../../../../../src/core/training/calibration/calibration';

const calibration: Calibration = {
  curve: { x: [0, 1], y: [90, 94] },
  below: [2, 1],
  above: [1, 0.5],
  coverage: 80,
  maximum: 94.2,
};

describe('calibrate', () => {
  it('interpolates value and widths', () => {
    expect(calibrate(calibration, 0)).toEqual({ value: 90, low: 88, high: 91 });
    expect(calibrate(calibration, 0.5)).toEqual({ value: 92, low: 90.5, high: 92.75 });
  });

  it('cuts the range at the bounds', () => {
    expect(calibrate(calibration, 1)).toEqual({ value: 94, low: 93, high: 94.2 });
    expect(calibrate({ ...calibration, minimum: 89 }, 0).low).toBe(89);
  });
});
