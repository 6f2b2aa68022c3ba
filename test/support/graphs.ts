import type { ArchitectureGraph } from '../../src/core/graph/graph';
import { RandomGenerator } from '../../src/core/random/random';
import { nasBench201 } from '../../src/core/spaces/nasBench201/nasBench201';

/** Random cells of nas-bench-201 as graphs. */
export function randomCells(count: number, seed = 1): ArchitectureGraph[] {
  const random = RandomGenerator.fromSeed(seed, 'test cells');
  return Array.from({ length: count }, () => nasBench201.toGraph(nasBench201.sample(() => random.uniform())).graph);
}

/** Number of nodes with this operation: a property that an encoder can learn. */
export const countOperation = (graph: ArchitectureGraph, operation: number): number =>
  graph.operations.filter((o) => o === operation).length;
