import type * as tfjs from '@tensorflow/tfjs-core';
import type { GraphOps, Tensor2D } from './graphOps';
import { linearSpecs, tensorOf, type ParameterSpec, type ParameterTensors } from './parameters';

/** A head Linear-ReLU-Linear on the pooled embedding. */
export interface MlpHead {
  readonly parameters: readonly ParameterSpec[];
  /** [rows, inputs] -> [rows, outputs] */
  apply(ops: GraphOps, tensors: ParameterTensors, z: Tensor2D): Tensor2D;
}

export function mlpHead(name: string, inputs: number, hidden: number, outputs: number): MlpHead {
  return {
    parameters: [...linearSpecs(`${name}.0`, inputs, hidden), ...linearSpecs(`${name}.1`, hidden, outputs)],
    apply(ops, tensors, z) {
      const layer = (index: number, x: Tensor2D, activation: 'relu' | 'none'): Tensor2D =>
        ops.linear(
          x,
          tensorOf<tfjs.Rank.R2>(tensors, `${name}.${index}.kernel`),
          tensorOf<tfjs.Rank.R1>(tensors, `${name}.${index}.bias`),
          activation,
        );
      return layer(1, layer(0, z, 'relu'), 'none');
    },
  };
}
