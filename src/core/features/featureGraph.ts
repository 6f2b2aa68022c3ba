import { generationOfNodes } from '../graph/generations';
import type { ArchitectureGraph } from '../graph/graph';
import { pruneGraph } from '../graph/prune';
import type { Operation } from '../spaces/space';

/** What a node is to features. Numbers, because they are compared in inner loops. */
export const INPUT = 0;
export const OUTPUT = 1;
export const OPERATION = 2;
/** A node that nobody chose, such as the sums of DARTS: features look through it. */
const JOINT = 3;

/** The part of a cell that computes, as features see it: inputs, outputs and chosen operations, in topological order. */
export interface FeatureGraph {
  /** Index into the vocabulary of each node. Length: nodes. */
  readonly operations: Int32Array;
  /** `INPUT`, `OUTPUT` or `OPERATION`. Length: nodes. */
  readonly roles: Uint8Array;
  /** The nodes before node i, without repetition, are `before[starts[i]]` to `before[starts[i + 1] - 1]`. Length: nodes + 1. */
  readonly starts: Int32Array;
  readonly before: Int32Array;
}

/** What each entry of a vocabulary is to features. */
export function featureRoles(vocabulary: readonly Operation[], chosen: ReadonlySet<string>): Uint8Array {
  return Uint8Array.from(vocabulary, ({ name, kind }) => {
    if (kind === 'input') return INPUT;
    if (kind === 'output') return OUTPUT;
    return chosen.has(name) ? OPERATION : JOINT;
  });
}

/**
 * Prunes what carries nothing from an input to an output and joins over nodes that nobody chose.
 *
 * @param roleOf the vocabulary's `featureRoles`.
 * @throws RangeError if the graph has a cycle.
 */
export function featureGraph(
  graph: ArchitectureGraph,
  vocabulary: readonly Operation[],
  roleOf: Uint8Array,
): FeatureGraph {
  const { operations, edges } = pruneGraph(graph, vocabulary).graph;
  const generation = generationOfNodes(operations.length, edges);
  if (!generation) {
    throw new RangeError('a graph with a cycle has no features');
  }
  const order = Array.from(operations, (_, node) => node).sort((a, b) => generation[a]! - generation[b]! || a - b);
  const incoming: number[][] = operations.map(() => []);
  for (const [from, to] of edges) {
    incoming[to]!.push(from);
  }
  /** What the value of a node is made of: itself, or what a joint joins; as places in the result. */
  const sources: number[][] = operations.map(() => []);
  const kept: number[] = [];
  const before: number[] = [];
  const starts = [0];
  for (const node of order) {
    const joined = sourcesOf(incoming[node]!, sources);
    if (roleOf[operations[node]!] === JOINT) {
      sources[node] = joined;
    } else {
      sources[node]!.push(kept.length);
      kept.push(operations[node]!);
      before.push(...joined);
      starts.push(before.length);
    }
  }
  return {
    operations: Int32Array.from(kept),
    roles: Uint8Array.from(kept, (operation) => roleOf[operation]!),
    starts: Int32Array.from(starts),
    before: Int32Array.from(before),
  };
}

function sourcesOf(incoming: readonly number[], sources: readonly (readonly number[])[]): number[] {
  const joined: number[] = [];
  for (const from of incoming) {
    for (const source of sources[from]!) {
      if (!joined.includes(source)) {
        joined.push(source);
      }
    }
  }
  return joined;
}
