import { describe, expect, it } from 'vitest';
import { rankTransform } from '../../../../../src/core/training/calibration/rankTransform';

describe('rankTransform', () => {
  it('spreads any values evenly about zero and goes back', () => {
    const values = [1, 1000, 2, 94, 95];
    const { transformed, back } = rankTransform(values);
    expect(transformed[3]).toBeCloseTo(0, 12);
    expect(transformed[0]).toBeCloseTo(-transformed[1]!, 12);
    values.forEach((value, i) => expect(back(transformed[i]!)).toBe(value));
    expect(back((transformed[3]! + transformed[4]!) / 2)).toBeCloseTo(94.5, 12);
  });

  it('is nearly the normal distribution', () => {
    const n = 2001;
    const { transformed } = rankTransform(Array.from({ length: n }, (_, i) => i));
    const variance = transformed.reduce((sum, z) => sum + z * z, 0) / n;
    const fourth = transformed.reduce((sum, z) => sum + z ** 4, 0) / n;
    expect(fourth / variance ** 2).toBeGreaterThan(2.8);
    expect(fourth / variance ** 2).toBeLessThan(3.2);
  });

  it('keeps ties together, constants included', () => {
    const { transformed, back } = rankTransform([5, 5, 5]);
    expect([...transformed]).toEqual([0, 0, 0]);
    expect(back(0)).toBe(5);
  });
});
