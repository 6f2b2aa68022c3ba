import { describe, expect, it } from 'vitest';
import { fitGaussianProcess, predictWithProcess } from '../../../../src/core/gaussianprocess/gaussianProcess';
import type { FeatureTable, KernelGroup } from '../../../../src/core/gaussianprocess/kernels';

const count = 30;
const table: FeatureTable = {
  rows: count,
  columns: 1,
  values: Float64Array.from({ length: count }, (_, i) => i / 8 - 2),
};
const curved: KernelGroup[] = [{ kind: 'matern-3/2', columns: [0] }];
const straight: KernelGroup[] = [{ kind: 'linear', columns: [0] }];
const all = Array.from({ length: count }, (_, i) => i);
const even = all.filter((i) => i % 2 === 0);

describe('fitGaussianProcess', () => {
  it('goes through a smooth function without noise', () => {
    const truth = (i: number) => 10 + Math.sin(2 * table.values[i]!);
    const process = fitGaussianProcess(table, curved, { rows: even, targets: even.map(truth) });
    const { mean } = predictWithProcess(process, all);
    all.slice(0, -1).forEach((i) => expect(Math.abs(mean[i]! - truth(i))).toBeLessThan(0.06));
  });

  it('is less sure away from what it has seen', () => {
    const process = fitGaussianProcess(table, curved, { rows: [0, 1, 2, 3, 4], targets: [1, 3, 2, 4, 3] });
    const { variance } = predictWithProcess(process, all);
    expect(variance[2]).toBeLessThan(variance[10]!);
    expect(variance[10]).toBeLessThan(variance[29]!);
  });

  it('continues a line', () => {
    const rows = all.slice(0, 10);
    const process = fitGaussianProcess(table, straight, { rows, targets: rows.map((i) => 3 * table.values[i]! + 1) });
    const { mean } = predictWithProcess(process, [29]);
    expect(mean[0]).toBeCloseTo(3 * table.values[29]! + 1, 1);
  });

  it('believes a mean of many labels more than one label', () => {
    const fit = (weight: number) =>
      predictWithProcess(
        fitGaussianProcess(table, curved, {
          rows: [0, 4, 8, 12, 16],
          targets: [0, 0, 5, 0, 0],
          weights: [1, 1, weight, 1, 1],
        }),
        [8],
      ).mean[0]!;
    expect(fit(1_000)).toBeGreaterThan(fit(1));
  });

  it('agrees with another implementation', () => {
    const rows = Array.from({ length: 8 }, (_, i) => [Math.sin(1.3 * i), Math.cos(0.7 * i), Math.sin(2.1 * i + 1)]);
    const noise = [0, 0.1, -0.1, 0.05, 0, -0.05];
    const { hyperparameters, objective, ...process } = fitGaussianProcess(
      { rows: 8, columns: 3, values: Float64Array.from(rows.flat()) },
      [
        { kind: 'matern-3/2', columns: [0, 1] },
        { kind: 'linear', columns: [1, 2] },
      ],
      {
        rows: [0, 1, 2, 3, 4, 5],
        targets: noise.map((value, i) => 2 * rows[i]![0]! + rows[i]![1]! ** 2 + value),
        weights: [1, 2, 1, 1, 3, 1],
      },
    );
    // L-BFGS-B of SciPy on the same density
    expect(objective).toBeCloseTo(3.2275254, 5);
    const { logAmplitude, logLengthScale, logNoise } = hyperparameters;
    expect(logAmplitude[0]).toBeCloseTo(0.3011731, 3);
    expect(logAmplitude[1]).toBeCloseTo(-0.6346121, 3);
    expect(logLengthScale[0]).toBeCloseTo(-0.1126541, 3);
    expect(logNoise).toBeCloseTo(-2.5140628, 3);
    const { mean } = predictWithProcess({ hyperparameters, objective, ...process }, [5, 6, 7]);
    [1.1173599, 1.0411672, 0.6484895].forEach((value, i) => expect(mean[i]).toBeCloseTo(value, 4));
  });

  it('predicts the only value that it knows', () => {
    const process = fitGaussianProcess(table, curved, { rows: [3], targets: [7] });
    expect(predictWithProcess(process, [3, 20]).mean[0]).toBe(7);
  });

  it('predicts more rows than it compares at once', () => {
    const long: FeatureTable = { rows: 1_100, columns: 1, values: new Float64Array(1_100).fill(1, 600) };
    const process = fitGaussianProcess(long, curved, { rows: [0, 600], targets: [1, 2] });
    const { mean } = predictWithProcess(
      process,
      Array.from({ length: 1_100 }, (_, i) => i),
    );
    expect(mean[1_099]).toBeCloseTo(mean[600]!, 12);
    expect(mean[599]).toBeCloseTo(mean[0]!, 12);
  });

  it('rejects what it can not learn from', () => {
    expect(() => fitGaussianProcess(table, curved, { rows: [], targets: [] })).toThrow(RangeError);
    expect(() => fitGaussianProcess(table, curved, { rows: [1], targets: [Number.NaN] })).toThrow('not a number');
    expect(() => fitGaussianProcess(table, curved, { rows: [1, 2], targets: [1] })).toThrow('one target');
  });
});
