import type * as tfjs from '@tensorflow/tfjs-core';
import { dropoutMask } from './dropout';
import type { Encoder, EncoderConfig } from './encoder';
import type { Tensor2D } from './graphOps';
import { linearSpecs, tensorOf } from './parameters';

/**
 * Graph isomorphism network (FGP section 4; Xu et al. 2019) with epsilon 0: `layers` times x = MLP(x_i + sum of neighbours), the MLP
 * two linear layers with ReLU after each, the first one on one-hot operations; the layers' outputs are concatenated.
 */
export function gin(config: EncoderConfig): Encoder {
  const { width, layers, operations } = config;
  return {
    config,
    outputWidth: layers * width,
    parameters: [
      ...Array.from({ length: layers }, (_, layer) => [
        ...linearSpecs(`gin${layer}.0`, layer === 0 ? operations : width, width),
        ...linearSpecs(`gin${layer}.1`, width, width),
      ]).flat(),
    ],
    encodeNodes(ops, tensors, batch, noise) {
      const dense = (name: string, x: Tensor2D): Tensor2D =>
        ops.linear(
          x,
          tensorOf<tfjs.Rank.R2>(tensors, `${name}.kernel`),
          tensorOf<tfjs.Rank.R1>(tensors, `${name}.bias`),
          'relu',
        );
      // a linear map of a sum of one-hot rows is the sum of rows of its kernel; a masked operation has none
      const kernel = tensorOf<tfjs.Rank.R2>(tensors, 'gin0.0.kernel');
      const rows = ops.tf.concat([kernel, ops.tf.zeros<tfjs.Rank.R2>([1, width])], 0);
      let x = ops.gatherRows(rows, batch.operations);
      const outputs: Tensor2D[] = [];
      for (let layer = 0; layer < layers; layer++) {
        const sums = ops.sumNeighbours(batch, x, 1);
        const hidden =
          layer === 0
            ? ops.tf.relu(ops.tf.add<Tensor2D>(sums, tensorOf(tensors, 'gin0.0.bias')))
            : dense(`gin${layer}.0`, sums);
        x = dense(`gin${layer}.1`, hidden);
        if (noise && noise.rate > 0) {
          const mask = dropoutMask(batch.nodes * width, { rate: noise.rate, seed: Math.imul(noise.seed, 31) + layer });
          x = ops.tf.mul(x, ops.tf.tensor2d(mask, [batch.nodes, width]));
        }
        outputs.push(x);
      }
      return ops.tf.concat(outputs, 1);
    },
  };
}
