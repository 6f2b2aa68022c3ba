import { describe, expect, it } from 'vitest';
import { localSpread } from '../../../../../src/core/training/calibration/localSpread';

describe('localSpread', () => {
  it('follows the size of residuals along the sequence, below and above apart', () => {
    const residuals = Array.from({ length: 1000 }, (_, i) => (i < 500 ? 1 : 3) * (i % 2 === 0 ? 1 : -2));
    const { below, above } = localSpread(residuals);
    expect(above[100]).toBeCloseTo(0.5, 1);
    expect(Math.abs(below[100]! - 1)).toBeLessThan(0.1);
    expect(above[900]).toBeCloseTo(1.5, 1);
    expect(below[900]).toBeCloseTo(3, 0);
  });

  it('is shrunk towards the whole, so that one point alone decides little', () => {
    const residuals = new Float64Array(40).fill(0.1);
    residuals[0] = 10;
    expect(localSpread(residuals).above[0]).toBeLessThan(1.2);
  });

  it('is zero only where there is nothing to spread', () => {
    expect([...localSpread([0, 0]).above]).toEqual([0, 0]);
    expect([...localSpread([1, 1]).below]).toEqual([0, 0]);
    expect(localSpread([]).above).toHaveLength(0);
  });
});
