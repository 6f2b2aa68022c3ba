import type { Target } from '../../src/core/model/prediction';
import type { TargetTable } from '../../src/core/flow/surrogateTable';
import type { FitOptions } from '../../src/core/training/fitTargets';
import type { ArchitectureGraph } from '../../src/core/graph/graph';
import type { SearchSpace } from '../../src/core/spaces/space';

/** Which architectures a bundled model learns from, and which say how good it is. Indices count `graphs`. */
export interface RecipeSplit {
  readonly train: readonly number[];
  /**
   * Sets the curves from score to value and the width of ranges: architectures of their own or, where labels are too few to spare
   * some, the training ones, each scored by a fit to the other folds.
   */
  readonly calibrate: readonly number[] | { readonly folds: number };
  /** Held out: decides nothing. */
  readonly test: readonly number[];
}

/** Everything about a bundled model that differs between spaces. */
export interface Recipe {
  readonly space: SearchSpace;
  readonly title: string;
  /** One sentence: what the labels are. Shown in the editor beside numbers. */
  readonly trainedOn: string;
  /** Says exactly which cells were used; goes into the model card. */
  readonly splitDescription: string;
  /** Simplified graphs, one for each distinct computation. */
  readonly graphs: readonly ArchitectureGraph[];
  readonly targets: readonly { readonly target: Target; readonly values: Float64Array }[];
  readonly split: RecipeSplit;
  /** Graphs of the pre-training; its table of zero-cost scores has a row for each. */
  readonly pool: readonly number[];
  readonly proxies?: TargetTable;
  /** Graphs that stand for the whole space when a score is placed in it. */
  readonly reference: readonly number[];
  readonly pretrainEpochs: number;
  readonly fit: Omit<FitOptions, 'seed'>;
}
