import type { Scalar, TensorFlow, Tensor2D } from '../../encoder/graphOps';

/**
 * Margin ranking loss (FGP sections 3 and 5): weighted sum over pairs of max(0, margin - (score_i - score_j)).
 *
 * @param scores [items, 1]
 * @param weights pair weights [items, items], row-major, from `rankingPairs`
 */
export function marginRankingLoss(tf: TensorFlow, scores: Tensor2D, weights: Float32Array, margin: number): Scalar {
  const n = scores.shape[0];
  const differences = tf.sub(scores, tf.transpose(scores));
  const hinge = tf.relu(tf.sub(margin, differences));
  return tf.sum(tf.mul(hinge, tf.tensor2d(weights, [n, n])));
}
