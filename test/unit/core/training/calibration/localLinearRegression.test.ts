import { describe, expect, it } from 'vitest';
import { localLinearRegression } from '../../../../../src/core/training/calibration/localLinearRegression';

describe('localLinearRegression', () => {
  const x = Array.from({ length: 30 }, (_, i) => i);

  it('reproduces a line, at the ends and beyond them too', () => {
    const y = x.map((value) => 2 * value + 1);
    for (const at of [0, 3.3, 29, 31]) {
      expect(localLinearRegression(x, y, at, 7)).toBeCloseTo(2 * at + 1, 9);
    }
  });

  it('looks at the nearest points only', () => {
    const y = x.map((value) => (value < 15 ? 0 : 100));
    expect(localLinearRegression(x, y, 3, 6)).toBeCloseTo(0, 9);
    expect(localLinearRegression(x, y, 27, 6)).toBeCloseTo(100, 9);
  });

  it('is the mean where all points are at one place', () => {
    expect(localLinearRegression([2, 2, 2], [1, 2, 6], 2, 8)).toBe(3);
    expect(localLinearRegression([2], [7], 5, 8)).toBe(7);
  });
});
