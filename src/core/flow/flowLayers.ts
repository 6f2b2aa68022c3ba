import type { ArchitectureGraph } from '../graph/graph';
import type { FlowConstants } from './flowConstants';
import { flowSurrogate } from './flowSurrogate';

export type FlowDirection = 'forward' | 'backward';

/** Message sizes of one graph, comparable within it: Euclidean norms over the largest norm of the same direction. */
export interface FlowLayers {
  /** Topological generation of each node, 0 for sources. Length: nodes. */
  readonly generations: readonly number[];
  readonly generationCount: number;
  /** Size of each node's forward message, 0 to 1. Length: nodes. */
  readonly forward: readonly number[];
  /** The same for the backward message. */
  readonly backward: readonly number[];
  /** What each edge carries: the forward message of its start, the backward message of its end. Length: edges. */
  readonly edges: readonly { readonly forward: number; readonly backward: number }[];
  /** The surrogate s: [k]. */
  readonly surrogate: readonly number[];
  /** Size of the sum of several nodes' messages, in the same measure: what a place that only adds up passes on. May exceed 1. */
  together(direction: FlowDirection, nodes: readonly number[]): number;
}

/**
 * The flow of a graph by generation, as every view of it shows it (FGP section 2).
 *
 * @throws RangeError if the graph has a cycle or an operation without an embedding.
 */
export function flowLayers(graph: ArchitectureGraph, constants: FlowConstants): FlowLayers {
  const { generations, forward, backward, surrogate } = flowSurrogate(graph, constants);
  const messages = { forward, backward };
  const largest = { forward: largestNorm(forward), backward: largestNorm(backward) };
  const together = (direction: FlowDirection, nodes: readonly number[]): number => {
    const sum = new Float64Array(constants.k);
    for (const node of nodes) messages[direction][node]?.forEach((value, c) => (sum[c]! += value));
    return largest[direction] > 0 ? Math.hypot(...sum) / largest[direction] : 0;
  };
  const shares = (direction: FlowDirection): number[] => generations.map((_, node) => together(direction, [node]));
  const shown = { forward: shares('forward'), backward: shares('backward') };
  return {
    generations,
    generationCount: generations.reduce((most, generation) => Math.max(most, generation + 1), 0),
    ...shown,
    edges: graph.edges.map(([from, to]) => ({
      forward: shown.forward[from] ?? 0,
      backward: shown.backward[to] ?? 0,
    })),
    surrogate: [...surrogate],
    together,
  };
}

function largestNorm(messages: readonly Float64Array[]): number {
  return messages.reduce((largest, message) => Math.max(largest, Math.hypot(...message)), 0);
}
