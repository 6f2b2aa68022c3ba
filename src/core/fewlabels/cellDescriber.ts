import {
  cellExpression,
  nasBench101Convention,
  nasBench201Convention,
  type CellConvention,
  type CellExpression,
} from '../expression/cellExpression';
import { mergeEqualSources } from '../expression/equalSources';
import {
  expressionFeatureNames,
  expressionFeatures,
  shortcutFeatureNames,
  shortcutFeatures,
} from '../features/expressionFeatures';
import { createGraphFeatures } from '../features/graphFeatures';
import { createPathMeans } from '../features/pathMeans';
import type { ArchitectureGraph } from '../graph/graph';
import { pruneGraph } from '../graph/prune';
import { createKernelFeatures } from '../kernelpropagation/kernelFeatures';
import { nasBench101Network, nasBench201Network, type MacroNetwork } from '../kernelpropagation/macroNetwork';
import type { SearchSpace } from '../spaces/space';

/** Features that stand for one aspect of a cell; a kernel reads whole blocks. */
export type Block = 'graph' | 'paths' | 'pooling' | 'expression' | 'shortcut' | 'kernels';

/** Label-free descriptions of a space's cells: fixed number and order of columns. */
export interface CellDescriber {
  /** Columns of each block, in the order of the blocks: [first, end). */
  readonly blocks: ReadonlyMap<Block, readonly [first: number, end: number]>;
  readonly columns: number;
  /**
   * The features of one graph. Equal for graphs that are isomorphic.
   *
   * @returns undefined where nothing arrives at the output: such a cell computes nothing that could be described.
   */
  readonly describe: (graph: ArchitectureGraph) => Float64Array | undefined;
}

/** What the blocks of one cell are computed from. */
interface Reading {
  readonly graph: ArchitectureGraph;
  readonly features: Float64Array;
  /** What the cell computes, and the same with equal convolutions added up; undefined where the space's network is unknown. */
  readonly expression: CellExpression | undefined;
  readonly merged: CellExpression | undefined;
}

/** One block: its width and what fills it. */
interface Part {
  readonly block: Block;
  readonly width: number;
  readonly compute: (reading: Reading) => ArrayLike<number>;
}

/** The networks around cells that are known, without which there are no kernels to propagate. */
const networks: Readonly<Record<string, { readonly convention: CellConvention; readonly network: MacroNetwork }>> = {
  'nas-bench-101': { convention: nasBench101Convention, network: nasBench101Network },
  'nas-bench-201': { convention: nasBench201Convention, network: nasBench201Network },
};

/**
 * What describes the cells of a space: counts and paths in any space, and what the cell computes in an infinitely wide network where
 * the network around it is known.
 *
 * @returns undefined for spaces whose architectures have several cells (DARTS): their features need to know which node is whose.
 */
export function createCellDescriber(space: SearchSpace): CellDescriber | undefined {
  if (space.roles.length > 1) return undefined;
  const known = space.version === undefined ? networks[space.name] : undefined;
  const features = createGraphFeatures(space);
  const parts = [...graphParts(space, features.names), ...(known ? expressionParts(known.network) : [])];
  const blocks = new Map<Block, [number, number]>();
  let columns = 0;
  for (const { block, width } of parts) blocks.set(block, [columns, (columns += width)]);
  return {
    blocks,
    columns,
    describe(graph) {
      if (pruneGraph(graph, space.vocabulary).graph.edges.length === 0) return undefined;
      const expression = known && cellExpression(graph, space.vocabulary, known.convention);
      const merged = expression && mergeEqualSources(expression);
      const reading = { graph, features: features.compute({ graph }), expression, merged };
      const values = new Float64Array(columns);
      for (const { block, compute } of parts) values.set(compute(reading), blocks.get(block)![0]);
      return values;
    },
  };
}

function graphParts(space: SearchSpace, names: readonly string[]): Part[] {
  const pathMeans = createPathMeans(space);
  const poolings = space.operations.filter(({ kind }) => kind === 'pooling').map(({ name }) => `:{${name}}`);
  const pooling = names.flatMap((name, i) => (poolings.some((one) => name.endsWith(one)) ? [i] : []));
  return [
    { block: 'graph', width: names.length, compute: ({ features }) => features },
    { block: 'paths', width: pathMeans.names.length, compute: ({ graph }) => pathMeans.compute(graph) },
    { block: 'pooling', width: pooling.length, compute: ({ features }) => pooling.map((i) => features[i]!) },
  ];
}

function expressionParts(network: MacroNetwork): Part[] {
  const kernels = createKernelFeatures(network);
  return [
    {
      block: 'expression',
      width: expressionFeatureNames.length,
      compute: ({ merged }) => expressionFeatures(merged!),
    },
    { block: 'shortcut', width: shortcutFeatureNames.length, compute: ({ merged }) => shortcutFeatures(merged!) },
    { block: 'kernels', width: kernels.names.length, compute: ({ expression }) => kernels.compute(expression!)! },
  ];
}
