/**
 * The one graph type. A directed acyclic graph with the operation on the node, whatever the
 * notation of its search space (FGP section 3; operations on edges become nodes, see `SearchSpace.toGraph`).
 */
export interface ArchitectureGraph {
  /** Operation of each node as an index into `SearchSpace.vocabulary`. Length: nodes. */
  readonly operations: readonly number[];
  /** Directed edges `[from, to]` between node indices, in no particular order; a repeated edge carries its message twice. */
  readonly edges: readonly GraphEdge[];
}

export type GraphEdge = readonly [from: number, to: number];
