import type { Operation } from '../spaces/space';
import { predecessorLists, successorLists } from './generations';
import type { ArchitectureGraph, GraphEdge } from './graph';

/** Marks every node that can be reached from `starts` along `next`, the starts included, without entering a blocked node. */
export function reachable(
  starts: readonly number[],
  next: readonly (readonly number[])[],
  isBlocked: (node: number) => boolean = () => false,
): boolean[] {
  const marks = new Array<boolean>(next.length).fill(false);
  const queue = starts.filter((node) => !isBlocked(node));
  for (const node of queue) marks[node] = true;
  for (let head = 0; head < queue.length; head++) {
    for (const node of next[queue[head]!]!) {
      if (marks[node] || isBlocked(node)) continue;
      marks[node] = true;
      queue.push(node);
    }
  }
  return marks;
}

/** How a node takes part in the flow from the inputs to the outputs. */
export type Liveness = 'live' | 'zero' | 'unreachable' | 'dead-end';

/**
 * Whether each node carries anything from an input to an output: `zero` nodes block the flow, `unreachable` nodes receive
 * nothing from any input, `dead-end` nodes reach no output. Input and output nodes are always live, used or not.
 */
export function nodeLiveness(graph: ArchitectureGraph, vocabulary: readonly Operation[]): Liveness[] {
  const count = graph.operations.length;
  const kinds = graph.operations.map((operation) => vocabulary[operation]?.kind ?? 'other');
  const nodes = Array.from({ length: count }, (_, node) => node);
  const isZero = (node: number): boolean => kinds[node] === 'zero';
  const fromInput = reachable(
    nodes.filter((node) => kinds[node] === 'input'),
    successorLists(count, graph.edges),
    isZero,
  );
  const toOutput = reachable(
    nodes.filter((node) => kinds[node] === 'output'),
    predecessorLists(count, graph.edges),
    isZero,
  );
  return nodes.map((node) => {
    if (kinds[node] === 'input' || kinds[node] === 'output') return 'live';
    if (kinds[node] === 'zero') return 'zero';
    if (!fromInput[node]) return 'unreachable';
    return toOutput[node] ? 'live' : 'dead-end';
  });
}

/** A part of a graph and where its nodes were. */
export interface Subgraph {
  readonly graph: ArchitectureGraph;
  /** Index of each kept node in the original graph, ascending. */
  readonly kept: readonly number[];
}

/** The graph without the nodes that carry nothing from an input to an output, `zero` operations included. */
export function pruneGraph(graph: ArchitectureGraph, vocabulary: readonly Operation[]): Subgraph {
  const liveness = nodeLiveness(graph, vocabulary);
  return inducedSubgraph(graph, (node) => liveness[node] === 'live');
}

/** The nodes that `keep` accepts and the edges between them. */
export function inducedSubgraph(graph: ArchitectureGraph, keep: (node: number) => boolean): Subgraph {
  const kept: number[] = [];
  const newIndex = new Map<number, number>();
  graph.operations.forEach((_, node) => {
    if (!keep(node)) return;
    newIndex.set(node, kept.length);
    kept.push(node);
  });
  const edges: GraphEdge[] = [];
  for (const [from, to] of graph.edges) {
    const newFrom = newIndex.get(from);
    const newTo = newIndex.get(to);
    if (newFrom !== undefined && newTo !== undefined) edges.push([newFrom, newTo]);
  }
  return { graph: { operations: kept.map((node) => graph.operations[node]!), edges }, kept };
}

/** A labelled graph in which an edge may count several times: `[from, to, multiplicity]`. */
export interface LabelledMultigraph {
  readonly labels: readonly number[];
  readonly edges: readonly (readonly [from: number, to: number, multiplicity: number])[];
}

/**
 * The graph with every `identity` node replaced by direct edges. Two parallel identities add their input twice, hence the
 * multiplicities. The result does not depend on the order in which nodes are removed.
 */
export function contractIdentities(graph: ArchitectureGraph, vocabulary: readonly Operation[]): LabelledMultigraph {
  const count = graph.operations.length;
  const outgoing: Map<number, number>[] = Array.from({ length: count }, () => new Map<number, number>());
  const incoming: Map<number, number>[] = Array.from({ length: count }, () => new Map<number, number>());
  const add = (from: number, to: number, multiplicity: number): void => {
    outgoing[from]!.set(to, (outgoing[from]!.get(to) ?? 0) + multiplicity);
    incoming[to]!.set(from, (incoming[to]!.get(from) ?? 0) + multiplicity);
  };
  for (const [from, to] of graph.edges) add(from, to, 1);
  const keep = graph.operations.map((operation) => vocabulary[operation]?.kind !== 'identity');
  keep.forEach((isKept, node) => {
    if (isKept) return;
    for (const [from, incomingCount] of incoming[node]!) {
      outgoing[from]!.delete(node);
      for (const [to, outgoingCount] of outgoing[node]!) add(from, to, incomingCount * outgoingCount);
    }
    for (const to of outgoing[node]!.keys()) incoming[to]!.delete(node);
    outgoing[node]!.clear();
    incoming[node]!.clear();
  });
  const newIndex = new Map<number, number>();
  const labels: number[] = [];
  graph.operations.forEach((operation, node) => {
    if (!keep[node]) return;
    newIndex.set(node, labels.length);
    labels.push(operation);
  });
  const edges: [number, number, number][] = [];
  outgoing.forEach((targets, from) => {
    for (const [to, multiplicity] of targets) edges.push([newIndex.get(from)!, newIndex.get(to)!, multiplicity]);
  });
  return { labels, edges };
}
