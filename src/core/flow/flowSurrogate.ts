import { generationOfNodes, predecessorLists, successorLists } from '../graph/generations';
import type { ArchitectureGraph } from '../graph/graph';
import type { FlowConstants } from './flowConstants';

/** Messages of every node and the surrogate vector. */
export interface FlowTrace {
  /** Topological generation of each node: 0 for sources, else the longest path from a source. Length: nodes. */
  readonly generations: readonly number[];
  /** Forward message of each node: [nodes][k]. */
  readonly forward: readonly Float64Array[];
  /** Backward message of each node: [nodes][k]. */
  readonly backward: readonly Float64Array[];
  /** s, the sum of backward messages over the sources: [k]. */
  readonly surrogate: Float64Array;
}

/** Which message passes take part (FGP's ablation): without one of them, s pools the other's messages. */
export type FlowPasses = 'both' | 'forward' | 'backward';

/**
 * The flow surrogate of an architecture (FGP section 2): random messages pass forward through the topological generations, then
 * backward, each node mixing the incoming sum m with ReLU([operation || m] W):
 *
 *   f_i = a m_i + (1 - a) ReLU([h_i || m_i] W),  f_i = r at sources
 *   b_i = a n_i + (1 - a) ReLU([h_i || n_i] W),  b_i = f_i at sinks
 *   s   = sum of b_i over the sources
 *
 * With `forward` only, s sums f over the sinks; with `backward` only, sinks emit r instead of their forward message.
 *
 * @throws RangeError if the graph has a cycle or an operation without an embedding.
 */
export function flowSurrogate(
  graph: ArchitectureGraph,
  constants: FlowConstants,
  passes: FlowPasses = 'both',
): FlowTrace {
  const nodes = graph.operations.length;
  const predecessors = predecessorLists(nodes, graph.edges);
  const successors = successorLists(nodes, graph.edges);
  const generations = generationOfNodes(nodes, graph.edges);
  if (!generations) throw new RangeError('the graph has a cycle');
  const order = generations.map((_, node) => node).sort((a, b) => generations[a]! - generations[b]!);
  const k = constants.k;
  const pass = (node: number, senders: readonly number[], messages: readonly Float64Array[]): Float64Array => {
    const incoming = new Float64Array(k);
    for (const sender of senders) for (let c = 0; c < k; c++) incoming[c]! += messages[sender]![c]!;
    return mix(incoming, graph.operations[node]!, constants);
  };

  const forward: Float64Array[] = new Array<Float64Array>(nodes);
  for (const node of order) {
    const isSource = predecessors[node]!.length === 0;
    forward[node] = isSource ? constants.source.slice() : pass(node, predecessors[node]!, forward);
  }
  const backward: Float64Array[] = new Array<Float64Array>(nodes);
  for (const node of [...order].reverse()) {
    const isSink = successors[node]!.length === 0;
    if (isSink) backward[node] = passes === 'backward' ? constants.source.slice() : forward[node]!.slice();
    else backward[node] = pass(node, successors[node]!, backward);
  }

  const surrogate = new Float64Array(k);
  for (let node = 0; node < nodes; node++) {
    const pooled = passes === 'forward' ? successors[node]! : predecessors[node]!;
    if (pooled.length > 0) continue;
    const messages = passes === 'forward' ? forward : backward;
    for (let c = 0; c < k; c++) surrogate[c]! += messages[node]![c]!;
  }
  return { generations, forward, backward, surrogate };
}

/** a m + (1 - a) ReLU([h || m] W) */
function mix(incoming: Float64Array, operation: number, constants: FlowConstants): Float64Array {
  const { k, alpha, weights } = constants;
  const embedding = constants.operationEmbedding[operation];
  if (!embedding) throw new RangeError(`operation ${operation} has no embedding`);
  const out = new Float64Array(k);
  for (let row = 0; row < k; row++) {
    const h = embedding[row]!;
    const m = incoming[row]!;
    for (let c = 0; c < k; c++) out[c]! += h * weights[row]![c]! + m * weights[k + row]![c]!;
  }
  for (let c = 0; c < k; c++) out[c] = alpha * incoming[c]! + (1 - alpha) * Math.max(0, out[c]!);
  return out;
}
