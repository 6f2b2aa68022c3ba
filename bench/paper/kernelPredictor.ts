import { processRecipes } from '../../src/core/fewlabels/recipe';
import { fitGaussianProcess, predictWithProcess } from '../../src/core/gaussianprocess/gaussianProcess';
import type { FeatureTable, KernelGroup } from '../../src/core/gaussianprocess/kernels';
import type { Block, CellDescriptions } from './cellDescriptions';

/** How a Gaussian process reads the blocks of features, and what it learns. */
export interface Recipe {
  /** One kernel for each group, over the columns of its blocks, each multiplied by its weight. */
  readonly groups: readonly {
    readonly kind: KernelGroup['kind'];
    readonly blocks: Readonly<Partial<Record<Block, number>>>;
  }[];
  /** The targets: -log(ceiling - accuracy), which spreads the best cells, or the accuracy itself. */
  readonly target: 'log-gap' | 'accuracy';
  /** The share of the labelled cells, from the worst on, that count as equally bad. */
  readonly floor: number;
  /** Whether labels of cells that compute the same become one target with less noise. */
  readonly averagesClasses: boolean;
}

/** Chosen on labels of the training part; docs/few-labels.md lists what else was tried. */
export const recipes: Readonly<Record<'nas-bench-201' | 'nas-bench-101', Recipe>> = {
  'nas-bench-201': {
    groups: processRecipes['nas-bench-201'],
    target: 'log-gap',
    floor: 0,
    averagesClasses: true,
  },
  'nas-bench-101': {
    groups: processRecipes['nas-bench-101'],
    target: 'log-gap',
    floor: 0.05,
    averagesClasses: true,
  },
};

/** Percent; a little more than the best network on CIFAR-10 with either benchmark's training. */
const CEILING = 95.5;
/** Below any prediction: cells in which nothing arrives at the output. */
const WORST = -1e9;

/**
 * Scores that rank cells after a few labels.
 *
 * @param labelled cells with their accuracy in percent.
 * @returns a score for each cell of `wanted`.
 */
export function scoreCells(
  { classes, computes, blocks }: CellDescriptions,
  { groups, target, floor, averagesClasses }: Recipe,
  labelled: readonly number[],
  accuracy: Float64Array,
  wanted: readonly number[],
): Float64Array {
  const ordered = labelled.map((cell) => accuracy[cell]!).sort((a, b) => a - b);
  const lowest = ordered[Math.floor(floor * (ordered.length - 1))]!;
  const learned = (cell: number): number => {
    const value = Math.max(lowest, accuracy[cell]!);
    return target === 'log-gap' ? -Math.log(CEILING - value) : value;
  };
  const equal = new Map<number, number[]>();
  for (const cell of labelled) {
    if (!computes[cell]) continue;
    const key = averagesClasses ? classes[cell]! : cell;
    equal.set(key, [...(equal.get(key) ?? []), cell]);
  }
  const observed = [...equal.values()];
  const { table, kernels } = joinBlocks(blocks, groups);
  const process = fitGaussianProcess(table, kernels, {
    rows: observed.map(([first]) => first!),
    targets: observed.map((cells) => cells.reduce((sum, cell) => sum + learned(cell), 0) / cells.length),
    weights: observed.map((cells) => cells.length),
  });
  const { mean } = predictWithProcess(process, wanted);
  return mean.map((value, i) => (computes[wanted[i]!] ? value : WORST));
}

/** The blocks of all groups side by side, and which columns each group's kernel reads. */
function joinBlocks(
  blocks: CellDescriptions['blocks'],
  groups: Recipe['groups'],
): { table: FeatureTable; kernels: KernelGroup[] } {
  const parts: { readonly rows: readonly Float64Array[]; readonly weight: number }[] = [];
  let columns = 0;
  const kernels = groups.map(({ kind, blocks: weights }): KernelGroup => {
    const first = columns;
    for (const [block, weight] of Object.entries(weights) as [Block, number][]) {
      const rows = blocks.get(block)!;
      parts.push({ rows, weight });
      columns += rows[0]!.length;
    }
    return { kind, columns: Array.from({ length: columns - first }, (_, i) => first + i) };
  });
  const rows = parts[0]!.rows.length;
  const values = new Float64Array(rows * columns);
  let at = 0;
  for (let row = 0; row < rows; row++) {
    for (const part of parts) for (const value of part.rows[row]!) values[at++] = part.weight * value;
  }
  return { table: { rows, columns, values }, kernels };
}
