import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  evaluateCurve,
  firstAtLeast,
  interpolateAtKnots,
} from '../../../../../src/core/training/calibration/monotoneCurve';

const curve = { x: [0, 1, 3], y: [10, 20, 24] };

describe('evaluateCurve', () => {
  it('passes through its knots and is linear between them', () => {
    expect([0, 1, 3, 0.5, 2].map((x) => evaluateCurve(curve, x))).toEqual([10, 20, 24, 15, 22]);
  });

  it('goes on outside, ever slower, within 0.3 of its span and within bounds', () => {
    expect(evaluateCurve(curve, 3.1)).toBeGreaterThan(24);
    expect(evaluateCurve(curve, 1e9)).toBeLessThanOrEqual(24 + 0.3 * 14);
    expect(evaluateCurve(curve, -1e9)).toBeGreaterThanOrEqual(10 - 0.3 * 14);
    expect(evaluateCurve(curve, 1e9, { maximum: 24.5 })).toBeLessThanOrEqual(24.5);
    expect(evaluateCurve(curve, 1e9, { maximum: 24 })).toBe(24);
    expect(evaluateCurve(curve, -1e9, { minimum: 9 })).toBeGreaterThanOrEqual(9);
  });

  it('rises strictly for any two scores that are well apart', () => {
    const score = fc.double({ min: -50, max: 50, noNaN: true });
    fc.assert(
      fc.property(score, score, (a, b) => {
        fc.pre(b - a > 1e-6);
        expect(evaluateCurve(curve, b, { maximum: 25 })).toBeGreaterThan(evaluateCurve(curve, a, { maximum: 25 }));
      }),
    );
  });

  it('is nearly constant but still rising with a single knot', () => {
    const single = { x: [0], y: [90] };
    expect(evaluateCurve(single, 0)).toBe(90);
    expect(evaluateCurve(single, 1)).toBeGreaterThan(90);
    expect(evaluateCurve(single, 1e6)).toBeLessThan(90.001);
    expect(evaluateCurve(single, -1)).toBeLessThan(90);
    expect(evaluateCurve({ x: [0], y: [0] }, 1)).toBeGreaterThan(0);
  });
});

describe('interpolateAtKnots and firstAtLeast', () => {
  it('interpolates and stays constant outside', () => {
    expect([-1, 0, 0.5, 2, 3, 9].map((x) => interpolateAtKnots([0, 1, 3], [1, 3, 2], x))).toEqual([1, 1, 2, 2.5, 2, 2]);
  });

  it('finds the first element that is at least x', () => {
    expect([0, 1, 1.5, 3, 4].map((x) => firstAtLeast([1, 1, 3], x))).toEqual([0, 0, 2, 2, 3]);
  });
});
