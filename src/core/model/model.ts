import type { Calibration } from '../training/calibration/calibration';
import type { SpaceQuantiles } from '../training/calibration/spaceQuantiles';
import type { Target } from './prediction';

/** What decides how a part of a model computes: its kind and plain settings. Read by whoever builds the part, opaque here. */
export interface ComponentConfig {
  readonly kind: string;
  readonly [setting: string]: string | number | boolean;
}

/** A weight tensor in memory. Row-major; always single precision here, whatever the file holds. */
export interface ModelTensor {
  readonly shape: readonly number[];
  readonly values: Float32Array;
  /** Precision in the file; single where absent. */
  readonly storage?: TensorStorage;
}

export type TensorStorage = 'float32' | 'float16';

/** One encoder of an ensemble. */
export interface ModelMember {
  readonly encoder: ComponentConfig;
  /** The names of this member's tensors begin with it. */
  readonly tensorsPrefix: string;
}

/** How good a model is on cells that decided nothing in its making. Shares and correlations x100, NaN where undefined. */
export interface HeldOutFigures {
  /** Number of cells. */
  readonly n: number;
  /** Kendall's tau-b. */
  readonly tau: number;
  /** Precision at the top 1, 5 and 10 %. */
  readonly p1: number;
  readonly p5: number;
  readonly p10: number;
  readonly spearman: number;
  /** Cells inside their range, percent. */
  readonly coverage: number;
}

/** One predicted quantity: its head and how scores are read. A score is the mean over the members' heads. */
export interface ModelTarget {
  readonly target: Target;
  readonly head: ComponentConfig;
  /** Begins the names of the head's tensors, after the member's prefix. */
  readonly tensorsPrefix: string;
  readonly calibration: Calibration;
  readonly quantiles: SpaceQuantiles;
  readonly heldOut: HeldOutFigures;
}

/** The search space that a model is for. */
export interface ModelSpace {
  readonly name: string;
  /** The text of the user's `*.space.yaml` or `*.space.json`; absent for bundled spaces. */
  readonly definition?: string;
}

/** Where a model's knowledge comes from. */
export interface TrainingDescription {
  /** One sentence, shown beside every number. */
  readonly trainedOn: string;
  /** Which cells were used for what, exactly. */
  readonly cells: string;
  /** Architectures with labels that weights were fitted to. */
  readonly labels: number;
  readonly seed: number;
  /** Digests of the architectures that weights, epochs and curves were fitted to; absent in models that have none, or do not tell. */
  readonly learnt?: string;
  /** Pre-training and fine-tuning as set, for the model card. */
  readonly settings: ComponentConfig;
}

/** Everything about a model but its weights. */
export interface ModelDescription {
  /** Folder name and identifier, see `isModelId`. */
  readonly id: string;
  readonly title: string;
  readonly space: ModelSpace;
  /** Form of the graphs that the members read, for instance `simplified` or `raw`. */
  readonly graphs: string;
  readonly members: readonly ModelMember[];
  readonly targets: readonly ModelTarget[];
  readonly training: TrainingDescription;
  /** ISO 8601 date and time. */
  readonly created: string;
}

export interface Model extends ModelDescription {
  readonly tensors: ReadonlyMap<string, ModelTensor>;
}

/** The tensors of one member by their names within it. */
export function memberTensors(model: Model, member: ModelMember): Map<string, ModelTensor> {
  const { tensorsPrefix } = member;
  return new Map(
    [...model.tensors]
      .filter(([name]) => name.startsWith(tensorsPrefix))
      .map(([name, tensor]) => [name.slice(tensorsPrefix.length), tensor]),
  );
}
