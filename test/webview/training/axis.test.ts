import { describe, expect, it } from 'vitest';
import { axisOf, logarithmicAxisOf, numberText } from '../../../webview/training/axis';

describe('axes', () => {
  it.each([
    [
      [0, 1],
      [0, 0.5, 1],
    ],
    [
      [0.1, 0.3],
      [0.1, 0.2, 0.3],
    ],
    [
      [-5, 95],
      [-50, 0, 50, 100],
    ],
    [[], [0, 0.5, 1]],
  ])('contain %j and have round ticks', (values, ticks) => {
    expect(axisOf(values, 2).ticks).toEqual(ticks);
  });

  it('are never empty', () => {
    for (const value of [0, 7, -3, 1e-12, 1e9]) {
      const { low, high, ticks } = axisOf([value, value], 4);
      expect(low).toBeLessThan(value + Number.MIN_VALUE);
      expect(high).toBeGreaterThanOrEqual(value);
      expect(high).toBeGreaterThan(low);
      expect(ticks.length).toBeGreaterThan(1);
    }
  });

  it('are powers of ten for logarithms, of positive values alone', () => {
    expect(logarithmicAxisOf([0.002, 90])?.ticks).toEqual([0.001, 0.01, 0.1, 1, 10, 100]);
    expect(logarithmicAxisOf([0.3, 0.8])).toMatchObject({ low: 0.2, high: 1 });
    expect(logarithmicAxisOf([0, 1])).toBeUndefined();
  });

  it('write numbers briefly', () => {
    expect([0, 0.1, 12.34567, 12345.678, 1e-7, 2.5e9].map(numberText)).toEqual([
      ...['0', '0.1', '12.35', '12345.7', '1.0e-7', '2.5e9'],
    ]);
  });
});
