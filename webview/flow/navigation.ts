import type { Diagram } from '../../src/core/explain/flowView';
import type { DiagramLayout, Point } from './layout';

export type Move = 'next' | 'previous' | 'left' | 'right' | 'first' | 'last';

/**
 * Where a key leads from a vertex or link: along the edges (`next`, `previous`), to what else comes from the same place or stands at the same height (`left`, `right`), or
 * to an end. Lines of edges without operations are stops of their own; lines to an operation on an edge are passed over.
 */
export function moveFrom(
  diagram: Diagram,
  layout: DiagramLayout,
  id: string | undefined,
  move: Move,
): string | undefined {
  const vertices = diagram.parts.flatMap((part) => part.vertices);
  const links = diagram.parts.flatMap((part) => part.links);
  const first = vertices.find(({ kind }) => kind === 'input')?.id ?? vertices[0]?.id;
  const last = [...vertices].reverse().find(({ kind }) => kind === 'output')?.id ?? vertices.at(-1)?.id;
  if (move === 'first' || id === undefined) return first;
  if (move === 'last') return last;
  const where = (other: string): Point => positionOf(layout, other);
  const nearest = (candidates: readonly string[]): string | undefined => {
    const x = where(id).x;
    return [...candidates].sort((a, b) => Math.abs(where(a).x - x) - Math.abs(where(b).x - x))[0];
  };
  const stopsAfter = (source: string): string[] =>
    links.filter(({ from }) => from === source).map((out) => (out.isWholeEdge ? out.id : out.to));
  const link = links.find((candidate) => candidate.id === id);

  if (move === 'next') {
    if (link) return link.to;
    return nearest(stopsAfter(id)) ?? id;
  }
  if (move === 'previous') {
    if (link) return link.from;
    return nearest(links.filter(({ to }) => to === id).map((into) => (into.isWholeEdge ? into.id : into.from))) ?? id;
  }
  const here = where(id);
  const level = link
    ? []
    : vertices.filter((other) => Math.abs(where(other.id).y - here.y) < 20).map((other) => other.id);
  const sources = link
    ? [link.from]
    : links.filter(({ to, isWholeEdge }) => to === id && !isWholeEdge).map(({ from }) => from);
  const siblings = [...new Set([...level, ...sources.flatMap(stopsAfter)])];
  const sorted = siblings.sort((a, b) => where(a).x - where(b).x || siblings.indexOf(a) - siblings.indexOf(b));
  const at = sorted.indexOf(id);
  return sorted[move === 'left' ? at - 1 : at + 1] ?? id;
}

/** The middle of a vertex or of a link's line. */
export function positionOf({ boxes, paths }: DiagramLayout, id: string): Point {
  const box = boxes.get(id);
  if (box) return box;
  const points = paths.get(id) ?? [];
  const [a, b] = [points[Math.floor((points.length - 1) / 2)], points[Math.ceil((points.length - 1) / 2)]];
  return a && b ? { x: (a.x + b.x) / 2, y: (a.y + b.y) / 2 } : { x: 0, y: 0 };
}
