import type { Operation } from '../spaces/space';
import type { ArchitectureGraph, GraphEdge } from './graph';
import { canonicalGraphKey } from './canonical';
import { contractIdentities, pruneGraph } from './prune';

/**
 * What an architecture computes, without what changes nothing: dead parts and `zero` operations removed, `identity` operations
 * replaced by edges. An edge is repeated where several identities ran in parallel, because their input then counts several times.
 * Applying it twice gives the same graph as once.
 */
export function simplifyGraph(graph: ArchitectureGraph, vocabulary: readonly Operation[]): ArchitectureGraph {
  const { labels, edges } = contractIdentities(pruneGraph(graph, vocabulary).graph, vocabulary);
  return {
    operations: labels,
    edges: edges.flatMap(([from, to, multiplicity]) =>
      Array.from({ length: multiplicity }, (): GraphEdge => [from, to]),
    ),
  };
}

/** Equal for graphs that are isomorphic with their operations and repeated edges, and for no others. */
export function graphKey({ operations, edges }: ArchitectureGraph): string {
  const multiplicity = new Map<string, [from: number, to: number, multiplicity: number]>();
  for (const [from, to] of edges) {
    const entry = multiplicity.get(`${from} ${to}`);
    if (entry) entry[2]++;
    else multiplicity.set(`${from} ${to}`, [from, to, 1]);
  }
  return canonicalGraphKey({ labels: operations, edges: [...multiplicity.values()] });
}
