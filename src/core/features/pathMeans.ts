import type { ArchitectureGraph } from '../graph/graph';
import type { SearchSpace } from '../spaces/space';
import { featureGraph, featureRoles, INPUT, OPERATION, OUTPUT, type FeatureGraph } from './featureGraph';
import { operationSubsets } from './operationSubsets';

/** What an average path of a cell is like; a companion of `createGraphFeatures`, which looks at the extreme ones. */
export interface PathMeans {
  readonly names: readonly string[];
  /** In the order of `names`; zeros for a cell without a path. */
  readonly compute: (graph: ArchitectureGraph) => Float64Array;
}

/**
 * For each of the space's `operationSubsets`, over all paths from an input to an output: `mean`, how many operations of the subset they have on
 * average, `deviation` of that number, and `share`, how many paths have any.
 */
export function createPathMeans(space: SearchSpace): PathMeans {
  const { vocabulary } = space;
  const chosen = space.operations.filter(({ kind }) => kind !== 'zero');
  const roles = featureRoles(vocabulary, new Set(chosen.map(({ name }) => name)));
  const subsets = operationSubsets(chosen);
  const memberships = subsets.map(({ operations }) => vocabulary.map(({ name }) => operations.has(name)));
  return {
    names: subsets.flatMap(({ name }) => [`mean:${name}`, `deviation:${name}`, `share:${name}`]),
    compute(graph) {
      const cell = featureGraph(graph, vocabulary, roles);
      return Float64Array.from(memberships.flatMap((contains) => meansOf(cell, contains)));
    },
  };
}

function meansOf({ operations, roles, starts, before }: FeatureGraph, contains: readonly boolean[]): number[] {
  const nodes = operations.length;
  /** Over the paths that end at a node: their number, sum and sum of squares of the subset's operations on them, paths without any. */
  const count = new Float64Array(nodes);
  const sum = new Float64Array(nodes);
  const squares = new Float64Array(nodes);
  const without = new Float64Array(nodes);
  const total = { count: 0, sum: 0, squares: 0, without: 0 };
  operations.forEach((operation, node) => {
    if (roles[node] === INPUT) count[node] = without[node] = 1;
    for (let i = starts[node]!; i < starts[node + 1]!; i++) {
      const from = before[i]!;
      count[node]! += count[from]!;
      sum[node]! += sum[from]!;
      squares[node]! += squares[from]!;
      without[node]! += without[from]!;
    }
    if (roles[node] === OPERATION && contains[operation]) {
      // (n + 1)^2 = n^2 + 2 n + 1
      squares[node]! += 2 * sum[node]! + count[node]!;
      sum[node]! += count[node]!;
      without[node] = 0;
    } else if (roles[node] === OUTPUT) {
      total.count += count[node]!;
      total.sum += sum[node]!;
      total.squares += squares[node]!;
      total.without += without[node]!;
    }
  });
  if (total.count === 0) return [0, 0, 0];
  const mean = total.sum / total.count;
  return [mean, Math.sqrt(Math.max(0, total.squares / total.count - mean * mean)), 1 - total.without / total.count];
}
