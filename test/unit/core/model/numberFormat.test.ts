import { describe, expect, it } from 'vitest';
import { compareTargets } from '../../../../src/core/model/compareTargets';
import {
  formatComparison,
  formatCount,
  formatFlops,
  formatParameters,
  formatPercentile,
  formatPrediction,
  formatRange,
  formatShare,
  formatValue,
  predictionDigits,
  signed,
} from '../../../../src/core/model/numberFormat';
import type { TargetPrediction } from '../../../../src/core/model/prediction';

const accuracy = { name: 'cifar10_test', title: 'CIFAR-10', unit: 'percent', higherIsBetter: true };
const latency = { name: 'latency', title: 'latency', unit: 'ms', higherIsBetter: false };
const predicted = (value: number, low: number, high: number, target = accuracy): TargetPrediction => ({
  target,
  value,
  low,
  high,
  topPercent: 1.2,
});

describe('predictions as text', () => {
  it('writes value, title and range', () => {
    expect(formatPrediction(predicted(93.83, 93.42, 94.11))).toBe('93.8 % CIFAR-10 (93.4-94.1)');
  });

  it.each([
    [predicted(93.83, 93.42, 94.11), 1],
    [predicted(93.83, 93.8, 93.86), 2],
    [predicted(93.83, 93.8299, 93.8301), 2],
    [predicted(83, 70, 96), 1],
    [predicted(3.214, 3.15, 3.28, latency), 2],
    [predicted(93.4, 93.2, 93.6), 1],
    [predicted(1234, 1100, 1400, latency), 0],
    [predicted(0.00012, 0.0001, 0.00014, latency), 5],
    [predicted(5, 5, 5, latency), 3],
    [predicted(0, 0, 0, latency), 0],
  ])('gives as many places as the range justifies %#', (prediction, digits) => {
    expect(predictionDigits(prediction)).toBe(digits);
  });

  it('keeps the ends of a range apart', () => {
    for (let width = 0.05; width < 20; width *= 1.3) {
      const prediction = predicted(50, 50 - width / 2, 50 + width / 2);
      const [low, high] = formatRange(prediction).split('-');
      expect(Number(high) - Number(low)).toBeGreaterThan(0);
    }
  });

  it('obeys a number of places, within reason', () => {
    expect(formatValue(predicted(93.8349, 93, 94), { digits: 3 })).toBe('93.835 %');
    expect(formatValue(predicted(93.8349, 93, 94), { digits: 400 })).toBe('93.834900 %');
    expect(formatValue(predicted(93.8349, 93, 94), { digits: -2 })).toBe('94 %');
  });

  it('spells out ranges with negative ends', () => {
    expect(formatRange(predicted(0.1, -0.23, 0.31, latency))).toBe('-0.2 to 0.3');
    expect(formatValue(predicted(-0.0001, -0.5, 0.5, latency))).toBe('0.0 ms');
  });

  it('leaves the unit out where there is none', () => {
    expect(formatValue(predicted(0.82, 0.8, 0.84, { ...latency, unit: '' }))).toBe('0.82');
  });
});

describe('shares', () => {
  it.each([
    [1.23, '1.2 %'],
    [0.0304, '0.03 %'],
    [0.004, '< 0.01 %'],
    [0, '0.0 %'],
    [62.4, '62 %'],
    [9.96, '10 %'],
    [100, '100 %'],
  ])('%s reads %s', (share, text) => {
    expect(formatShare(share)).toBe(text);
  });

  it('names the space', () => {
    expect(formatPercentile(1.2, 'nas-bench-201')).toBe('top 1.2 % of nas-bench-201');
  });
});

describe('comparisons', () => {
  const older = predicted(93.4, 93.2, 93.6);

  it('is a tie when either value lies in the other range', () => {
    const vague = predicted(94, 92, 96);
    expect(compareTargets(vague, older).isTie).toBe(true);
    expect(compareTargets(older, vague).isTie).toBe(true);
    expect(formatComparison(compareTargets(vague, older), vague)).toBe('tie');
  });

  it('has a sign otherwise', () => {
    const better = predicted(93.8, 93.61, 94);
    expect(formatComparison(compareTargets(better, older), better)).toBe('+0.4');
    expect(formatComparison(compareTargets(older, better), older)).toBe('-0.4');
    expect(compareTargets(better, older).isBetter).toBe(true);
    expect(compareTargets(older, better).isBetter).toBe(false);
  });

  it('knows targets of which less is better', () => {
    const slow = predicted(9, 8, 10, latency);
    const fast = predicted(4, 3, 5, latency);
    expect(compareTargets(fast, slow).isBetter).toBe(true);
    expect(compareTargets(slow, fast).isBetter).toBe(false);
  });

  it('never writes a sign before zero', () => {
    expect(signed(0.001, 1)).toBe('0.0');
    expect(signed(-0.001, 1)).toBe('0.0');
  });
});

describe('costs', () => {
  it.each([
    [0, '0'],
    [853, '853'],
    [73_100, '73.1 k'],
    [100_000, '0.10 M'],
    [802_426, '0.80 M'],
    [1_531_546, '1.53 M'],
    [12_345_678, '12.3 M'],
    [153_000_000, '153 M'],
    [1_530_000_000, '1.53 G'],
    [-802_426, '-0.80 M'],
  ])('%s reads %s', (count, text) => {
    expect(formatCount(count)).toBe(text);
  });

  it('says nothing where a space does not count', () => {
    expect(formatParameters({})).toBeUndefined();
    expect(formatFlops({})).toBeUndefined();
    expect(formatParameters({ parameters: 802_426 })).toBe('0.80 M params');
    expect(formatFlops({ flops: 41e6 })).toBe('41.0 M FLOPs');
  });
});
