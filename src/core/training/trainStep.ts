import type * as tfjs from '@tensorflow/tfjs-core';
import type { GraphOps, Scalar } from '../encoder/graphOps';
import type { Parameters, ParameterTensors } from '../encoder/parameters';
import type { AdamW } from './optimizer/adamW';
import { clipGradients } from './optimizer/clipGradients';

export interface StepOptions {
  /** Limit of the joint gradient norm. */
  readonly clip?: number;
  /** Factor of the learning rate in this step. */
  readonly rateFactor?: number;
}

/**
 * One update: loss and gradients on the tensor backend, the optimiser in plain memory.
 *
 * @param loss a scalar of the parameters it is given; each of them must take part in it
 * @returns the loss before the update
 * @throws Error if the loss is not finite; parameters are then unchanged
 */
export async function trainStep(
  ops: GraphOps,
  parameters: Parameters,
  optimizer: AdamW,
  loss: (tensors: ParameterTensors) => Scalar,
  { clip, rateFactor = 1 }: StepOptions = {},
): Promise<number> {
  const { tf } = ops;
  const names = [...parameters.keys()];
  const { value, grads } = tf.tidy(() => {
    const inputs = [...parameters.values()].map(({ shape, values }) => tf.tensor(values, [...shape]));
    return tf.valueAndGrads((...tensors: tfjs.Tensor[]) =>
      loss(new Map(tensors.map((tensor, i) => [names[i]!, tensor]))),
    )(inputs);
  });
  try {
    const lossValue = (await value.data())[0]!;
    if (!Number.isFinite(lossValue)) throw new Error(`the loss became ${lossValue}`);
    const gradients = new Map<string, Float32Array>();
    for (const [i, gradient] of grads.entries()) gradients.set(names[i]!, (await gradient.data()) as Float32Array);
    if (clip !== undefined) clipGradients(gradients, clip);
    optimizer.update(parameters, gradients, rateFactor);
    return lossValue;
  } finally {
    value.dispose();
    for (const gradient of grads) gradient.dispose();
    ops.endStep();
  }
}
