import type { ArchitectureGraph } from '../graph/graph';
import { inducedSubgraph } from '../graph/prune';
import type { Cost, EncodedArchitecture, SearchSpace } from '../spaces/space';
import { featureGraph, featureRoles, INPUT, OPERATION, OUTPUT, type FeatureGraph } from './featureGraph';
import { operationSubsets } from './operationSubsets';
import { pathFeatureNames, pathFeatures } from './pathFeatures';

/** A graph and, where the space has several cells, where its nodes come from. */
export type FeatureInput = Pick<EncodedArchitecture, 'graph'> & Partial<EncodedArchitecture>;

/** Label-free descriptors of a space's architectures: fixed number, order and names. */
export interface GraphFeatures {
  readonly names: readonly string[];
  /**
   * The features of one architecture, in the order of `names`. Equal for graphs that differ in node order or in parts that carry nothing.
   *
   * @param cost where it is known, from `SearchSpace.cost`; 0 stands for an unknown one.
   */
  readonly compute: (input: FeatureInput, cost?: Cost) => Float64Array;
}

/** Features of a cell as a whole. */
const cellFeatureNames = ['operations', 'edges', 'width', 'shortcut'] as const;
const costFeatureNames = ['log-parameters', 'log-flops'] as const;

/**
 * The features of a space, for each of its cells: how often each operation occurs, how many operations and edges there are, how many operations
 * stand side by side at most, whether an input feeds the output directly, and what `pathFeatures` says of each of its
 * `operationSubsets`. Then the natural logarithms of one more than parameters and FLOPs.
 */
export function createGraphFeatures(space: SearchSpace): GraphFeatures {
  const { vocabulary, roles } = space;
  const chosen = space.operations.filter(({ kind }) => kind !== 'zero');
  const roleOf = featureRoles(vocabulary, new Set(chosen.map(({ name }) => name)));
  const counted = chosen.map(({ name }) => vocabulary.findIndex((operation) => operation.name === name));
  const subsets = operationSubsets(chosen);
  const memberships = subsets.map(({ operations }) =>
    Uint8Array.from(vocabulary, ({ name }) => (operations.has(name) ? 1 : 0)),
  );
  const ofCell = [
    ...chosen.map(({ name }) => `count:${name}`),
    ...cellFeatureNames,
    ...subsets.flatMap(({ name }) => pathFeatureNames.map((feature) => `${feature}:${name}`)),
  ];
  const names = [
    ...(roles.length === 1 ? ofCell : roles.flatMap((role) => ofCell.map((name) => `${role}/${name}`))),
    ...costFeatureNames,
  ];
  const limit = space.limits.maxNodes;

  function describeCell(graph: ArchitectureGraph, target: Float64Array, start: number): void {
    const cell = featureGraph(graph, vocabulary, roleOf);
    let offset = start;
    for (const index of counted) {
      for (const operation of cell.operations) {
        target[offset]! += operation === index ? 1 : 0;
      }
      offset++;
    }
    target.set(cellFeatures(cell), offset);
    offset += cellFeatureNames.length;
    for (const contains of memberships) {
      pathFeatures(cell, contains, limit, target, offset);
      offset += pathFeatureNames.length;
    }
  }

  return {
    names,
    compute({ graph, origins }, cost = {}) {
      const features = new Float64Array(names.length);
      roles.forEach((_, part) => {
        describeCell(roles.length === 1 ? graph : partOf(graph, origins, part), features, part * ofCell.length);
      });
      features[names.length - 2] = Math.log1p(cost.parameters ?? 0);
      features[names.length - 1] = Math.log1p(cost.flops ?? 0);
      return features;
    },
  };
}

function partOf(graph: ArchitectureGraph, origins: FeatureInput['origins'], part: number): ArchitectureGraph {
  return inducedSubgraph(graph, (node) => {
    const origin = origins?.[node];
    return origin !== undefined && origin.kind !== 'architecture' && origin.part === part;
  }).graph;
}

function cellFeatures({ roles, starts, before }: FeatureGraph): number[] {
  const depth: number[] = [];
  const perDepth: number[] = [];
  let [operations, width, shortcut] = [0, 0, 0];
  roles.forEach((role, node) => {
    const sources = before.subarray(starts[node], starts[node + 1]);
    const deepest = sources.reduce((most, from) => Math.max(most, depth[from]! + 1), 0);
    depth.push(deepest);
    if (role === OPERATION) {
      operations++;
      perDepth[deepest] = (perDepth[deepest] ?? 0) + 1;
      width = Math.max(width, perDepth[deepest]);
    } else if (role === OUTPUT && sources.some((from) => roles[from] === INPUT)) {
      shortcut = 1;
    }
  });
  return [operations, before.length, width, shortcut];
}
