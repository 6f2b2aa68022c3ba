import type { TargetTable } from '../../flow/surrogateTable';
import type { Encoder, EncoderNoise } from '../../encoder/encoder';
import type { GraphOps, Scalar } from '../../encoder/graphOps';
import type { GraphSet } from '../../encoder/graphSet';
import type { ParameterSpec, ParameterTensors } from '../../encoder/parameters';
import type { RandomGenerator } from '../../random/random';

/** What a pretext task may learn from: graphs and label-free targets, nothing measured. */
export interface PretextData {
  readonly set: GraphSet;
  /** Flow surrogates of the graphs. */
  readonly surrogates?: TargetTable;
  /** Zero-cost scores of the graphs, one column each; NaN where a score is undefined. */
  readonly proxies?: TargetTable;
}

/** One training step's view. */
export interface PretextStep {
  readonly ops: GraphOps;
  readonly tensors: ParameterTensors;
  /** Graphs of the batch, indices into the set. */
  readonly indices: Int32Array;
  /** For pairs, masks and augmentations; the same draws in a resumed run. */
  readonly random: RandomGenerator;
  readonly noise: EncoderNoise;
}

/** A pretext task bound to its encoder and data. */
export interface PreparedPretext {
  /** Weights beside the encoder's, thrown away after pre-training. */
  readonly parameters: readonly ParameterSpec[];
  loss(step: PretextStep): Scalar;
}

/** A label-free task that teaches an encoder what architectures are like. One file each; register it in `pretextTasks.ts`. */
export interface PretextTask {
  readonly name: string;
  readonly needs: readonly ('surrogates' | 'proxies')[];
  /** @throws RangeError if something that the task needs is missing. */
  prepare(encoder: Encoder, data: PretextData): PreparedPretext;
}

/** A target table that a task cannot do without. @throws RangeError */
export function required(table: TargetTable | undefined, task: string, what: string): TargetTable {
  if (!table) throw new RangeError(`pretext task ${task} needs ${what}`);
  return table;
}
