import { generationOfNodes, predecessorLists } from '../graph/generations';
import type { ArchitectureGraph } from '../graph/graph';
import type { Operation } from '../spaces/space';

/**
 * A zero-cost score that needs no network: the logarithm of the sum, over all paths from inputs to outputs, of the product of
 * their operations' gains. Synaptic flow (Tanaka et al., NeurIPS 2020) of a network whose weights are all ones is such a sum; here
 * an operation's gain stands for its weights. Defined for every space, from the architecture alone.
 *
 * @returns -Infinity where no path exists
 * @throws RangeError if the graph has a cycle
 */
export function analyticSynflow(graph: ArchitectureGraph, vocabulary: readonly Operation[]): number {
  const nodes = graph.operations.length;
  const predecessors = predecessorLists(nodes, graph.edges);
  const generations = generationOfNodes(nodes, graph.edges);
  if (!generations) throw new RangeError('the graph has a cycle');
  const order = generations.map((_, node) => node).sort((a, b) => generations[a]! - generations[b]!);
  const flow = new Float64Array(nodes);
  let total = 0;
  for (const node of order) {
    const operation = vocabulary[graph.operations[node]!];
    const isSource = predecessors[node]!.length === 0;
    const incoming = predecessors[node]!.reduce((sum, from) => sum + flow[from]!, 0);
    if (isSource) flow[node] = operation?.kind === 'input' ? 1 : 0;
    else flow[node] = incoming * gain(operation);
    if (operation?.kind === 'output') total = flow[node]!;
  }
  return Math.log(total);
}

/** Convolutions by their kernel size: what they add grows with it, far slower than their weights. */
function gain(operation: Operation | undefined): number {
  switch (operation?.kind) {
    case 'convolution':
      return 1 + kernelSize(operation.name);
    case 'zero':
      return 0;
    case 'other':
    case undefined:
      return 2;
    default:
      return 1;
  }
}

/** The n of `nxn` in an operation's name, 3 where it tells none. */
const kernelSize = (name: string): number => Number(/(\d+)x\1/.exec(name)?.[1] ?? 3);
