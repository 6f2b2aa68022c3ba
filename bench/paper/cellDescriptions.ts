import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { cellExpression, type CellConvention, type CellExpression } from '../../src/core/expression/cellExpression';
import { expressionKey, mergeEqualSources } from '../../src/core/expression/equalSources';
import { classMeans, standardiseColumns } from '../../src/core/features/columns';
import { expressionFeatures, shortcutFeatures } from '../../src/core/features/expressionFeatures';
import { createGraphFeatures } from '../../src/core/features/graphFeatures';
import { createPathMeans } from '../../src/core/features/pathMeans';
import { createKernelFeatures } from '../../src/core/kernelpropagation/kernelFeatures';
import type { MacroNetwork } from '../../src/core/kernelpropagation/macroNetwork';
import type { Benchmark } from './benchmark';

/** Blocks of label-free features. */
export type Block = 'graph' | 'paths' | 'pooling' | 'kernels' | 'expression' | 'shortcut' | 'proxies';

/** Everything that is known of a benchmark's cells without labels. */
export interface CellDescriptions {
  /** Cells of the same number compute the same; their labels are averaged. Length: cells. */
  readonly classes: Int32Array;
  /** Whether anything arrives at the output. Length: cells. */
  readonly computes: readonly boolean[];
  /** Standardised columns, a row for each cell. */
  readonly blocks: ReadonlyMap<Block, readonly Float64Array[]>;
}

/** Standardised statistics of kernels and scores have long tails. */
const LIMIT = 4;
const KERNEL_SEED = 0;

/**
 * @param kernelCache file that keeps the propagated kernels: they take most of the time.
 * @param log receives how long the propagation took.
 */
export function describeCells(
  benchmark: Benchmark,
  convention: CellConvention,
  network: MacroNetwork,
  kernelCache: string,
  log: (line: string) => void,
): CellDescriptions {
  const { space, graphs, architectures, proxies } = benchmark;
  const expressions = graphs.map((graph) => cellExpression(graph, space.vocabulary, convention));
  const merged = expressions.map(mergeEqualSources);
  const classes = numbered(merged.map(expressionKey));
  const computes = expressions.map(({ outputs }) => outputs.length > 0);
  const { names, compute } = createGraphFeatures(space);
  const graphRows = classMeans(
    graphs.map((graph, i) => compute({ graph }, space.cost(architectures[i]!))),
    classes,
  );
  const pathMeans = createPathMeans(space);
  const pathRows = classMeans(graphs.map(pathMeans.compute), classes);
  const poolings = space.operations.filter(({ kind }) => kind === 'pooling').map(({ name }) => `:{${name}}`);
  const poolingColumns = names.flatMap((name, i) => (poolings.some((pooling) => name.endsWith(pooling)) ? [i] : []));
  const poolingRows = graphRows.map((row) => poolingColumns.map((i) => row[i]!));
  const kernels = cachedKernels(expressions, classes, network, kernelCache, log);
  return {
    classes,
    computes,
    blocks: new Map<Block, readonly Float64Array[]>([
      ['graph', standardiseColumns(graphRows, computes)],
      ['paths', standardiseColumns(pathRows, computes)],
      ['pooling', standardiseColumns(poolingRows, computes)],
      ['kernels', standardiseColumns(kernels, computes, LIMIT)],
      ['expression', standardiseColumns(merged.map(expressionFeatures), computes)],
      ['shortcut', standardiseColumns(merged.map(shortcutFeatures), computes)],
      ['proxies', standardiseColumns(proxyRows(proxies, graphs.length), computes, LIMIT)],
    ]),
  };
}

function numbered(keys: readonly string[]): Int32Array {
  const numbers = new Map<string, number>();
  return Int32Array.from(keys, (key) => {
    const number = numbers.get(key) ?? numbers.size;
    numbers.set(key, number);
    return number;
  });
}

/** One propagation for each class. */
function cachedKernels(
  expressions: readonly CellExpression[],
  classes: Int32Array,
  network: MacroNetwork,
  cache: string,
  log: (line: string) => void,
): readonly ArrayLike<number>[] {
  const known = new Map<number, ArrayLike<number>>();
  if (existsSync(cache)) {
    const rows = JSON.parse(readFileSync(cache, 'utf8')) as number[][];
    return Array.from(classes, (number) => rows[number]!);
  }
  const { compute } = createKernelFeatures(network, KERNEL_SEED);
  const since = performance.now();
  expressions.forEach((expression, i) => {
    if (!known.has(classes[i]!)) known.set(classes[i]!, Array.from(compute(expression) ?? []));
  });
  log(`kernels of ${known.size} classes: ${((performance.now() - since) / 1000).toFixed(1)} s`);
  mkdirSync(dirname(cache), { recursive: true });
  // classes are numbered in the order of their first cells
  writeFileSync(cache, JSON.stringify([...known.values()]));
  return Array.from(classes, (number) => known.get(number)!);
}

/** Scores by rank within the space: their scales have nothing in common. */
function proxyRows(proxies: ReadonlyMap<string, Float64Array>, cells: number): Float64Array[] {
  const columns = [...proxies.values()].map((values) => {
    const sorted = values.filter(Number.isFinite).sort();
    return values.map((value) => (Number.isFinite(value) ? below(sorted, value) / sorted.length : 0.5));
  });
  return Array.from({ length: cells }, (_, i) => Float64Array.from(columns, (column) => column[i]!));
}

/** Entries of a sorted array that are smaller. */
function below(sorted: Float64Array, value: number): number {
  let [low, high] = [0, sorted.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (sorted[middle]! < value) low = middle + 1;
    else high = middle;
  }
  return low;
}
