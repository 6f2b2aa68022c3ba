import type { Encoder } from '../encoder/encoder';
import type { GraphOps } from '../encoder/graphOps';
import { copyParameters, initialise, type Parameters } from '../encoder/parameters';
import { RandomGenerator } from '../random/random';
import { permutation } from '../random/sampling';
import { AdamW, type AdamWOptions, type AdamWState } from './optimizer/adamW';
import type { PretextData, PretextTask } from './pretext/pretextTask';
import { trainStep } from './trainStep';

export interface PretrainOptions extends AdamWOptions {
  readonly epochs: number;
  readonly batchSize: number;
  /** Dropout rate of the encoder. */
  readonly dropout: number;
  readonly seed: number;
}

/** As published (FGP section 3 and its example). */
export const pretrainDefaults: Omit<PretrainOptions, 'seed'> = {
  epochs: 200,
  batchSize: 256,
  dropout: 0.1,
  learningRate: 1e-3,
  weightDecay: 1e-6,
};

/** Everything that decides how a run goes on: an interrupted run that starts from it gives the same curve. */
export interface PretrainCheckpoint {
  readonly epoch: number;
  readonly parameters: Parameters;
  readonly optimizer: AdamWState;
  /** Mean training loss of each finished epoch. */
  readonly losses: readonly number[];
}

export interface PretrainProgress {
  /** Finished epochs. */
  readonly epoch: number;
  readonly epochs: number;
  readonly loss: number;
  /** Takes a copy of the state after this epoch. */
  readonly checkpoint: () => PretrainCheckpoint;
}

/**
 * Pre-trains an encoder without labels (FGP section 3), yielding after every epoch; the caller stops by not asking for more.
 * Draws of an epoch come from a generator of their own, seeded by run and epoch, so that resuming needs no generator state.
 *
 * @param beforeStep awaited before every update; what it throws ends the run
 * @returns the encoder's weights and the pretext heads', by name
 */
export async function* pretrain(
  ops: GraphOps,
  encoder: Encoder,
  task: PretextTask,
  data: PretextData,
  options: PretrainOptions,
  from?: PretrainCheckpoint,
  beforeStep: () => Promise<void> = () => Promise.resolve(),
): AsyncGenerator<PretrainProgress, Parameters> {
  const prepared = task.prepare(encoder, data);
  const specs = [...encoder.parameters, ...prepared.parameters];
  const parameters = from
    ? copyParameters(from.parameters)
    : initialise(specs, RandomGenerator.fromSeed(options.seed, 'weights'));
  const optimizer = new AdamW(options, from?.optimizer);
  const losses = [...(from?.losses ?? [])];
  const count = data.set.graphs;
  for (let epoch = from?.epoch ?? 0; epoch < options.epochs; epoch++) {
    const random = RandomGenerator.fromSeed(options.seed, `epoch ${epoch}`);
    const order = permutation(random, count);
    let sum = 0;
    for (let start = 0; start < count; start += options.batchSize) {
      await beforeStep();
      const indices = Int32Array.from(order.subarray(start, start + options.batchSize));
      const noise = { rate: options.dropout, seed: random.bits32() | 0 };
      const loss = await trainStep(ops, parameters, optimizer, (tensors) =>
        prepared.loss({ ops, tensors, indices, random, noise }),
      );
      sum += loss * indices.length;
    }
    losses.push(sum / count);
    yield {
      epoch: epoch + 1,
      epochs: options.epochs,
      loss: sum / count,
      checkpoint: () => ({
        epoch: epoch + 1,
        parameters: copyParameters(parameters),
        optimizer: optimizer.state(),
        losses: [...losses],
      }),
    };
  }
  return parameters;
}
