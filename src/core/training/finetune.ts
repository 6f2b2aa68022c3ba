import type { Encoder } from '../encoder/encoder';
import { encodeGraphs } from '../encoder/encoder';
import type { GraphOps } from '../encoder/graphOps';
import { takeBatch, type GraphSet } from '../encoder/graphSet';
import { mlpHead, type MlpHead } from '../encoder/mlpHead';
import { adoptWeights, copyParameters, initialise, type Parameters } from '../encoder/parameters';
import { RandomGenerator } from '../random/random';
import { permutation } from '../random/sampling';
import { marginRankingLoss } from './losses/marginRanking';
import { rankingPairs } from './losses/rankingPairs';
import { kendallTau } from './metrics/kendallTau';
import { AdamW, type AdamWOptions, type AdamWState } from './optimizer/adamW';
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

/** Everything that decides how a fine-tuning goes on: an interrupted run that starts from it gives the same curve. */
export interface FinetuneCheckpoint {
  readonly epoch: number;
  readonly parameters: Parameters;
  readonly optimizer: AdamWState;
  readonly validationTau: readonly number[];
  /** Mean training loss of each finished epoch. */
  readonly losses: readonly number[];
  readonly best: { readonly tau: number; readonly epoch: number; readonly parameters: Parameters };
}

export interface FinetuneProgress {
  /** Finished epochs. */
  readonly epoch: number;
  readonly epochs: number;
  readonly loss: number;
  /** Kendall's tau-b on the validation cells after this epoch. */
  readonly tau: number;
  /** Takes a copy of the state after this epoch. */
  readonly checkpoint: () => FinetuneCheckpoint;
}

/** What a fine-tuning learns from. */
export interface FinetuneData {
  readonly set: GraphSet;
  readonly train: Labelled;
  /** Chooses the epoch. */
  readonly validation: Labelled;
}

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
  const epochs = finetuneEpochs(ops, encoder, pretrained, { set, train, validation }, options);
  for (let next = await epochs.next(); ; next = await epochs.next()) {
    if (next.done) return next.value;
    const { epoch, tau, checkpoint } = next.value;
    if (!onEpoch(epoch, tau)) return resultOf(encoder, checkpoint());
  }
}

/**
 * The same epoch by epoch; the caller stops by not asking for more. Draws of an epoch come from a generator of their own, seeded by
 * run and epoch, so that resuming needs no generator state.
 *
 * @param beforeStep awaited before every update; what it throws ends the run
 */
export async function* finetuneEpochs(
  ops: GraphOps,
  encoder: Encoder,
  pretrained: Parameters | undefined,
  { set, train, validation }: FinetuneData,
  options: FinetuneOptions,
  from?: FinetuneCheckpoint,
  beforeStep: () => Promise<void> = () => Promise.resolve(),
): AsyncGenerator<FinetuneProgress, FinetuneResult> {
  const head = scoreHead(encoder);
  const parameters = from ? copyParameters(from.parameters) : startingWeights(encoder, head, pretrained, options.seed);
  const optimizer = new AdamW(options, from?.optimizer);
  const validationTau = [...(from?.validationTau ?? [])];
  const losses = [...(from?.losses ?? [])];
  let best = from?.best ?? { tau: -Infinity, epoch: 0, parameters: copyParameters(parameters) };
  const state = (epoch: number): FinetuneCheckpoint => ({
    epoch,
    parameters: copyParameters(parameters),
    optimizer: optimizer.state(),
    validationTau: [...validationTau],
    losses: [...losses],
    best,
  });
  for (let epoch = from?.epoch ?? 0; epoch < options.epochs; epoch++) {
    const random = RandomGenerator.fromSeed(options.seed, `fine-tune epoch ${epoch}`);
    const order = permutation(random, train.indices.length);
    let [sum, seen] = [0, 0];
    for (let start = 0; start < order.length; start += options.batchSize) {
      const items = order.subarray(start, start + options.batchSize);
      const labels = Float64Array.from(items, (item) => train.values[item]!);
      const weights = rankingPairs(labels, options.pairsPerItem, random);
      if (weights.every((weight) => weight === 0)) continue;
      await beforeStep();
      const batch = takeBatch(
        set,
        Array.from(items, (item) => train.indices[item]!),
      );
      const noise = { rate: options.dropout, seed: random.bits32() | 0 };
      const loss = await trainStep(
        ops,
        parameters,
        optimizer,
        (tensors) => {
          const scores = head.apply(ops, tensors, encodeGraphs(encoder, ops, tensors, batch, noise));
          return marginRankingLoss(ops.tf, scores, weights, options.margin);
        },
        { clip: options.clip },
      );
      sum += loss * items.length;
      seen += items.length;
    }
    losses.push(seen === 0 ? 0 : sum / seen);
    const scores = await predictScores({ ops, encoder, parameters, set }, [head], validation.indices);
    const tau = kendallTau(validation.values, scores);
    validationTau.push(tau);
    if (tau > best.tau) best = { tau, epoch: epoch + 1, parameters: copyParameters(parameters) };
    yield {
      epoch: epoch + 1,
      epochs: options.epochs,
      loss: losses.at(-1)!,
      tau,
      checkpoint: () => state(epoch + 1),
    };
  }
  return resultOf(encoder, state(options.epochs));
}

function resultOf(encoder: Encoder, { best, validationTau }: FinetuneCheckpoint): FinetuneResult {
  return { parameters: best.parameters, head: scoreHead(encoder), bestEpoch: best.epoch, validationTau };
}

function startingWeights(
  encoder: Encoder,
  head: MlpHead,
  pretrained: Parameters | undefined,
  seed: number,
): Parameters {
  const parameters = initialise(
    [...encoder.parameters, ...head.parameters],
    RandomGenerator.fromSeed(seed, 'fine-tune weights'),
  );
  adoptWeights(parameters, encoder.parameters, pretrained);
  return parameters;
}
