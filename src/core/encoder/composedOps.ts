import { dropoutMask } from './dropout';
import type { GraphOps, TensorFlow, Tensor2D } from './graphOps';
import { graphOfNodes, type GraphBatch } from './graphSet';
import { oneHotMoves, type RowMoves } from './rowMoves';

/**
 * Graph operations composed of plain TensorFlow.js operations: runs on every backend and is the reference for fused kernels.
 *
 * @param moves how rows are chosen and summed; products with one-hot matrices run on every backend
 */
export function composedOps(tf: TensorFlow, moves: RowMoves = oneHotMoves(tf)): GraphOps {
  const ops: GraphOps = {
    tf,
    linear(x, kernel, bias, activation) {
      const y = tf.add(tf.matMul(x, kernel), bias);
      return activation === 'relu' ? (tf.relu(y) as Tensor2D) : (y as Tensor2D);
    },
    gatedConvolution(batch, { x, rowOf, x0, kernel, bias, skip, dropout }) {
      const width = x0.shape[1];
      const rows: Tensor2D = tf.add(tf.matMul(x, kernel), bias);
      const y = moves.choose(rows, rowOf);
      const [self, value, key, query] = tf.split(y, 4, 1) as [Tensor2D, Tensor2D, Tensor2D, Tensor2D];
      const targets = targetsOf(batch);
      const gate = tf.sigmoid(tf.add(moves.choose(key, targets), moves.choose(query, batch.neighbours)));
      const messages = tf.mul<Tensor2D>(gate, moves.choose(value, batch.neighbours));
      const convolution = tf.add(self, moves.sumInto(messages, targets, batch.nodes));
      const residual = moves.choose(x0, batch.operations);
      const out = tf.relu(tf.add(tf.mul(residual, skip), tf.mul(convolution, 1 - skip)));
      if (dropout.rate <= 0) return out as Tensor2D;
      return tf.mul(out, tf.tensor2d(dropoutMask(batch.nodes * width, dropout), [batch.nodes, width]));
    },
    sumNeighbours(batch, x, self) {
      const sums = moves.sumInto(moves.choose(x, batch.neighbours), targetsOf(batch), batch.nodes);
      return tf.add(tf.mul(x, self), sums);
    },
    gatherRows: (table, index) => moves.choose(table, index),
    meanPool(batch, x) {
      const sums = moves.sumInto(x, graphOfNodes(batch), batch.graphs);
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

/** The node that each entry of `neighbours` sends to. */
function targetsOf(batch: GraphBatch): Int32Array {
  const targets = new Int32Array(batch.neighbours.length);
  for (let n = 0; n < batch.nodes; n++) targets.fill(n, batch.neighbourStart[n], batch.neighbourStart[n + 1]);
  return targets;
}
