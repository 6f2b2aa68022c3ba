import type { Architecture, Cell, CellEdge } from '../spec/architecture';
import { findOperation } from './defineOperation';
import { impliedOutputEdges, writtenEdges } from './outputEdges';
import type { ArchitectureEdit, Neighbour, SearchSpace } from './space';

/** More neighbours than this are of no use to anybody who looks at them, and take long to check in cells of a hundred nodes. */
const MAX_NEIGHBOURS = 4000;

/**
 * Every member of the space that differs in one operation or one edge, without parts that the change itself leaves dead.
 * Edges into the output that the space implies follow the change.
 */
export function cellNeighbours(architecture: Architecture, space: SearchSpace): Neighbour[] {
  const warnings = space.check(architecture).length;
  const found: Neighbour[] = [];
  architecture.parts.forEach((part, position) => {
    const offer = (nodes: Cell['nodes'], edges: readonly CellEdge[], edit: ArchitectureEdit): void => {
      if (found.length >= MAX_NEIGHBOURS) return;
      const cell = { nodes, edges: [...edges, ...impliedOutputEdges({ nodes, edges }, space.layout)] };
      const parts = architecture.parts.map((other, at) => (at === position ? { role: part.role, cell } : other));
      const problems = space.check({ parts });
      if (problems.some(({ severity }) => severity === 'error') || problems.length > warnings) return;
      found.push({ architecture: { parts }, edit });
    };
    offerOperations(part.cell, position, space, offer);
    offerEdges(part.cell, position, space, offer);
  });
  return found;
}

type Offer = (nodes: Cell['nodes'], edges: readonly CellEdge[], edit: ArchitectureEdit) => void;

function offerOperations(cell: Cell, part: number, space: SearchSpace, offer: Offer): void {
  const edges = writtenEdges(cell, space.layout);
  const others = (name: string | undefined): string[] => {
    const current = findOperation(space.operations, name ?? '')?.name;
    return current === undefined
      ? []
      : space.operations.map((operation) => operation.name).filter((other) => other !== current);
  };
  cell.nodes.forEach((node, index) => {
    for (const operation of others(node.operation)) {
      const nodes = cell.nodes.map((other, at) => (at === index ? { ...other, operation } : other));
      offer(nodes, edges, { kind: 'set-operation', place: { kind: 'node', part, node: index }, operation });
    }
  });
  cell.edges.forEach((edge, index) => {
    for (const operation of others(edge.operation)) {
      const changed = edges.map((other) => (other === edge ? { ...other, operation } : other));
      offer(cell.nodes, changed, { kind: 'set-operation', place: { kind: 'edge', part, edge: index }, operation });
    }
  });
}

function offerEdges(cell: Cell, part: number, space: SearchSpace, offer: Offer): void {
  const { nodes } = cell;
  const edges = writtenEdges(cell, space.layout);
  const hasEdge = (from: number, to: number): boolean =>
    cell.edges.some((edge) => edge.from === from && edge.to === to);
  edges.forEach((edge) => {
    const place = { kind: 'edge', part, edge: cell.edges.indexOf(edge) } as const;
    offer(
      nodes,
      edges.filter((other) => other !== edge),
      { kind: 'remove-edge', place },
    );
    nodes.forEach((_, from) => {
      if (from === edge.to || hasEdge(from, edge.to)) return;
      const changed = edges.map((other) => (other === edge ? { ...other, from } : other));
      offer(nodes, changed, { kind: 'set-input', place, from });
    });
  });
  // A new edge of a space with operations on edges would need one chosen for it.
  if (space.placement === 'edge') return;
  for (let to = space.layout.inputs.length; to < nodes.length; to++) {
    for (let from = 0; from < nodes.length; from++) {
      if (from === to || hasEdge(from, to)) continue;
      offer(nodes, [...edges, { from, to }], { kind: 'add-edge', part, from, to });
    }
  }
}
