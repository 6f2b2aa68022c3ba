import type { ArchitectureGraph } from '../graph/graph';

/** Many graphs packed in flat arrays: what batches are cut from. Index spaces: graph g, node n (over all graphs), edge e. */
export interface GraphSet {
  readonly graphs: number;
  /** First node of each graph. Length: graphs + 1. */
  readonly nodeStart: Int32Array;
  /** Operation of each node. Length: nodes. */
  readonly operations: Uint8Array;
  /** First directed edge of each graph. Length: graphs + 1. */
  readonly edgeStart: Int32Array;
  /** Endpoints of each edge, counted within its graph. Length: edges. */
  readonly edgeFrom: Uint16Array;
  readonly edgeTo: Uint16Array;
}

/**
 * Some graphs, ready for an encoder. Encoders see each edge and its reverse (FGP section 4), so neighbour lists are symmetric;
 * an edge that is present in both directions counts once in each.
 */
export interface GraphBatch {
  readonly graphs: number;
  readonly nodes: number;
  /** First node of each graph. Length: graphs + 1. */
  readonly nodeStart: Int32Array;
  /** Operation of each node; the vocabulary's length stands for a masked operation. Length: nodes. */
  readonly operations: Int32Array;
  /** First neighbour of each node. Length: nodes + 1. */
  readonly neighbourStart: Int32Array;
  /** Neighbours as node indices of the batch. Length: twice the number of edges. */
  readonly neighbours: Int32Array;
}

/** Packs graphs. Order is kept. */
export function packGraphs(graphs: readonly ArchitectureGraph[]): GraphSet {
  let nodes = 0;
  let edges = 0;
  for (const graph of graphs) {
    nodes += graph.operations.length;
    edges += graph.edges.length;
  }
  const set = {
    graphs: graphs.length,
    nodeStart: new Int32Array(graphs.length + 1),
    operations: new Uint8Array(nodes),
    edgeStart: new Int32Array(graphs.length + 1),
    edgeFrom: new Uint16Array(edges),
    edgeTo: new Uint16Array(edges),
  };
  let node = 0;
  let edge = 0;
  graphs.forEach((graph, g) => {
    for (const operation of graph.operations) set.operations[node++] = operation;
    for (const [from, to] of graph.edges) {
      set.edgeFrom[edge] = from;
      set.edgeTo[edge++] = to;
    }
    set.nodeStart[g + 1] = node;
    set.edgeStart[g + 1] = edge;
  });
  return set;
}

/** One graph of the set, as it was packed. */
export function graphOf(set: GraphSet, index: number): ArchitectureGraph {
  const [firstNode, lastNode] = [set.nodeStart[index]!, set.nodeStart[index + 1]!];
  const [firstEdge, lastEdge] = [set.edgeStart[index]!, set.edgeStart[index + 1]!];
  return {
    operations: Array.from(set.operations.subarray(firstNode, lastNode)),
    edges: Array.from(
      { length: lastEdge - firstEdge },
      (_, e) => [set.edgeFrom[firstEdge + e]!, set.edgeTo[firstEdge + e]!] as const,
    ),
  };
}

/** Cuts the graphs with these indices out of the set, in this order; an index may repeat. */
export function takeBatch(set: GraphSet, indices: ArrayLike<number>): GraphBatch {
  const graphs = indices.length;
  let nodes = 0;
  let edges = 0;
  for (let b = 0; b < graphs; b++) {
    const g = indices[b]!;
    nodes += set.nodeStart[g + 1]! - set.nodeStart[g]!;
    edges += set.edgeStart[g + 1]! - set.edgeStart[g]!;
  }
  const nodeStart = new Int32Array(graphs + 1);
  const operations = new Int32Array(nodes);
  const from = new Int32Array(edges);
  const to = new Int32Array(edges);
  let node = 0;
  let edge = 0;
  for (let b = 0; b < graphs; b++) {
    const g = indices[b]!;
    const base = node;
    for (let e = set.edgeStart[g]!; e < set.edgeStart[g + 1]!; e++) {
      from[edge] = base + set.edgeFrom[e]!;
      to[edge++] = base + set.edgeTo[e]!;
    }
    for (let n = set.nodeStart[g]!; n < set.nodeStart[g + 1]!; n++) operations[node++] = set.operations[n]!;
    nodeStart[b + 1] = node;
  }
  return { graphs, nodes, nodeStart, operations, ...symmetricNeighbours(nodes, from, to) };
}

/** Neighbour lists of the undirected view of directed edges given by node indices of the batch. */
export function symmetricNeighbours(
  nodes: number,
  from: ArrayLike<number>,
  to: ArrayLike<number>,
): { neighbourStart: Int32Array; neighbours: Int32Array } {
  const neighbourStart = new Int32Array(nodes + 1);
  for (let e = 0; e < from.length; e++) {
    neighbourStart[from[e]! + 1]!++;
    neighbourStart[to[e]! + 1]!++;
  }
  for (let n = 0; n < nodes; n++) neighbourStart[n + 1]! += neighbourStart[n]!;
  const next = neighbourStart.slice(0, nodes);
  const neighbours = new Int32Array(2 * from.length);
  for (let e = 0; e < from.length; e++) {
    neighbours[next[from[e]!]!++] = to[e]!;
    neighbours[next[to[e]!]!++] = from[e]!;
  }
  return { neighbourStart, neighbours };
}

/** Index of the graph that each node belongs to. Length: nodes. */
export function graphOfNodes(batch: GraphBatch): Int32Array {
  const graphOf = new Int32Array(batch.nodes);
  for (let g = 0; g < batch.graphs; g++) graphOf.fill(g, batch.nodeStart[g], batch.nodeStart[g + 1]);
  return graphOf;
}
