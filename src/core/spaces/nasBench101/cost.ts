import type { Architecture, Cell } from '../../spec/architecture';
import { predecessorLists, successorLists } from '../../graph/generations';
import { reachable } from '../../graph/prune';
import { inTopologicalOrder } from '../topologicalOrder';
import { findOperation } from '../defineOperation';
import { nasBench101Operations } from './operations';

/** Channels of each module's input and output: three stacks of three modules, doubled at the start of a stack (Ying et al., section 2.2). */
const MODULES: readonly { readonly from: number; readonly to: number }[] = [128, 256, 512].flatMap((channels, stack) =>
  [0, 1, 2].map((module) => ({ from: stack > 0 && module === 0 ? channels / 2 : channels, to: channels })),
);
const STEM_CHANNELS = 128;
const CLASSES = 10;

/** Trainable parameters of the CIFAR-10 network that is built from a cell, dead nodes left out. */
export function nasBench101Parameters(architecture: Architecture): number {
  const cell = inTopologicalOrder(architecture.parts[0]!.cell);
  const live = liveNodes(cell);
  const modules = MODULES.map(({ from, to }) => {
    const costs = moduleParameters(cell, live, from, to);
    return costs.nodes.reduce((total, cost) => total + cost, costs.shortcut);
  });
  const classifier = 512 * CLASSES + CLASSES;
  return modules.reduce((total, cost) => total + cost, convolutionParameters(3, 3, STEM_CHANNELS) + classifier);
}

/** Trainable parameters of one node over all nine modules, projections of the module's input into it included. */
export function nasBench101NodeParameters(architecture: Architecture, written: number): number {
  const unordered = architecture.parts[0]!.cell;
  const cell = inTopologicalOrder(unordered);
  const node = cell.nodes.indexOf(unordered.nodes[written]!);
  const live = liveNodes(cell);
  return MODULES.reduce((total, { from, to }) => total + (moduleParameters(cell, live, from, to).nodes[node] ?? 0), 0);
}

/** Which nodes lie on a path from the input to the output; the benchmark builds only those. */
export function liveNodes(cell: Cell): boolean[] {
  const edges = cell.edges.map(({ from, to }) => [from, to] as const);
  const count = cell.nodes.length;
  const forward = reachable([0], successorLists(count, edges));
  const backward = reachable([count - 1], predecessorLists(count, edges));
  return cell.nodes.map((_, node) => forward[node]! && backward[node]!);
}

/** Convolution and batch normalisation (scale and shift), no bias. */
function convolutionParameters(kernel: number, from: number, to: number): number {
  return kernel * kernel * from * to + 2 * to;
}

function moduleParameters(
  cell: Cell,
  live: readonly boolean[],
  from: number,
  to: number,
): { readonly nodes: number[]; readonly shortcut: number } {
  const last = cell.nodes.length - 1;
  const edges = cell.edges.filter((edge) => live[edge.from] && live[edge.to]);
  const channels = vertexChannels(cell.nodes.length, edges, from, to);
  const nodes = cell.nodes.map((node, index) => {
    if (!live[index] || index === 0 || index === last) return 0;
    const width = channels[index]!;
    // The module's input is projected to the node's width; other inputs are only cut to it.
    const projection = edges.some((edge) => edge.from === 0 && edge.to === index)
      ? convolutionParameters(1, from, width)
      : 0;
    const operation = findOperation(nasBench101Operations, node.operation ?? '')?.name;
    const kernel = operation === 'conv3x3-bn-relu' ? 3 : operation === 'conv1x1-bn-relu' ? 1 : 0;
    return projection + (kernel > 0 ? convolutionParameters(kernel, width, width) : 0);
  });
  // An edge from input to output is a projection of the input that is added to the concatenation.
  const shortcut = edges.some((edge) => edge.from === 0 && edge.to === last) ? convolutionParameters(1, from, to) : 0;
  return { nodes, shortcut };
}

/**
 * Channels of each node: the output's channels are shared out evenly between the nodes that feed it, the first ones get
 * the remainder; every other node is as wide as the widest node that it feeds.
 */
function vertexChannels(
  count: number,
  edges: readonly { from: number; to: number }[],
  from: number,
  to: number,
): number[] {
  const last = count - 1;
  const channels = new Array<number>(count).fill(0);
  channels[0] = from;
  channels[last] = to;
  const feeders = edges.filter((edge) => edge.to === last && edge.from !== 0).map((edge) => edge.from);
  feeders.sort((a, b) => a - b);
  const share = Math.floor(to / Math.max(1, feeders.length));
  feeders.forEach((node, position) => (channels[node] = share + (position < to % feeders.length ? 1 : 0)));
  for (let node = last - 1; node > 0; node--) {
    for (const edge of edges) {
      if (edge.from === node && edge.to !== last) channels[node] = Math.max(channels[node]!, channels[edge.to]!);
    }
  }
  return channels;
}
