import type { ArchitectureGraph } from '../../src/core/graph/graph';
import type { Architecture } from '../../src/core/spec/architecture';
import type { SearchSpace } from '../../src/core/spaces/space';

/** A benchmark as the paper's protocol uses it. Indices count `graphs`. */
export interface Benchmark {
  readonly space: SearchSpace;
  readonly architectures: readonly Architecture[];
  readonly graphs: readonly ArchitectureGraph[];
  /** Accuracy, percent; NaN where it is unknown. */
  readonly accuracy: Float64Array;
  /** Architectures of the pre-training, without labels. */
  readonly pool: readonly number[];
  /** Zero-cost scores by name; NaN where undefined. */
  readonly proxies: ReadonlyMap<string, Float64Array>;
  /** Labelled architectures in the order of this permutation: first 40 of `test` validate, the rest tests. */
  split(permutation: number): { readonly train: readonly number[]; readonly test: readonly number[] };
  /** Training architectures at 1 %, 5 % and 10 % labels (FGP section 5). */
  readonly labelled: Readonly<Record<string, number>>;
  /** Cells that choose the epoch. */
  readonly validation: number;
}

/** The permutation that stands for the original order. */
export const ORIGINAL_ORDER = 21;

/** How many training cells a row labels. @throws RangeError for a share that the benchmark does not have */
function labelCount({ labelled }: Benchmark, labels: string): number {
  const count = labelled[labels];
  if (count === undefined) throw new RangeError(`labels are one of ${Object.keys(labelled).join(', ')}`);
  return count;
}

/**
 * Which cells rank a run. `test` is the published protocol; `training-part` stays inside the training part, where choices may be made:
 * the cells after the labelled ones stand in for the test part.
 */
export const HELD_PARTS = ['test', 'training-part'] as const;
export type HeldPart = (typeof HELD_PARTS)[number];

/** Cells of one run: those that train, those that choose the epoch, those that are ranked. */
export interface RunCells {
  readonly labelled: readonly number[];
  readonly validation: readonly number[];
  readonly ranked: readonly number[];
}

/** @throws RangeError for a share of labels that the benchmark does not have */
export function runCells(benchmark: Benchmark, labels: string, permutation: number, part: HeldPart): RunCells {
  const { train, test } = benchmark.split(permutation);
  const count = labelCount(benchmark, labels);
  const held = part === 'test' ? test : train.slice(count);
  return {
    labelled: train.slice(0, count),
    validation: held.slice(0, benchmark.validation),
    ranked: held.slice(benchmark.validation),
  };
}
