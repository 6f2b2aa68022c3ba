import type { Scalar, TensorFlow, Tensor2D } from '../../encoder/graphOps';

/** Mean softmax cross-entropy of chosen rows. `rows[i]` is a row of logits [n, classes], `classes[i]` its true class. */
export function crossEntropyLoss(
  tf: TensorFlow,
  logits: Tensor2D,
  rows: ArrayLike<number>,
  classes: ArrayLike<number>,
): Scalar {
  const [n, width] = logits.shape;
  const weights = new Float32Array(n * width);
  for (let i = 0; i < rows.length; i++) weights[rows[i]! * width + classes[i]!]! += 1 / rows.length;
  return tf.neg(tf.sum<Scalar>(tf.mul(tf.logSoftmax(logits), tf.tensor2d(weights, [n, width]))));
}

/** Mean binary cross-entropy of logits against 0/1 targets, both [n, 1]: softplus(x) - x y. */
export function binaryCrossEntropyLoss(tf: TensorFlow, logits: Tensor2D, targets: Float32Array): Scalar {
  const y = tf.tensor2d(targets, [targets.length, 1]);
  // softplus as relu(x) + log(1 + exp(-|x|)): no overflow
  const softplus = tf.add(tf.relu(logits), tf.log1p(tf.exp(tf.neg(tf.abs(logits)))));
  return tf.mean(tf.sub(softplus, tf.mul(logits, y)));
}
