import { describe, expect, it } from 'vitest';
import { convolve, smooth } from '../../../../src/core/kernelpropagation/convolve';
import { inputDefaults, inputKernel } from '../../../../src/core/kernelpropagation/inputKernel';
import { meanDiagonal, type KernelState } from '../../../../src/core/kernelpropagation/kernelState';
import { batchNormalise } from '../../../../src/core/kernelpropagation/normalise';
import { rectify } from '../../../../src/core/kernelpropagation/rectify';
import { averagePool, everySecond } from '../../../../src/core/kernelpropagation/resample';
import { RandomGenerator } from '../../../../src/core/random/random';

/** The covariance of random vectors with one entry for each row, and a tangent kernel of its own. */
function stateOf(samples: number, positions: number, vectors: readonly number[][]): KernelState {
  const size = samples * positions;
  const outer = (of: readonly number[][]): Float64Array =>
    Float64Array.from({ length: size * size }, (_, i) =>
      of.reduce((sum, vector) => sum + vector[Math.floor(i / size)]! * vector[i % size]!, 0),
    );
  return { samples, positions, covariance: outer(vectors), tangent: outer(vectors.map((v) => v.map((x) => x + 1))) };
}

const random = RandomGenerator.fromSeed(7);
const vectors = Array.from({ length: 9 }, () => Array.from({ length: 8 }, () => random.normal()));
const state = stateOf(2, 4, vectors);
const near = (actual: Float64Array, expected: Float64Array) =>
  actual.forEach((value, i) => expect(value).toBeCloseTo(expected[i]!, 10));
const mapped = (samples: number, positions: number, map: (vector: number[]) => number[]) =>
  stateOf(samples, positions, vectors.map(map)).covariance;

describe('rectify', () => {
  it('keeps variances, uncorrelates orthogonal inputs by 1/pi, and halves gradients between them', () => {
    const covariance = Float64Array.from([4, 0, 0, 9]);
    const { covariance: after, tangent } = rectify({
      samples: 2,
      positions: 1,
      covariance,
      tangent: Float64Array.from([1, 1, 1, 1]),
    });
    near(after, Float64Array.from([4, 6 / Math.PI, 6 / Math.PI, 9]));
    near(tangent, Float64Array.from([1, 0.5, 0.5, 1]));
  });

  it('is twice the expectation over Gaussian activations', () => {
    const draws = RandomGenerator.fromSeed(1);
    const correlation = 0.6;
    let sum = 0;
    const count = 500_000;
    for (let i = 0; i < count; i++) {
      const x = draws.normal();
      const y = correlation * x + Math.sqrt(1 - correlation ** 2) * draws.normal();
      sum += Math.max(0, x) * Math.max(0, y);
    }
    const { covariance } = rectify({
      samples: 2,
      positions: 1,
      covariance: Float64Array.from([1, correlation, correlation, 1]),
      tangent: new Float64Array(4),
    });
    expect(covariance[1]).toBeCloseTo((2 * sum) / count, 1.7);
  });

  it('cancels opposite inputs and stands zero variance', () => {
    const { covariance } = rectify({
      samples: 3,
      positions: 1,
      covariance: Float64Array.from([1, -1, 0, -1, 1, 0, 0, 0, 0]),
      tangent: new Float64Array(9),
    });
    expect(covariance[1]).toBeCloseTo(0, 10);
    expect([...covariance].every(Number.isFinite)).toBe(true);
  });
});

describe('convolve', () => {
  it('averages neighbours in a circle and adds its own weights to the tangent kernel', () => {
    const { covariance, tangent } = convolve(state, 3);
    const [s, i, t, j] = [0, 0, 1, 2];
    const at = (matrix: Float64Array, a: number, b: number) => matrix[(s * 4 + a) * 8 + t * 4 + b]!;
    const mean = (matrix: Float64Array) => (at(matrix, 3, 1) + at(matrix, 0, 2) + at(matrix, 1, 3)) / 3;
    expect(at(covariance, i, j)).toBeCloseTo(mean(state.covariance), 12);
    expect(at(tangent, i, j)).toBeCloseTo(mean(state.tangent) + mean(state.covariance), 12);
  });

  it('of one tap keeps the covariance', () => {
    near(convolve(state, 1).covariance, state.covariance);
  });
});

describe('smooth', () => {
  it('acts as the pooling of the values does', () => {
    const pool = (v: number[]) =>
      v.map((_, row) => {
        const [start, i] = [row - (row % 4), row % 4];
        return (v[start + i]! + v[start + ((i + 1) % 4)]! + v[start + ((i + 3) % 4)]!) / 3;
      });
    const combined = mapped(2, 4, (v) => pool(pool(v)).map((value, i) => 2 * value + v[i]!));
    near(smooth(state, [1, 0, 2]).covariance, combined);
  });
});

describe('batchNormalise', () => {
  it('makes the mean zero and the mean variance one', () => {
    const { covariance } = batchNormalise(state);
    expect(meanDiagonal(covariance, 8)).toBeCloseTo(1, 6);
    expect(covariance.subarray(0, 8).reduce((a, b) => a + b)).toBeCloseTo(0, 10);
  });
});

describe('resample', () => {
  it('keeps every second position', () => {
    near(
      everySecond(state).covariance,
      mapped(2, 2, (v) => [v[0]!, v[2]!, v[4]!, v[6]!]),
    );
  });

  it('averages windows', () => {
    const means = mapped(2, 1, (v) =>
      [0, 4].map((start) => (v[start]! + v[start + 1]! + v[start + 2]! + v[start + 3]!) / 4),
    );
    near(averagePool(state, 4).covariance, means);
  });
});

describe('inputKernel', () => {
  it('has mean variance 1 and depends on nothing but the seed', () => {
    const [a, b] = [0, 0].map((seed) => inputKernel(inputDefaults, RandomGenerator.fromSeed(seed)));
    expect(a).toEqual(b);
    expect(meanDiagonal(a!.covariance, 64)).toBeCloseTo(1, 12);
    expect(a!.covariance).not.toEqual(inputKernel(inputDefaults, RandomGenerator.fromSeed(1)).covariance);
  });
});
