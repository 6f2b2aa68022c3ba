import type * as tfjs from '@tensorflow/tfjs-core';
import type { TensorFlow, Tensor2D } from './graphOps';

/** The two moves of rows that message passing is made of; each is the other's gradient. */
export interface RowMoves {
  /** Rows of a table [rows, width] chosen by index: [indices, width]. */
  choose(table: Tensor2D, index: Int32Array): Tensor2D;
  /** Row `index[i]` of the result is the sum over all rows i of x [indices, width] that name it: [rows, width]. */
  sumInto(x: Tensor2D, index: Int32Array, rows: number): Tensor2D;
}

/** Products with one-hot matrices: for backends that lack the gradient of `gather`. Quadratic in the batch's nodes. */
export function oneHotMoves(tf: TensorFlow): RowMoves {
  return {
    choose: (table, index) => tf.matMul(oneHotRows(tf, index, table.shape[0]), table),
    sumInto: (x, index, rows) => tf.matMul(tf.transpose(oneHotRows(tf, index, rows)), x),
  };
}

/**
 * Gathering and summing by index, linear in the batch: for backends that scatter (cpu, webgpu, tensorflow; not wasm). UnsortedSegmentSum, which
 * the gradient of `gather` uses, does the same but is quadratic on the cpu backend.
 */
export function indexedMoves(tf: TensorFlow): RowMoves {
  const gather = (x: Tensor2D, index: Int32Array): Tensor2D => tf.gather(x, tf.tensor1d(index, 'int32'));
  const sum = (x: Tensor2D, index: Int32Array, rows: number): Tensor2D =>
    tf.scatterND(tf.tensor2d(index, [index.length, 1], 'int32'), x, [rows, x.shape[1]]);
  return {
    choose(table, index) {
      const op = tf.customGrad((x) => ({
        value: gather(x as Tensor2D, index),
        gradFunc: (dy: tfjs.Tensor) => sum(dy as Tensor2D, index, table.shape[0]),
      }));
      return op(table) as Tensor2D;
    },
    sumInto(x, index, rows) {
      const op = tf.customGrad((x) => ({
        value: sum(x as Tensor2D, index, rows),
        gradFunc: (dy: tfjs.Tensor) => gather(dy as Tensor2D, index),
      }));
      return op(x) as Tensor2D;
    },
  };
}

/** One-hot rows [index, rows] as floats. The wasm backend fills a float result with the bits of integers: cast instead. */
const oneHotRows = (tf: TensorFlow, index: Int32Array, rows: number): Tensor2D =>
  // `oneHot` refuses a single row, whose matrix is all ones
  rows === 1
    ? tf.ones([index.length, 1])
    : (tf.cast(tf.oneHot(tf.tensor1d(index, 'int32'), rows), 'float32') as Tensor2D);
