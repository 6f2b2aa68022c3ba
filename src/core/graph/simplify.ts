import type { Operation } from '../spaces/space';
import type { ArchitectureGraph, GraphEdge } from './graph';
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
