import type { SearchSpace } from '../core/spaces/space';
import type { Architecture, ArchitecturePlace, Cell } from '../core/spec/architecture';

/**
 * The architecture without one of its operations or edges, as far as its space has such a thing: an operation on an edge becomes
 * the space's `zero` operation, a node goes with all its edges. Undefined where that leaves no member of the space.
 */
export function withoutPlace(
  space: SearchSpace,
  architecture: Architecture,
  place: ArchitecturePlace,
): Architecture | undefined {
  const part = place.kind === 'node' || place.kind === 'edge' ? architecture.parts[place.part] : undefined;
  const changed = part && cellWithout(space, part.cell, place);
  if (!part || !changed) return undefined;
  const result = {
    parts: architecture.parts.map((other) => (other === part ? { role: part.role, cell: changed } : other)),
  };
  return space.check(result).some(({ severity }) => severity === 'error') ? undefined : result;
}

function cellWithout(space: SearchSpace, cell: Cell, place: ArchitecturePlace): Cell | undefined {
  if (place.kind === 'edge') {
    if (space.placement === 'node') return { ...cell, edges: cell.edges.filter((_, edge) => edge !== place.edge) };
    const zero = space.operations.find(({ kind }) => kind === 'zero');
    const edge = cell.edges[place.edge];
    if (!zero || !edge || edge.operation === undefined || edge.operation === zero.name) return undefined;
    return {
      ...cell,
      edges: cell.edges.map((other) => (other === edge ? { ...edge, operation: zero.name } : other)),
    };
  }
  if (place.kind !== 'node' || space.placement !== 'node') return undefined;
  const isChosen = space.operations.some(({ name, aliases }) => {
    const operation = cell.nodes[place.node]?.operation;
    return operation !== undefined && (name === operation || aliases.includes(operation));
  });
  if (!isChosen) return undefined; // inputs and outputs stay
  const renumber = (node: number): number => (node > place.node ? node - 1 : node);
  return {
    nodes: cell.nodes.filter((_, node) => node !== place.node),
    edges: cell.edges
      .filter(({ from, to }) => from !== place.node && to !== place.node)
      .map((edge) => ({ ...edge, from: renumber(edge.from), to: renumber(edge.to) })),
  };
}
