import type { Architecture, ArchitecturePlace, Cell } from '../spec/architecture';
import type { DrawnPlace } from './flowView';

/** A name for a node or an edge that is unique in its architecture: `0:n3`, `1:e2`. */
export function placeId(place: DrawnPlace): string {
  return place.kind === 'node' ? `${place.part}:n${place.node}` : `${place.part}:e${place.edge}`;
}

export function isDrawnPlace(place: ArchitecturePlace): place is DrawnPlace {
  return place.kind === 'node' || place.kind === 'edge';
}

/** `from -> to` with the names that the cell gives its nodes. */
export function edgeTitle(cell: Cell, from: number, to: number): string {
  return `${cell.nodes[from]?.name ?? from} -> ${cell.nodes[to]?.name ?? to}`;
}

/** The architecture with one part's cell replaced. */
export function withCell(architecture: Architecture, part: number, cell: Cell): Architecture {
  return { parts: architecture.parts.map((other, at) => (at === part ? { role: other.role, cell } : other)) };
}
