import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { kendallTau } from '../../../../../src/core/training/metrics/kendallTau';

/** The definition, pair by pair. */
function quadraticTau(x: readonly number[], y: readonly number[]): number {
  let concordant = 0;
  let discordant = 0;
  let comparableInX = 0;
  let comparableInY = 0;
  for (let i = 0; i < x.length; i++) {
    for (let j = 0; j < i; j++) {
      const a = Math.sign(x[i]! - x[j]!);
      const b = Math.sign(y[i]! - y[j]!);
      comparableInX += Math.abs(a);
      comparableInY += Math.abs(b);
      concordant += a * b > 0 ? 1 : 0;
      discordant += a * b < 0 ? 1 : 0;
    }
  }
  return (concordant - discordant) / Math.sqrt(comparableInX * comparableInY);
}

describe('kendallTau', () => {
  it('is 1 for the same order, -1 for the reverse', () => {
    expect(kendallTau([1, 2, 3, 4], [10, 20, 30, 40])).toBe(1);
    expect(kendallTau([1, 2, 3, 4], [4, 3, 2, 1])).toBe(-1);
  });

  it('counts pairs without ties: 5 of 6 concordant', () => {
    expect(kendallTau([1, 2, 3, 4], [1, 3, 2, 4])).toBeCloseTo(4 / 6, 12);
  });

  it('corrects for ties on both sides', () => {
    // Pairs by hand: x ties {0,1}; y ties {1,2}; of the other four all are concordant: 4 / sqrt(5 * 5).
    expect(kendallTau([1, 1, 2, 3], [1, 2, 2, 3])).toBeCloseTo(4 / 5, 12);
    // x ties {0,1} and {2,3}, y none; C = 3, D = 1, so 2 / sqrt(4 * 6).
    expect(kendallTau([1, 1, 2, 2], [1, 3, 2, 4])).toBeCloseTo(2 / Math.sqrt(24), 12);
  });

  it('is undefined for constants and for fewer than two items', () => {
    expect(kendallTau([1, 1, 1], [1, 2, 3])).toBeNaN();
    expect(kendallTau([1, 2, 3], [7, 7, 7])).toBeNaN();
    expect(kendallTau([1], [1])).toBeNaN();
    expect(kendallTau([], [])).toBeNaN();
  });

  it('refuses different lengths and NaN, takes infinities as values', () => {
    expect(() => kendallTau([1, 2], [1])).toThrow(RangeError);
    expect(() => kendallTau([1, Number.NaN], [1, 2])).toThrow('value 1');
    expect(kendallTau([-Infinity, 0, Infinity], [1, 2, 3])).toBe(1);
    expect(kendallTau([-Infinity, -Infinity, 1], [1, 2, 3])).toBeCloseTo(2 / Math.sqrt(6), 12);
  });

  it('equals the quadratic reference', () => {
    const items = fc.array(fc.tuple(fc.integer({ min: -4, max: 4 }), fc.integer({ min: -9, max: 9 })), {
      maxLength: 60,
    });
    fc.assert(
      fc.property(items, (pairs) => {
        const x = pairs.map(([a]) => a);
        const y = pairs.map(([, b]) => b);
        const expected = quadraticTau(x, y);
        const actual = kendallTau(x, y);
        if (Number.isFinite(expected)) {
          expect(actual).toBeCloseTo(expected, 10);
        } else {
          expect(actual).toBeNaN();
        }
      }),
    );
  });

  it('does not depend on the order of the items and does not change its arguments', () => {
    const x = Float64Array.of(3, 1, 2, 2, 5);
    const y = Float64Array.of(1, 1, 4, 2, 3);
    const before = kendallTau(x, y);
    expect(kendallTau([...x].reverse(), [...y].reverse())).toBeCloseTo(before, 12);
    expect([...x, ...y]).toEqual([3, 1, 2, 2, 5, 1, 1, 4, 2, 3]);
  });

  it('ranks 100,000 items', () => {
    const n = 100_000;
    const x = Float64Array.from({ length: n }, (_, i) => (i * 7919) % n);
    const y = Float64Array.from({ length: n }, (_, i) => (i * 104_729) % n);
    expect(Math.abs(kendallTau(x, y))).toBeLessThan(0.2);
  });
});
