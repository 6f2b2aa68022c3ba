import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fitTargetScale, scaled } from '../../../../src/core/fewlabels/targetScale';

const numbers = fc.array(fc.integer({ min: 0, max: 10_000 }), { minLength: 2, maxLength: 50 });

describe('fitTargetScale', () => {
  it('measures the gap from a little beyond the best value', () => {
    // median 20, best 40: 40 + 0.3 x 20
    expect(fitTargetScale([10, 20, 30, 40], true).best).toBeCloseTo(46);
    // median from worst to best 30, best 10: 10 - 0.3 x 20
    expect(fitTargetScale([10, 20, 30, 40], false).best).toBeCloseTo(4);
  });

  it('never turns the order of values round, and gives finite numbers', () => {
    fc.assert(
      fc.property(numbers, fc.boolean(), (values, higherIsBetter) => {
        fc.pre(new Set(values).size > 1);
        const scale = fitTargetScale(values, higherIsBetter);
        const sorted = [...values].sort((a, b) => a - b).map((value) => scaled(scale, value));
        sorted.forEach((value, i) => {
          expect(Number.isFinite(value)).toBe(true);
          if (i > 0) expect(value).toBeGreaterThanOrEqual(sorted[i - 1]!);
        });
        expect(sorted.at(-1)).toBeGreaterThan(sorted[0]!);
      }),
    );
  });

  it.each([[[]], [[3]], [[3, 3, 3]], [[1, Number.NaN]]])('refuses %j', (values) => {
    expect(() => fitTargetScale(values, true)).toThrow(RangeError);
  });
});
