import { dropoutMask } from './dropout';
import type { GraphOps, TensorFlow, Tensor2D } from './graphOps';
import { graphOfNodes, type GraphBatch } from './graphSet';

/**
 * Graph operations composed of plain TensorFlow.js operations: runs on every backend and is the reference for fused kernels.
 * Rows are chosen and summed by products with one-hot matrices, because the gradient of `gather` is missing on the wasm backend;
 * the matrices make it quadratic in the batch's nodes, which suits GPUs and tests.
 */
export function composedOps(tf: TensorFlow): GraphOps {
  const choose = (index: ArrayLike<number>, rows: number): Tensor2D => oneHotRows(tf, Int32Array.from(index), rows);

  const ops: GraphOps = {
    tf,
    linear(x, kernel, bias, activation) {
      const y = tf.add(tf.matMul(x, kernel), bias);
      return activation === 'relu' ? (tf.relu(y) as Tensor2D) : (y as Tensor2D);
    },
    gatedConvolution(batch, { x, rowOf, x0, kernel, bias, skip, dropout }) {
      const width = x0.shape[1];
      const rows: Tensor2D = tf.add(tf.matMul(x, kernel), bias);
      const y = tf.matMul(choose(rowOf, x.shape[0]), rows);
      const [self, value, key, query] = tf.split(y, 4, 1) as [Tensor2D, Tensor2D, Tensor2D, Tensor2D];
      const { target, source } = edgeMatrices(tf, batch);
      const gate = tf.sigmoid(tf.add(tf.matMul(target, key), tf.matMul(source, query)));
      const messages = tf.mul(gate, tf.matMul(source, value));
      const convolution = tf.add(self, tf.matMul(tf.transpose(target), messages));
      const residual = tf.matMul(choose(batch.operations, x0.shape[0]), x0);
      const out = tf.relu(tf.add(tf.mul(residual, skip), tf.mul(convolution, 1 - skip)));
      if (dropout.rate <= 0) return out as Tensor2D;
      return tf.mul(out, tf.tensor2d(dropoutMask(batch.nodes * width, dropout), [batch.nodes, width]));
    },
    sumNeighbours(batch, x, self) {
      const { target, source } = edgeMatrices(tf, batch);
      return tf.add(tf.mul(x, self), tf.matMul(tf.transpose(target), tf.matMul(source, x)));
    },
    gatherRows(table, index) {
      return tf.matMul(choose(index, table.shape[0]), table);
    },
    meanPool(batch, x) {
      const sums = tf.matMul(tf.transpose(choose(graphOfNodes(batch), batch.graphs)), x);
      const sizes = Float32Array.from(
        { length: batch.graphs },
        (_, g) => batch.nodeStart[g + 1]! - batch.nodeStart[g]!,
      );
      return tf.div(sums, tf.tensor2d(sizes, [batch.graphs, 1]));
    },
    endStep() {
      // nothing is kept outside tensors
    },
  };
  return ops;
}

/** One-hot matrices [edges, nodes] of both ends of every neighbour relation: `source` sends to `target`. */
function edgeMatrices(tf: TensorFlow, batch: GraphBatch): { target: Tensor2D; source: Tensor2D } {
  const target = new Int32Array(batch.neighbours.length);
  for (let n = 0; n < batch.nodes; n++) target.fill(n, batch.neighbourStart[n], batch.neighbourStart[n + 1]);
  const matrix = (index: Int32Array): Tensor2D => oneHotRows(tf, index, batch.nodes);
  return { target: matrix(target), source: matrix(batch.neighbours) };
}

/** One-hot rows [index, rows] as floats. The wasm backend fills a float result with the bits of integers: cast instead. */
const oneHotRows = (tf: TensorFlow, index: Int32Array, rows: number): Tensor2D =>
  // `oneHot` refuses a single row, whose matrix is all ones
  rows === 1
    ? tf.ones([index.length, 1])
    : (tf.cast(tf.oneHot(tf.tensor1d(index, 'int32'), rows), 'float32') as Tensor2D);
