import { generationOfNodes } from '../graph/generations';
import type { Cell } from '../spec/architecture';

/**
 * The cell with its nodes in an order in which every edge leads forward: by generation, and within one as they were; the
 * last node stays last. The cell itself where it is in such an order already, or has a cycle.
 */
export function inTopologicalOrder(cell: Cell): Cell {
  if (cell.edges.every(({ from, to }) => from < to)) return cell;
  const generation = generationOfNodes(
    cell.nodes.length,
    cell.edges.map(({ from, to }) => [from, to] as const),
  );
  if (!generation) return cell;
  const last = cell.nodes.length - 1;
  const rank = (node: number): number => (node === last ? Infinity : generation[node]!);
  const order = cell.nodes.map((_, node) => node).sort((a, b) => (rank(a) === rank(b) ? a - b : rank(a) - rank(b)));
  const position = new Map(order.map((node, index) => [node, index]));
  return {
    nodes: order.map((node) => cell.nodes[node]!),
    edges: cell.edges
      .map((edge) => ({ ...edge, from: position.get(edge.from)!, to: position.get(edge.to)! }))
      .sort((a, b) => a.from - b.from || a.to - b.to),
  };
}
