import { describe, expect, it } from 'vitest';
import { comparisons, kernelSlope, kernelValue, type KernelGroup } from '../../../../src/core/gaussianprocess/kernels';
import { defaultPriors, negativeLogPosterior, type Problem } from '../../../../src/core/gaussianprocess/posterior';
import { RandomGenerator } from '../../../../src/core/random/random';

const groups: readonly KernelGroup[] = [
  { kind: 'matern-3/2', columns: [0, 1] },
  { kind: 'matern-3/2', columns: [2] },
  { kind: 'linear', columns: [1, 2] },
];

function problem(): Problem {
  const random = RandomGenerator.fromSeed(3);
  const rows = 6;
  const table = { rows, columns: 3, values: Float64Array.from({ length: 18 }, () => random.normal()) };
  const all = [0, 1, 2, 3, 4, 5];
  return {
    groups,
    compared: groups.map((group) => comparisons(table, group, all, all)),
    targets: Float64Array.from(all, () => random.normal()),
    weights: [1, 2, 1, 1, 3, 1],
    priors: defaultPriors,
  };
}

describe('negativeLogPosterior', () => {
  it('has the gradient that finite differences give', () => {
    const data = problem();
    const point = Float64Array.from([0.3, -0.5, 0.2, 0.4, -0.2, 0.1, -1.5]);
    const { gradient } = negativeLogPosterior(data, point);
    const step = 1e-5;
    point.forEach((value, i) => {
      const at = (shift: number) =>
        negativeLogPosterior(
          data,
          point.map((other, j) => (j === i ? value + shift : other)),
        ).value;
      expect(gradient[i]).toBeCloseTo((at(step) - at(-step)) / (2 * step), 6);
    });
  });

  it('is the density of a single target', () => {
    const one: Problem = {
      groups: [{ kind: 'linear', columns: [0] }],
      compared: [Float64Array.from([4])],
      targets: Float64Array.from([2]),
      weights: [2],
      priors: defaultPriors,
    };
    // variance: constant 1, linear 4, noise 1/2, jitter; priors are at their modes except the noise's
    const variance = 5.5 + 1e-6;
    const noise = (0 + 2.5) ** 2 / 2;
    const expected = 2 / variance + Math.log(variance) / 2 + noise;
    expect(negativeLogPosterior(one, Float64Array.from([0, 0, 0])).value).toBeCloseTo(expected, 12);
  });

  it('is infinite where the covariance is not one', () => {
    const broken: Problem = { ...problem(), compared: groups.map(() => new Float64Array(36).fill(Number.NaN)) };
    expect(negativeLogPosterior(broken, new Float64Array(7)).value).toBe(Number.POSITIVE_INFINITY);
  });
});

describe('kernelValue', () => {
  it('is 1 at no distance and falls with it', () => {
    expect(kernelValue('matern-3/2', 0, 2)).toBe(1);
    // squared distance 12 over length scale 2: sqrt(3) r / l = 3
    expect(kernelValue('matern-3/2', 12, 2)).toBeCloseTo(4 * Math.exp(-3), 14);
    expect(kernelValue('linear', -0.7, 2)).toBe(-0.7);
  });

  it('has the slope of finite differences', () => {
    const at = (log: number) => kernelValue('matern-3/2', 2, Math.exp(log));
    expect(kernelSlope('matern-3/2', 2, 1)).toBeCloseTo((at(1e-6) - at(-1e-6)) / 2e-6, 8);
    expect(kernelSlope('linear', 2, 1)).toBe(0);
  });
});
