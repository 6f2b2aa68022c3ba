import { describe, expect, it } from 'vitest';
import { averageRanks, spearman } from '../../../../../src/core/training/metrics/spearman';

describe('spearman', () => {
  it('is 1 for any increasing relation and -1 for a decreasing one', () => {
    expect(spearman([1, 2, 3, 4], [1, 10, 100, 1000])).toBeCloseTo(1, 12);
    expect(spearman([1, 2, 3, 4], [9, 4, 1, 0])).toBeCloseTo(-1, 12);
  });

  it('equals 1 - 6 sum d^2 / (n (n^2 - 1)) without ties', () => {
    // d = (0, -1, 1, 0): 1 - 6 * 2 / 60.
    expect(spearman([1, 2, 3, 4], [1, 3, 2, 4])).toBeCloseTo(0.8, 12);
  });

  it('gives tied values their mean rank', () => {
    expect([...averageRanks([5, 3, 5, 1])]).toEqual([2.5, 1, 2.5, 0]);
    // Ranks (0.5, 0.5, 2) against (0, 1, 2): covariance 1.5, variances 1.5 and 2.
    expect(spearman([1, 1, 2], [1, 2, 3])).toBeCloseTo(1.5 / Math.sqrt(3), 12);
  });

  it('is undefined for constants and for fewer than two items', () => {
    expect(spearman([1, 1], [1, 2])).toBeNaN();
    expect(spearman([1], [1])).toBeNaN();
  });

  it('refuses NaN, takes infinities as values', () => {
    expect(() => spearman([Number.NaN, 1], [1, 2])).toThrow(RangeError);
    expect(spearman([-Infinity, 0, Infinity], [1, 2, 3])).toBeCloseTo(1, 12);
  });
});
