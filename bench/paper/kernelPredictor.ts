import { fitGaussianProcess, predictWithProcess } from '../../src/core/gaussianprocess/gaussianProcess';
import type { FeatureTable, KernelGroup } from '../../src/core/gaussianprocess/kernels';
import type { Block, CellDescriptions } from './cellDescriptions';

/** How a Gaussian process reads the blocks of features, and what it learns. */
export interface Recipe {
  /** One Matern kernel over the columns of these blocks, each multiplied by its weight. */
  readonly smooth: Readonly<Partial<Record<Block, number>>>;
  /** One linear kernel over the columns of these blocks. */
  readonly linear: readonly Block[];
  /** The targets: -log(ceiling - accuracy), which spreads the best cells, or the accuracy itself. */
  readonly target: 'log-gap' | 'accuracy';
  /** Whether labels of cells that compute the same become one target with less noise. */
  readonly averagesClasses: boolean;
}

/** Chosen on labels of the training part; docs/few-labels.md lists what else was tried. */
export const recipe: Recipe = {
  smooth: { graph: 1, kernels: 3, expression: 1 },
  linear: ['shortcut'],
  target: 'log-gap',
  averagesClasses: true,
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
  { smooth, linear, target, averagesClasses }: Recipe,
  labelled: readonly number[],
  accuracy: Float64Array,
  wanted: readonly number[],
): Float64Array {
  const learned = (cell: number): number =>
    target === 'log-gap' ? -Math.log(CEILING - accuracy[cell]!) : accuracy[cell]!;
  const equal = new Map<number, number[]>();
  for (const cell of labelled) {
    if (!computes[cell]) continue;
    const key = averagesClasses ? classes[cell]! : cell;
    equal.set(key, [...(equal.get(key) ?? []), cell]);
  }
  const groups = [...equal.values()];
  const { table, kernels } = joinBlocks(blocks, Object.entries(smooth) as [Block, number][], linear);
  const process = fitGaussianProcess(table, kernels, {
    rows: groups.map(([first]) => first!),
    targets: groups.map((cells) => cells.reduce((sum, cell) => sum + learned(cell), 0) / cells.length),
    weights: groups.map((cells) => cells.length),
  });
  const { mean } = predictWithProcess(process, wanted);
  return mean.map((value, i) => (computes[wanted[i]!] ? value : WORST));
}

function joinBlocks(
  blocks: CellDescriptions['blocks'],
  smooth: readonly (readonly [Block, number])[],
  linear: readonly Block[],
): { table: FeatureTable; kernels: KernelGroup[] } {
  const parts = [...smooth, ...linear.map((block) => [block, 1] as const)].map(([block, weight]) => ({
    rows: blocks.get(block)!,
    weight,
  }));
  const widths = parts.map(({ rows }) => rows[0]!.length);
  const columns = widths.reduce((sum, width) => sum + width, 0);
  const rows = parts[0]!.rows.length;
  const values = new Float64Array(rows * columns);
  for (let row = 0; row < rows; row++) {
    let offset = row * columns;
    for (const part of parts) for (const value of part.rows[row]!) values[offset++] = part.weight * value;
  }
  const border = widths.slice(0, smooth.length).reduce((sum, width) => sum + width, 0);
  const range = (from: number, to: number): number[] => Array.from({ length: to - from }, (_, i) => from + i);
  const kernels: KernelGroup[] = [
    { kind: 'matern-3/2', columns: range(0, border) },
    { kind: 'linear', columns: range(border, columns) },
  ];
  return { table: { rows, columns, values }, kernels: kernels.filter((group) => group.columns.length > 0) };
}
