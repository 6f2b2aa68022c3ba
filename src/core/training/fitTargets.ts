import { encodeGraphs, type Encoder } from '../encoder/encoder';
import type { GraphOps, Scalar, Tensor2D } from '../encoder/graphOps';
import { takeBatch, type GraphSet } from '../encoder/graphSet';
import { mlpHead, type MlpHead } from '../encoder/mlpHead';
import {
  adoptWeights,
  copyParameters,
  initialise,
  type Parameters,
  type ParameterTensors,
} from '../encoder/parameters';
import { RandomGenerator } from '../random/random';
import { permutation } from '../random/sampling';
import { rankTransform } from './calibration/rankTransform';
import { AdamW, type AdamWOptions } from './optimizer/adamW';
import { trainStep } from './trainStep';

/** A measured quantity of the set's graphs. */
export interface TargetValues {
  readonly name: string;
  /** By graph of the set, NaN where it was not measured; higher need not be better. */
  readonly values: ArrayLike<number>;
}

export interface FitOptions extends AdamWOptions {
  readonly epochs: number;
  readonly batchSize: number;
  readonly dropout: number;
  /** Hidden width of each target's head. */
  readonly headWidth: number;
  readonly seed: number;
}

export const fitDefaults: Omit<FitOptions, 'seed'> = {
  epochs: 60,
  batchSize: 128,
  dropout: 0.05,
  headWidth: 64,
  learningRate: 1e-3,
  weightDecay: 1e-4,
};

export interface FitProgress {
  /** Finished epochs. */
  readonly epoch: number;
  readonly epochs: number;
  readonly loss: number;
  /** The weights after this epoch: a copy. */
  readonly parameters: () => Parameters;
}

/** One head for each target, on the pooled embedding. */
export const targetHeads = (encoder: Encoder, names: readonly string[], hidden: number): MlpHead[] =>
  names.map((name) => mlpHead(`head.${name}`, encoder.outputWidth, hidden, 1));

/**
 * Trains a shared encoder with one head for each target on many labels: squared error on the targets' rank-transformed scale, where
 * crowded top values and failed runs weigh alike; the learning rate falls to zero along a cosine. For few labels of one target,
 * ranking (`finetune`) does better.
 *
 * @param pretrained encoder weights to start from; missing ones are drawn
 * @param train graphs of the set to learn from
 * @throws RangeError if a target has no value among the training graphs
 */
export async function* fitTargets(
  ops: GraphOps,
  encoder: Encoder,
  pretrained: Parameters | undefined,
  set: GraphSet,
  targets: readonly TargetValues[],
  train: ArrayLike<number>,
  options: FitOptions,
): AsyncGenerator<FitProgress, Parameters> {
  const names = targets.map(({ name }) => name);
  const heads = targetHeads(encoder, names, options.headWidth);
  const parameters = initialise(
    [...encoder.parameters, ...heads.flatMap((head) => head.parameters)],
    RandomGenerator.fromSeed(options.seed, 'fit weights'),
  );
  adoptWeights(parameters, encoder.parameters, pretrained);
  const scaled = targets.map((target) => scaleTarget(target, train));
  const optimizer = new AdamW(options);
  const steps = options.epochs * Math.ceil(train.length / options.batchSize);
  let step = 0;
  for (let epoch = 0; epoch < options.epochs; epoch++) {
    const random = RandomGenerator.fromSeed(options.seed, `fit epoch ${epoch}`);
    const order = permutation(random, train.length);
    let sum = 0;
    for (let start = 0; start < order.length; start += options.batchSize) {
      const items = Array.from(order.subarray(start, start + options.batchSize));
      const batch = takeBatch(
        set,
        items.map((item) => train[item]!),
      );
      const noise = { rate: options.dropout, seed: random.bits32() | 0 };
      const rateFactor = (1 + Math.cos((Math.PI * step++) / steps)) / 2;
      const loss = (tensors: ParameterTensors): Scalar => {
        const z = encodeGraphs(encoder, ops, tensors, batch, noise);
        const losses = heads.map((head, t) => {
          const values = Float32Array.from(items, (item) => scaled[t]![item]!);
          return maskedSquaredError(ops, head.apply(ops, tensors, z), values);
        });
        return ops.tf.div(ops.tf.addN(losses), losses.length);
      };
      sum += items.length * (await trainStep(ops, parameters, optimizer, loss, { clip: 1, rateFactor }));
    }
    yield {
      epoch: epoch + 1,
      epochs: options.epochs,
      loss: sum / train.length,
      parameters: () => copyParameters(parameters),
    };
  }
  return parameters;
}

/** Rank-transformed values by position in `train`, mean 0 and deviation 1; NaN where unmeasured. */
function scaleTarget({ name, values }: TargetValues, train: ArrayLike<number>): Float64Array {
  const positions = Array.from({ length: train.length }, (_, i) => i).filter((i) => !Number.isNaN(values[train[i]!]!));
  if (positions.length === 0) throw new RangeError(`target ${name} has no value among the training architectures`);
  const { transformed } = rankTransform(positions.map((i) => values[train[i]!]!));
  const deviation = Math.sqrt(transformed.reduce((sum, z) => sum + z * z, 0) / transformed.length) || 1;
  const scaled = new Float64Array(train.length).fill(Number.NaN);
  positions.forEach((position, i) => (scaled[position] = transformed[i]! / deviation));
  return scaled;
}

/** Mean squared error over the values that are there; zero where none is. */
function maskedSquaredError({ tf }: GraphOps, predicted: Tensor2D, values: Float32Array): Scalar {
  const present = values.map((value) => (Number.isNaN(value) ? 0 : 1));
  const count = present.reduce((sum, p) => sum + p, 0);
  const target = tf.tensor2d(
    values.map((value) => (Number.isNaN(value) ? 0 : value)),
    [values.length, 1],
  );
  const error = tf.mul(tf.sub(predicted, target), tf.tensor2d(present, [values.length, 1]));
  return tf.div(tf.sum(tf.square(error)), Math.max(1, count));
}
