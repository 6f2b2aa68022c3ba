import type * as tfjs from '@tensorflow/tfjs-core';
import { encodeGraphs, type Encoder } from '../../../core/encoder/encoder';
import { createEncoder, encoderKinds } from '../../../core/encoder/encoders';
import type { GraphOps, Scalar } from '../../../core/encoder/graphOps';
import { packGraphs, takeBatch, type GraphBatch } from '../../../core/encoder/graphSet';
import { mlpHead, type MlpHead } from '../../../core/encoder/mlpHead';
import { initialise, toTensors, type Parameters } from '../../../core/encoder/parameters';
import { RandomGenerator } from '../../../core/random/random';

/** Numbers of one tensor, row-major. */
export type GoldenTensors = Readonly<Record<string, readonly number[]>>;

const OPERATIONS = 5;

/** A diamond, a chain with a shortcut, two nodes, and a fan-in: different sizes, degrees and repeated operations. */
const graphs = packGraphs([
  {
    operations: [0, 2, 3, 1],
    edges: [
      [0, 1],
      [0, 2],
      [1, 3],
      [2, 3],
    ],
  },
  {
    operations: [0, 4, 2, 2, 1],
    edges: [
      [0, 1],
      [1, 2],
      [2, 3],
      [3, 4],
      [0, 4],
    ],
  },
  { operations: [0, 1], edges: [[0, 1]] },
  {
    operations: [0, 3, 3, 4, 1],
    edges: [
      [0, 1],
      [0, 2],
      [0, 3],
      [1, 4],
      [2, 4],
      [3, 4],
    ],
  },
]);

/** `prediction`: the forward pass. `training`: gradients too. */
export type GoldenExtent = 'prediction' | 'training';

/**
 * What a backend must reproduce: for every kind of encoder, tiny, the outputs of a head on the pooled embedding; and with dropout a loss and
 * its gradients by all weights. Everything that predicting and training compute on a backend takes part.
 */
export async function computeGolden(ops: GraphOps, extent: GoldenExtent): Promise<GoldenTensors> {
  const results: Record<string, readonly number[]> = {};
  for (const kind of encoderKinds) {
    const model = goldenModel(kind);
    results[`${kind} outputs`] = await outputs(ops, model);
    if (extent === 'prediction') continue;
    for (const [name, values] of await lossAndGradients(ops, model)) results[`${kind} ${name}`] = values;
  }
  return results;
}

type GoldenModel = ReturnType<typeof goldenModel>;

function goldenModel(kind: string): {
  readonly encoder: Encoder;
  readonly head: MlpHead;
  readonly parameters: Parameters;
  readonly batch: GraphBatch;
} {
  const encoder = createEncoder({ kind, width: 8, layers: 2, operations: OPERATIONS });
  const head = mlpHead('head', encoder.outputWidth, 8, 2);
  const parameters = initialise([...encoder.parameters, ...head.parameters], RandomGenerator.fromSeed(2026, kind));
  return { encoder, head, parameters, batch: takeBatch(graphs, [0, 1, 2, 3, 0]) };
}

async function outputs(ops: GraphOps, { encoder, head, parameters, batch }: GoldenModel): Promise<number[]> {
  const out = ops.tf.tidy(() => {
    const tensors = toTensors(ops.tf, parameters);
    return head.apply(ops, tensors, encodeGraphs(encoder, ops, tensors, batch));
  });
  try {
    return Array.from(await out.data());
  } finally {
    out.dispose();
    ops.endStep();
  }
}

async function lossAndGradients(
  ops: GraphOps,
  { encoder, head, parameters, batch }: GoldenModel,
): Promise<readonly (readonly [string, number[]])[]> {
  const { tf } = ops;
  const names = [...parameters.keys()];
  const { value, grads } = tf.tidy(() => {
    const inputs = [...parameters.values()].map(({ shape, values }) => tf.tensor(values, [...shape]));
    return tf.valueAndGrads((...tensors: tfjs.Tensor[]) => {
      const named = new Map(tensors.map((tensor, i) => [names[i]!, tensor]));
      const z = encodeGraphs(encoder, ops, named, batch, { rate: 0.25, seed: 5 });
      return tf.mean<Scalar>(tf.square(tf.sub(head.apply(ops, named, z), 0.5)));
    })(inputs);
  });
  try {
    const read: (readonly [string, number[]])[] = [['loss', Array.from(await value.data())]];
    for (const [i, gradient] of grads.entries()) read.push([`gradient ${names[i]!}`, Array.from(await gradient.data())]);
    return read;
  } finally {
    for (const tensor of [value, ...grads]) tensor.dispose();
    ops.endStep();
  }
}
