import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { precisionAtTop, topCount } from '../../../../../src/core/training/metrics/precisionAtTop';

describe('topCount', () => {
  it('is the floor of K % of n, as the protocol takes it', () => {
    expect(topCount(7250, 1)).toBe(72);
    expect(topCount(7772, 1)).toBe(77);
    expect(topCount(5570, 1)).toBe(55);
    expect(topCount(7772, 5)).toBe(388);
    expect(topCount(100, 7)).toBe(7);
  });
});

describe('precisionAtTop', () => {
  const truth = [10, 9, 8, 7, 6, 5, 4, 3, 2, 1];

  it('is the share of the predicted top k in the true top k', () => {
    expect(precisionAtTop(truth, truth, 30)).toBe(1);
    expect(precisionAtTop(truth, [...truth].reverse(), 30)).toBe(0);
    // Predicted top three: items 0, 3, 1; item 3 is not in the true top three.
    expect(precisionAtTop(truth, [9, 7, 1, 8, 0, 0.1, 0.2, 0.3, 0.4, 0.5], 30)).toBeCloseTo(2 / 3, 12);
  });

  it('looks at the other end where lower is better', () => {
    const latency = [1, 2, 3, 4, 5];
    expect(precisionAtTop(latency, [1, 2, 9, 9, 9.5], 40, false)).toBe(1);
    expect(precisionAtTop(latency, [9, 8, 3, 2, 1], 40, false)).toBe(0);
  });

  it('takes the expectation over ties that cross the k-th place', () => {
    // Predicted best: item 0, then three tied for one place, one of which is truly second.
    expect(precisionAtTop([5, 4, 3, 2, 1], [9, 8, 8, 8, 0], 40)).toBeCloseTo((1 + 1 / 3) / 2, 12);
    // Truth ties for the second place as well: each of items 1 and 2 is in with 1/2.
    expect(precisionAtTop([5, 4, 4, 2, 1], [9, 8, 8, 8, 0], 40)).toBeCloseTo((1 + 1 / 3) / 2, 12);
  });

  it('gives a constant predictor k / n, even on a table sorted by accuracy', () => {
    expect(precisionAtTop(truth, new Array<number>(10).fill(1), 20)).toBeCloseTo(0.2, 12);
  });

  it('is undefined where k is 0 and refuses what is no percentage', () => {
    expect(precisionAtTop(truth, truth, 5)).toBeNaN();
    expect(() => precisionAtTop(truth, truth, 101)).toThrow(RangeError);
    expect(() => precisionAtTop([1], [1, 2], 5)).toThrow(RangeError);
  });

  it('does not depend on the order of the items', () => {
    const rows = fc.array(fc.tuple(fc.integer({ min: 0, max: 9 }), fc.integer({ min: 0, max: 9 })), { minLength: 5 });
    fc.assert(
      fc.property(rows, (pairs) => {
        const forward = precisionAtTop(
          pairs.map(([a]) => a),
          pairs.map(([, b]) => b),
          20,
        );
        const reversed = [...pairs].reverse();
        expect(
          precisionAtTop(
            reversed.map(([a]) => a),
            reversed.map(([, b]) => b),
            20,
          ),
        ).toBeCloseTo(forward, 10);
        expect(forward).toBeLessThanOrEqual(1 + 1e-12);
      }),
    );
  });
});
