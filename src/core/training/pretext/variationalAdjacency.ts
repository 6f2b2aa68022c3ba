import type * as tfjs from '@tensorflow/tfjs-core';
import type { Encoder } from '../../encoder/encoder';
import type { GraphOps, Tensor2D } from '../../encoder/graphOps';
import { takeBatch, type GraphBatch } from '../../encoder/graphSet';
import { linearSpecs, tensorOf, type ParameterTensors } from '../../encoder/parameters';
import { binaryCrossEntropyLoss, crossEntropyLoss } from '../losses/crossEntropy';
import type { PretextData, PretextTask } from './pretextTask';

/** Latent width and weight of the divergence, those of arch2vec (Yan et al. 2020). */
const LATENT = 16;
const DIVERGENCE_WEIGHT = 5e-3;

/**
 * arch2vec: a variational graph autoencoder. Each node's embedding gives a Gaussian; a draw from it must tell the node's
 * operation (linear) and, with its graph's other nodes, which pairs are joined (inner product).
 */
export const variationalAdjacency: PretextTask = {
  name: 'arch2vec',
  needs: [],
  prepare(encoder: Encoder, { set }: PretextData) {
    const { operations } = encoder.config;
    return {
      parameters: [
        ...linearSpecs('mean', encoder.outputWidth, LATENT),
        ...linearSpecs('logVariance', encoder.outputWidth, LATENT),
        ...linearSpecs('operations', LATENT, operations),
        { name: 'adjacency.bias', shape: [1, 1], bound: 0 },
      ],
      loss({ ops, tensors, indices, random, noise }) {
        const { tf } = ops;
        const batch = takeBatch(set, indices);
        const x = encoder.encodeNodes(ops, tensors, batch, noise);
        const linear = (name: string, input: Tensor2D): Tensor2D => linearLayer(ops, tensors, name, input);
        const mean = linear('mean', x);
        const logVariance = linear('logVariance', x);
        const draws = Float32Array.from({ length: batch.nodes * LATENT }, () => random.normal());
        const deviation = tf.exp(tf.mul(logVariance, 0.5));
        const z: Tensor2D = tf.add(mean, tf.mul(deviation, tf.tensor2d(draws, [batch.nodes, LATENT])));
        const everyNode = Array.from(batch.operations, (_, node) => node);
        const operationLoss = crossEntropyLoss(tf, linear('operations', z), everyNode, batch.operations);
        const { first, second, joined } = nodePairs(batch);
        const products = tf.mul(ops.gatherRows(z, first), ops.gatherRows(z, second));
        const logits: Tensor2D = tf.add(tf.sum(products, 1, true), tensorOf(tensors, 'adjacency.bias'));
        const adjacencyLoss = binaryCrossEntropyLoss(tf, logits, joined);
        const divergence = tf.mean(tf.sub(tf.add(tf.square(mean), tf.exp(logVariance)), tf.add(logVariance, 1)));
        return tf.addN([operationLoss, adjacencyLoss, tf.mul(divergence, DIVERGENCE_WEIGHT / 2)]) as tfjs.Scalar;
      },
    };
  },
};

function linearLayer(ops: GraphOps, tensors: ParameterTensors, name: string, input: Tensor2D): Tensor2D {
  const kernel = tensorOf<tfjs.Rank.R2>(tensors, `${name}.kernel`);
  return ops.linear(input, kernel, tensorOf<tfjs.Rank.R1>(tensors, `${name}.bias`), 'none');
}

/** Every pair of nodes of one graph, and whether an edge joins it. */
function nodePairs(batch: GraphBatch): { first: Int32Array; second: Int32Array; joined: Float32Array } {
  const first: number[] = [];
  const second: number[] = [];
  const joined: number[] = [];
  for (let g = 0; g < batch.graphs; g++) {
    for (let i = batch.nodeStart[g]!; i < batch.nodeStart[g + 1]!; i++) {
      const neighbours = new Set(batch.neighbours.subarray(batch.neighbourStart[i], batch.neighbourStart[i + 1]));
      for (let j = i + 1; j < batch.nodeStart[g + 1]!; j++) {
        first.push(i);
        second.push(j);
        joined.push(neighbours.has(j) ? 1 : 0);
      }
    }
  }
  return { first: Int32Array.from(first), second: Int32Array.from(second), joined: Float32Array.from(joined) };
}
