import type * as tfjs from '@tensorflow/tfjs-core';
import type { GraphOps, Tensor2D } from './graphOps';
import { linearSpecs, tensorOf, type ParameterSpec, type ParameterTensors } from './parameters';

/** Weights of the linear map from one-hot operations to the encoder's width. */
export const operationSpecs = (operations: number, width: number): ParameterSpec[] =>
  linearSpecs('operation', operations, width);

/**
 * One row for each operation and a last one for a masked operation: [|O| + 1, width]. A linear layer over one-hot rows is a row
 * of its kernel plus the bias, so the first layer of an encoder needs |O| + 1 distinct rows whatever the batch.
 */
export function operationTable({ tf }: GraphOps, tensors: ParameterTensors): Tensor2D {
  const kernel = tensorOf<tfjs.Rank.R2>(tensors, 'operation.kernel');
  const masked = tf.zeros<tfjs.Rank.R2>([1, kernel.shape[1]]);
  return tf.add(tf.concat([kernel, masked], 0), tensorOf(tensors, 'operation.bias'));
}
