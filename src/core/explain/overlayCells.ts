import { compareCells, matchVertices, partOf, type CellChange } from './compareCells';
import type { CellView, DiagramLink, DiagramPart, DiagramVertex, SourceRange } from './flowView';

/** Two cells as one drawing. */
export interface CellOverlay {
  /** Everything that one of the cells has, what both have once: nothing of it has flow, cost or a prediction of its own. */
  readonly cell: CellView;
  /** What is not the same in both, by the union's vertices and links. */
  readonly changes: ReadonlyMap<string, CellChange>;
  /** The same in a few words: `only in residual`, `was nor_conv_3x3`. */
  readonly notes: ReadonlyMap<string, string>;
  /** For each vertex and whole edge of the union the ones that it stands for. */
  readonly pairs: readonly OverlayPair[];
}

export interface OverlayPair {
  readonly id: string;
  readonly first?: string;
  readonly second?: string;
}

/** Ids of what only the second cell has begin with this; all others are those of the first cell. */
const secondOnly = '+';

/** The union of two cells, with what tells them apart. Vertices are matched as `compareCells` does. */
export function overlayCells(first: CellView, second: CellView): CellOverlay {
  const pairs: OverlayPair[] = [];
  const roles = [...new Set([...first.diagram.parts, ...second.diagram.parts].map(({ role }) => role))];
  const parts = roles.map((role) => unitePart(role, partOf(first, role), partOf(second, role), pairs));
  const byFirst = new Map(pairs.flatMap(({ id, first: own }) => (own === undefined ? [] : [[own, id]])));
  const bySecond = new Map(pairs.flatMap(({ id, second: own }) => (own === undefined ? [] : [[own, id]])));
  const changes = new Map<string, CellChange>();
  const notes = new Map<string, string>();
  const operations = new Map(
    first.diagram.parts.flatMap(({ vertices }) => vertices.map(({ id, label }) => [id, label])),
  );
  for (const change of compareCells(first, second).changes) {
    const id = change.kind === 'added' ? bySecond.get(change.second ?? '') : byFirst.get(change.first ?? '');
    if (id === undefined) continue;
    const note =
      change.kind === 'changed'
        ? `was ${operations.get(change.first ?? '') ?? ''}`
        : `only in ${change.kind === 'added' ? second.name : first.name}`;
    notes.set(id, note);
    changes.set(id, change.kind === 'changed' ? change : { ...change, text: note });
  }
  return {
    cell: {
      ...second,
      name: `${first.name} and ${second.name}`,
      range: around(first.range, second.range),
      nameRange: first.nameRange,
      diagram: { parts, generations: 0, surrogate: [] },
      importance: { kind: 'none' },
    },
    ...{ changes, notes, pairs },
  };
}

function unitePart(role: string, first: DiagramPart, second: DiagramPart, pairs: OverlayPair[]): DiagramPart {
  const matched = matchVertices(first, second);
  const partner = new Map(second.vertices.map((vertex) => [vertex.id, vertex]));
  const ids = new Map<string, string>();
  const shared: DiagramVertex[] = first.vertices.map((vertex) => {
    const other = partner.get(matched.get(vertex.id) ?? '');
    pairs.push({ id: vertex.id, first: vertex.id, ...(other ? { second: other.id } : {}) });
    if (!other) return bare(vertex);
    ids.set(other.id, vertex.id);
    const liveness = vertex.liveness === 'live' ? vertex.liveness : other.liveness;
    // What the second cell has now, at the place of the first one's.
    return { ...bare(other), id: vertex.id, liveness, sources: [...vertex.sources, ...other.sources] };
  });
  const added = second.vertices.flatMap((vertex) => {
    if (ids.has(vertex.id)) return [];
    const id = `${secondOnly}${vertex.id}`;
    ids.set(vertex.id, id);
    pairs.push({ id, second: vertex.id });
    return [{ ...bare(vertex), id }];
  });
  return { role, vertices: [...shared, ...added], links: uniteLinks(first.links, second.links, ids, pairs) };
}

/** Lines of the first cell, with the second one's where both lead the same way, then what only the second one has. */
function uniteLinks(
  first: readonly DiagramLink[],
  second: readonly DiagramLink[],
  ids: ReadonlyMap<string, string>,
  pairs: OverlayPair[],
): DiagramLink[] {
  const key = ({ from, to }: Pick<DiagramLink, 'from' | 'to'>): string => `${from} ${to}`;
  const moved = second.map((link) => ({
    ...link,
    from: ids.get(link.from) ?? link.from,
    to: ids.get(link.to) ?? link.to,
    original: link.id,
  }));
  const free = new Map(moved.map((link) => [key(link), link]));
  const united: DiagramLink[] = first.map(({ flow: _, ...link }) => {
    const other = free.get(key(link));
    free.delete(key(link));
    if (link.isWholeEdge) pairs.push({ id: link.id, first: link.id, ...(other ? { second: other.original } : {}) });
    const isLive = link.isLive || other?.isLive === true;
    return other ? { ...link, isLive, sources: [...link.sources, ...other.sources] } : link;
  });
  for (const { flow: _, original, ...link } of free.values()) {
    const id = `${secondOnly}${original}`;
    if (link.isWholeEdge) pairs.push({ id, second: original });
    united.push({ ...link, id });
  }
  return united;
}

/** Without the numbers of one of the two cells. */
function bare({ flow: _, generation: __, ...vertex }: DiagramVertex): DiagramVertex {
  return { ...vertex, cost: {} };
}

function around(a: SourceRange, b: SourceRange): SourceRange {
  const isBefore = a.start.line < b.start.line;
  return { start: isBefore ? a.start : b.start, end: isBefore ? b.end : a.end };
}
