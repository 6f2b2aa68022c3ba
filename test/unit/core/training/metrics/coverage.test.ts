import { describe, expect, it } from 'vitest';
import { rangeCoverage } from '../../../../../src/core/training/metrics/coverage';

describe('rangeCoverage', () => {
  it('counts true values inside their range, bounds included', () => {
    expect(rangeCoverage([1, 2, 3, 4], [1, 0, 4, 0], [2, 2, 5, 3])).toBe(0.5);
  });

  it('is undefined without values and refuses NaN and different lengths', () => {
    expect(rangeCoverage([], [], [])).toBeNaN();
    expect(() => rangeCoverage([1], [Number.NaN], [2])).toThrow(RangeError);
    expect(() => rangeCoverage([1], [0], [])).toThrow(RangeError);
  });
});
