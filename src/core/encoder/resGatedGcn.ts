import type * as tfjs from '@tensorflow/tfjs-core';
import type { Encoder, EncoderConfig } from './encoder';
import type { Tensor2D } from './graphOps';
import { operationSpecs, operationTable } from './operationTable';
import { tensorOf, type ParameterSpec } from './parameters';

/** Weight of the first embedding x0 in every layer (FGP section 4). */
const SKIP = 0.2;

/**
 * Residual gated graph convolution network (FGP section 4; Bresson & Laurent 2017): x0 = Linear(one-hot operation), then
 * `layers` times x = dropout(ReLU(0.2 x0 + 0.8 conv(x))).
 */
export function resGatedGcn(config: EncoderConfig): Encoder {
  const { width, layers, operations } = config;
  return {
    config,
    outputWidth: width,
    parameters: [
      ...operationSpecs(operations, width),
      ...Array.from({ length: layers }, (_, layer) => gatedSpecs(layer, width)).flat(),
    ],
    encodeNodes(ops, tensors, batch, noise) {
      const x0 = operationTable(ops, tensors);
      const everyNode = Int32Array.from({ length: batch.nodes }, (_, n) => n);
      let x: Tensor2D = x0;
      for (let layer = 0; layer < layers; layer++) {
        x = ops.gatedConvolution(batch, {
          x,
          rowOf: layer === 0 ? batch.operations : everyNode,
          x0,
          kernel: tensorOf<tfjs.Rank.R2>(tensors, `gated${layer}.kernel`),
          bias: tensorOf<tfjs.Rank.R1>(tensors, `gated${layer}.bias`),
          skip: SKIP,
          dropout: noise ? { rate: noise.rate, seed: Math.imul(noise.seed, 31) + layer } : { rate: 0, seed: 0 },
        });
      }
      return x;
    },
  };
}

function gatedSpecs(layer: number, width: number): ParameterSpec[] {
  const bound = 1 / Math.sqrt(width);
  return [
    { name: `gated${layer}.kernel`, shape: [width, 4 * width], bound },
    { name: `gated${layer}.bias`, shape: [4 * width], bound },
  ];
}
