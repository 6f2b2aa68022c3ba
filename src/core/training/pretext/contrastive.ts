import { dropEdges, maskOperations } from '../../encoder/augmentBatch';
import { encodeGraphs, type Encoder } from '../../encoder/encoder';
import type { TensorFlow, Tensor2D } from '../../encoder/graphOps';
import { takeBatch } from '../../encoder/graphSet';
import { mlpHead } from '../../encoder/mlpHead';
import { crossEntropyLoss } from '../losses/crossEntropy';
import type { PretextData, PretextTask } from './pretextTask';

/** Strength of each augmentation and temperature, those of GraphCL (You et al. 2020). */
const RATE = 0.2;
const TEMPERATURE = 0.2;

/**
 * GraphCL: two views of each graph, one with hidden operations and one without some of its edges, must find each other among
 * all views of the batch (normalised temperature-scaled cross-entropy, both directions).
 */
export const contrastive: PretextTask = {
  name: 'graphcl',
  needs: [],
  prepare(encoder: Encoder, { set }: PretextData) {
    const { operations, width } = encoder.config;
    const head = mlpHead('projection', encoder.outputWidth, width, width);
    return {
      parameters: head.parameters,
      loss({ ops, tensors, indices, random, noise }) {
        const { tf } = ops;
        const batch = takeBatch(set, indices);
        const project = (view: typeof batch, seed: number): Tensor2D => {
          const z = encodeGraphs(encoder, ops, tensors, view, { rate: noise.rate, seed });
          return normaliseRows(tf, head.apply(ops, tensors, z));
        };
        const hidden = project(maskOperations(batch, RATE, operations, random).batch, noise.seed);
        const cut = project(dropEdges(batch, RATE, random), noise.seed + 1);
        const similarity: Tensor2D = tf.div(tf.matMul(hidden, tf.transpose(cut)), TEMPERATURE);
        const own = Array.from(indices, (_, i) => i);
        const forth = crossEntropyLoss(tf, similarity, own, own);
        const back = crossEntropyLoss(tf, tf.transpose(similarity), own, own);
        return tf.div(tf.add(forth, back), 2);
      },
    };
  },
};

/** Rows scaled to Euclidean length 1. */
function normaliseRows(tf: TensorFlow, x: Tensor2D): Tensor2D {
  const length = tf.sqrt(tf.add(tf.sum(tf.square(x), 1, true), 1e-12));
  return tf.div(x, length);
}
