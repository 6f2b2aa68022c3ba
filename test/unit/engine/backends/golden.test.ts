import type * as tfjs from '@tensorflow/tfjs-core';
import { describe, expect, it } from 'vitest';
import { composedOps } from '../../../../src/core/encoder/composedOps';
import type { GraphOps, TensorFlow } from '../../../../src/core/encoder/graphOps';
import { checkGolden, goldenTolerance, largestDifference } from '../../../../src/engine/backends/golden/checkGolden';
import { computeGolden } from '../../../../src/engine/backends/golden/goldenModel';
import { goldenNumbers } from '../../../../src/engine/backends/golden/goldenNumbers';
import { testBackend } from '../../../support/backend';

describe('golden numbers', () => {
  it('are those of the cpu backend, to the last digits', async () => {
    const ops = await testBackend('cpu');
    expect(largestDifference(await computeGolden(ops, 'training'), goldenNumbers)).toBeLessThan(1e-6);
  });

  it('are reproduced by the fused kernels and by one-hot products, far below the tolerance', async () => {
    const ops = await testBackend('wasm');
    expect(await checkGolden(ops)).toBeLessThan(goldenTolerance / 20);
    expect(await checkGolden(ops, 'prediction')).toBeLessThan(goldenTolerance / 20);
    expect(await checkGolden(composedOps(ops.tf))).toBeLessThan(goldenTolerance / 20);
  });

  it('leave no tensors behind', async () => {
    const ops = await testBackend('wasm');
    const before = ops.tf.memory().numTensors;
    await checkGolden(ops);
    expect(ops.tf.memory().numTensors).toBe(before);
  });

  it.each([
    ['a forward pass that is off by a thousandth', (tf: TensorFlow, x: tfjs.Tensor) => tf.mul(x, 1.001)],
    ['half precision', (tf: TensorFlow, x: tfjs.Tensor) => tf.div(tf.round(tf.mul(x, 2048)), 2048)],
    ['what is not finite', (tf: TensorFlow, x: tfjs.Tensor) => tf.mul(x, Number.NaN)],
  ])('refuse %s', async (_what, spoil) => {
    const ops = await testBackend('wasm');
    const wrong: GraphOps = { ...ops, linear: (...args) => spoil(ops.tf, ops.linear(...args)) as tfjs.Tensor2D };
    await expect(checkGolden(wrong, 'prediction')).rejects.toThrow(/numbers are wrong/);
    await expect(checkGolden(wrong)).rejects.toThrow(/numbers are wrong/);
  });

  it('refuse a gradient that is wrong where the forward pass is right', async () => {
    const ops = await testBackend('wasm');
    const { tf } = ops;
    const wrong: GraphOps = {
      ...ops,
      meanPool(batch, x) {
        const op = tf.customGrad((input) => ({
          value: ops.meanPool(batch, input as tfjs.Tensor2D),
          gradFunc: () => tf.zerosLike(input as tfjs.Tensor2D),
        }));
        return op(x);
      },
    };
    await expect(checkGolden(wrong, 'prediction')).resolves.toBeLessThan(goldenTolerance);
    await expect(checkGolden(wrong)).rejects.toThrow(/numbers are wrong/);
  });

  it('count what is missing or too short as wrong', () => {
    expect(largestDifference({}, { a: [1] })).toBe(Infinity);
    expect(largestDifference({ a: [1] }, { a: [1, 2] })).toBe(Infinity);
    expect(largestDifference({ a: [10, 0.1] }, { a: [10, 0] })).toBeCloseTo(0.01);
  });
});
