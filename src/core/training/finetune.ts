import type { Encoder } from '../encoder/encoder';
import { encodeGraphs } from '../encoder/encoder';
import type { GraphOps } from '../encoder/graphOps';
import { takeBatch, type GraphSet } from '../encoder/graphSet';
import { mlpHead, type MlpHead } from '../encoder/mlpHead';
import { copyParameters, initialise, type Parameters } from '../encoder/parameters';
import { RandomGenerator } from '../random/random';
import { permutation } from '../random/sampling';
import { marginRankingLoss } from './losses/marginRanking';
import { rankingPairs } from './losses/rankingPairs';
import { kendallTau } from './metrics/kendallTau';
import { AdamW, type AdamWOptions } from './optimizer/adamW';
import { predictScores } from './predictScores';
import { trainStep } from './trainStep';

export interface FinetuneOptions extends AdamWOptions {
  readonly epochs: number;
  readonly batchSize: number;
  readonly margin: number;
  /** Compared pairs for each item of a batch; Infinity compares all. */
  readonly pairsPerItem: number;
  /** Limit of the gradient norm. */
  readonly clip: number;
  readonly dropout: number;
  readonly seed: number;
}

/** Published settings (FGP section 5), by space; a space of one's own takes those of nas-bench-201. */
export function finetuneDefaults(space: string): Omit<FinetuneOptions, 'seed'> {
  const common = { batchSize: 16, clip: 1, dropout: 0.1, learningRate: 1e-3, weightDecay: 1e-6 };
  if (space === 'nas-bench-101') return { ...common, epochs: 200, margin: 0.5, pairsPerItem: 8 };
  if (space === 'darts') return { ...common, epochs: 300, margin: 0.1, pairsPerItem: 8 };
  return { ...common, epochs: 500, margin: 0.5, pairsPerItem: Infinity };
}

/** Labelled graphs: indices into a set and their values, higher is better. */
export interface Labelled {
  readonly indices: ArrayLike<number>;
  readonly values: ArrayLike<number>;
}

export interface FinetuneResult {
  /** Encoder and head of the epoch with the best validation tau; the first of equals. */
  readonly parameters: Parameters;
  readonly head: MlpHead;
  readonly bestEpoch: number;
  /** Kendall's tau-b on the validation cells after each epoch. */
  readonly validationTau: readonly number[];
}

/** The prediction head of FGP section 4: Linear(z, d)-ReLU-Linear(d, 1). */
export const scoreHead = (encoder: Encoder): MlpHead => mlpHead('score', encoder.outputWidth, encoder.config.width, 1);

/**
 * Fine-tunes a (pre-trained) encoder with a new head by margin ranking inside batches (FGP section 5). All weights train; after each
 * epoch Kendall's tau on the validation cells chooses the weights that are returned.
 *
 * @param pretrained encoder weights to start from; missing ones are drawn
 * @param onEpoch called after each epoch with the validation tau; returning false stops
 */
export async function finetune(
  ops: GraphOps,
  encoder: Encoder,
  pretrained: Parameters | undefined,
  set: GraphSet,
  train: Labelled,
  validation: Labelled,
  options: FinetuneOptions,
  onEpoch: (epoch: number, tau: number) => boolean = () => true,
): Promise<FinetuneResult> {
  const head = scoreHead(encoder);
  const parameters = initialise(
    [...encoder.parameters, ...head.parameters],
    RandomGenerator.fromSeed(options.seed, 'fine-tune weights'),
  );
  for (const { name } of encoder.parameters) {
    const values = pretrained?.get(name)?.values;
    if (values) parameters.get(name)!.values.set(values);
  }
  const optimizer = new AdamW(options);
  const validationTau: number[] = [];
  let best = { tau: -Infinity, epoch: 0, parameters: copyParameters(parameters) };
  for (let epoch = 0; epoch < options.epochs; epoch++) {
    const random = RandomGenerator.fromSeed(options.seed, `fine-tune epoch ${epoch}`);
    const order = permutation(random, train.indices.length);
    for (let start = 0; start < order.length; start += options.batchSize) {
      const items = order.subarray(start, start + options.batchSize);
      const labels = Float64Array.from(items, (item) => train.values[item]!);
      const weights = rankingPairs(labels, options.pairsPerItem, random);
      if (weights.every((weight) => weight === 0)) continue;
      const batch = takeBatch(
        set,
        Array.from(items, (item) => train.indices[item]!),
      );
      const noise = { rate: options.dropout, seed: random.bits32() | 0 };
      await trainStep(
        ops,
        parameters,
        optimizer,
        (tensors) => {
          const scores = head.apply(ops, tensors, encodeGraphs(encoder, ops, tensors, batch, noise));
          return marginRankingLoss(ops.tf, scores, weights, options.margin);
        },
        { clip: options.clip },
      );
    }
    const scores = await predictScores({ ops, encoder, parameters, set }, [head], validation.indices);
    const tau = kendallTau(validation.values, scores);
    validationTau.push(tau);
    if (tau > best.tau) best = { tau, epoch: epoch + 1, parameters: copyParameters(parameters) };
    if (!onEpoch(epoch + 1, tau)) break;
  }
  return { parameters: best.parameters, head, bestEpoch: best.epoch, validationTau };
}
