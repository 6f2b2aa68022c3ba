import type * as tfjs from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { composedOps } from '../../../../src/core/encoder/composedOps';
import { encodeGraphs, type Encoder } from '../../../../src/core/encoder/encoder';
import { createEncoder, encoderKinds } from '../../../../src/core/encoder/encoders';
import type { GraphOps, Scalar } from '../../../../src/core/encoder/graphOps';
import { packGraphs, takeBatch } from '../../../../src/core/encoder/graphSet';
import { mlpHead } from '../../../../src/core/encoder/mlpHead';
import { initialise } from '../../../../src/core/encoder/parameters';
import { RandomGenerator } from '../../../../src/core/random/random';
import { testBackend } from '../../../support/backend';
import { randomCells } from '../../../support/graphs';

/** Loss value and gradients of sum(head(z)^2) with dropout. */
function lossAndGradients(ops: GraphOps, encoder: Encoder): { loss: number; gradients: Map<string, Float32Array> } {
  // 13 graphs and three outputs: neither a multiple of the kernels' register block
  const batch = takeBatch(
    packGraphs(randomCells(13)),
    Array.from({ length: 13 }, (_, i) => i),
  );
  const head = mlpHead('head', encoder.outputWidth, 24, 3);
  const parameters = initialise([...encoder.parameters, ...head.parameters], RandomGenerator.fromSeed(7));
  const names = [...parameters.keys()];
  const { tf } = ops;
  const inputs = [...parameters.values()].map(({ shape, values }) => tf.tensor(values, [...shape]));
  const { value, grads } = tf.valueAndGrads((...tensors: tfjs.Tensor[]) => {
    const named = new Map(tensors.map((tensor, i) => [names[i]!, tensor]));
    const z = encodeGraphs(encoder, ops, named, batch, { rate: 0.2, seed: 11 });
    return tf.sum<Scalar>(tf.square(head.apply(ops, named, z)));
  })(inputs);
  const gradients = new Map(grads.map((gradient, i) => [names[i]!, gradient.dataSync().slice() as Float32Array]));
  ops.endStep();
  return { loss: value.dataSync()[0]!, gradients };
}

describe('fused kernels', () => {
  let fused: GraphOps;
  beforeAll(async () => {
    fused = await testBackend();
  });

  for (const kind of encoderKinds) {
    it(`give the losses and gradients of composed operations: ${kind}`, () => {
      const encoder = createEncoder({ kind, width: 32, layers: 3, operations: 7 });
      const actual = lossAndGradients(fused, encoder);
      const expected = lossAndGradients(composedOps(fused.tf), encoder);
      expect(Math.abs(actual.loss / expected.loss - 1)).toBeLessThan(1e-5);
      for (const [name, gradient] of expected.gradients) {
        const scale = gradient.reduce((most, g) => Math.max(most, Math.abs(g)), 0);
        expect(scale, name).toBeGreaterThan(0);
        const worst = gradient.reduce((most, g, i) => Math.max(most, Math.abs(g - actual.gradients.get(name)![i]!)), 0);
        expect(worst / scale, name).toBeLessThan(1e-5);
      }
    });
  }
});
