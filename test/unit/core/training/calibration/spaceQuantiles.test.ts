import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { RandomGenerator } from '../../../../../src/core/random/random';
import { spaceQuantiles, topPercent } from '../../../../../src/core/training/calibration/spaceQuantiles';

describe('topPercent', () => {
  it('is the share of the space that is at least as good', () => {
    const quantiles = spaceQuantiles(Array.from({ length: 101 }, (_, i) => i));
    expect(topPercent(quantiles, 100, true)).toBeCloseTo(100 / 101, 6);
    expect(topPercent(quantiles, 90, true)).toBeCloseTo(1100 / 101, 6);
    expect(topPercent(quantiles, 0, true)).toBe(100);
    expect(topPercent(quantiles, 0, false)).toBeCloseTo(100 / 101, 6);
    expect(topPercent(quantiles, 10, false)).toBeCloseTo(1100 / 101, 6);
    expect(topPercent(quantiles, 1e9, true)).toBeCloseTo(100 / 101, 6);
    expect(topPercent(quantiles, -1e9, true)).toBe(100);
  });

  it('resolves the top finely: within a tenth of the true share', () => {
    const random = RandomGenerator.fromSeed(1);
    const scores = Float64Array.from({ length: 15_625 }, () => random.normal()).sort();
    const quantiles = spaceQuantiles(scores);
    expect(quantiles.shares.length).toBeLessThanOrEqual(131);
    for (const rank of [2, 5, 20, 100, 1000, 8000]) {
      const exact = (100 * rank) / scores.length;
      expect(Math.abs(topPercent(quantiles, scores[scores.length - rank]!, true) / exact - 1)).toBeLessThan(0.1);
    }
  });

  it('counts ties as at least as good', () => {
    const quantiles = spaceQuantiles([1, 1, 1, 1, 2]);
    expect(topPercent(quantiles, 1, true)).toBe(100);
    expect(topPercent(quantiles, 1, false)).toBeCloseTo(80, 9);
    const constant = spaceQuantiles([3, 3, 3]);
    expect(topPercent(constant, 3, true)).toBe(100);
    expect(topPercent(constant, 3, false)).toBe(100);
  });

  it('falls as the score rises and stays within a cell and the whole', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: -20, max: 20 }), { minLength: 1 }),
        fc.double({ min: -30, max: 30, noNaN: true }),
        fc.double({ min: 0, max: 9, noNaN: true }),
        (scores, score, step) => {
          const quantiles = spaceQuantiles(scores);
          const [here, further] = [topPercent(quantiles, score, true), topPercent(quantiles, score + step, true)];
          expect(further).toBeLessThanOrEqual(here);
          expect(further).toBeGreaterThanOrEqual(100 / scores.length - 1e-9);
          expect(here).toBeLessThanOrEqual(100);
        },
      ),
    );
  });

  it('refuses what is no distribution', () => {
    expect(() => spaceQuantiles([])).toThrow(RangeError);
    expect(() => spaceQuantiles([1, Number.NaN])).toThrow(RangeError);
  });
});
