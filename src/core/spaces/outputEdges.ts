import type { Cell, CellEdge } from '../spec/architecture';
import type { CellLayout } from './space';

/** Edges into the output that the layout implies for a cell whose last node is the output and that has none of its own. */
export function impliedOutputEdges(cell: Cell, layout: CellLayout): CellEdge[] {
  const output = cell.nodes.length - 1;
  if (layout.output === 'explicit' || layout.output === 'last') return [];
  if (cell.edges.some((edge) => edge.to === output)) return [];
  const feeds = new Set(cell.edges.map((edge) => edge.from));
  const edges: CellEdge[] = [];
  for (let node = layout.inputs.length; node < output; node++) {
    if (layout.output === 'all' || !feeds.has(node)) edges.push({ from: node, to: output });
  }
  return edges;
}

/** Whether the edges into the output are exactly the implied ones, so that they need not be written. */
export function hasImpliedOutputEdges(cell: Cell, layout: CellLayout): boolean {
  const output = cell.nodes.length - 1;
  const inner = { nodes: cell.nodes, edges: cell.edges.filter((edge) => edge.to !== output) };
  const implied = impliedOutputEdges(inner, layout).map((edge) => edge.from);
  const actual = cell.edges.filter((edge) => edge.to === output).map((edge) => edge.from);
  return implied.length === actual.length && implied.every((node) => actual.includes(node));
}

/** The edges that have to be written: all but the ones into the output that the layout implies. */
export function writtenEdges(cell: Cell, layout: CellLayout): readonly CellEdge[] {
  if (layout.output === 'explicit' || layout.output === 'last') return cell.edges;
  if (!hasImpliedOutputEdges(cell, layout)) return cell.edges;
  return cell.edges.filter((edge) => edge.to !== cell.nodes.length - 1);
}
