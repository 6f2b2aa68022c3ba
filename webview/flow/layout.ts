import { Graph, layout } from '@dagrejs/dagre';
import type { Diagram, DiagramPart, DiagramVertex } from '../../src/core/explain/flowView';

export interface Point {
  readonly x: number;
  readonly y: number;
}

/** Centre and size of a vertex, in units of the drawing (pixels at scale 1). */
export interface Box extends Point {
  readonly width: number;
  readonly height: number;
}

export interface PartTitle extends Point {
  readonly text: string;
}

/** A diagram with coordinates: inputs above, output below. */
export interface DiagramLayout {
  readonly boxes: ReadonlyMap<string, Box>;
  /** The points that each link passes, from its start to its end. */
  readonly paths: ReadonlyMap<string, readonly Point[]>;
  /** Names of the parts, where there are several. */
  readonly titles: readonly PartTitle[];
  readonly width: number;
  readonly height: number;
}

const margin = 24;
const partGap = 56;
const titleHeight = 34;
/** Above this size a faster way to rank is worth its longer edges. */
const manyVertices = 80;

/**
 * Places every part by itself, and the parts beside or below each other.
 *
 * @param arrangement `row` for panels that are wider than high
 */
export function layoutDiagram({ parts }: Diagram, arrangement: 'row' | 'column'): DiagramLayout {
  const boxes = new Map<string, Box>();
  const paths = new Map<string, readonly Point[]>();
  const titles: PartTitle[] = [];
  let [x, y, width, height] = [margin, margin, 0, 0];
  for (const part of parts) {
    const placed = layoutPart(part);
    const top = parts.length > 1 ? titleHeight : 0;
    if (parts.length > 1) titles.push({ text: part.role, x: x + placed.width / 2, y: y + 12 });
    const shift = ({ x: px, y: py }: Point): Point => ({ x: px + x, y: py + y + top });
    for (const [id, box] of placed.boxes) boxes.set(id, { ...box, ...shift(box) });
    for (const [id, points] of placed.paths) paths.set(id, points.map(shift));
    width = Math.max(width, x + placed.width);
    height = Math.max(height, y + top + placed.height);
    if (arrangement === 'row') x = width + partGap;
    else y = height + partGap;
  }
  return { boxes, paths, titles, width: width + margin, height: height + margin };
}

/** The arrangement that leaves the drawing larger in a panel of this size. */
export function bestLayout(
  diagram: Diagram,
  panel: { readonly width: number; readonly height: number },
): DiagramLayout {
  const column = layoutDiagram(diagram, 'column');
  if (diagram.parts.length < 2) return column;
  const row = layoutDiagram(diagram, 'row');
  const scale = ({ width, height }: DiagramLayout): number => Math.min(panel.width / width, panel.height / height);
  return scale(row) > scale(column) ? row : column;
}

/** Equal for diagrams that are laid out alike: another operation of the same size moves nothing. */
export function layoutKey({ parts }: Diagram): string {
  const shapes = parts.map(({ vertices, links }) => {
    const width = operationWidth(vertices);
    const sizes = vertices.map((vertex) => [vertex.id, sizeOf(vertex, width)]);
    return [sizes, links.map(({ id, from, to }) => [id, from, to])];
  });
  return JSON.stringify(shapes);
}

type PlacedPart = Pick<DiagramLayout, 'boxes' | 'paths' | 'width' | 'height'>;

function layoutPart({ vertices, links }: DiagramPart): PlacedPart {
  const graph = new Graph({ multigraph: true });
  graph.setGraph({
    rankdir: 'TB',
    ranksep: 36,
    nodesep: 26,
    edgesep: 16,
    ranker: vertices.length > manyVertices ? 'longest-path' : 'network-simplex',
  });
  graph.setDefaultEdgeLabel(() => ({}));
  const width = operationWidth(vertices);
  for (const vertex of vertices) graph.setNode(vertex.id, { ...sizeOf(vertex, width) });
  for (const { id, from, to } of links) if (from !== to) graph.setEdge(from, to, {}, id);
  layout(graph);

  const boxes = new Map<string, Box>();
  for (const { id } of vertices) {
    const { x, y, width: w, height: h } = graph.node(id) as Box;
    boxes.set(id, { x, y, width: w, height: h });
  }
  const paths = new Map<string, readonly Point[]>();
  for (const { id, from, to } of links) {
    if (from === to) continue;
    const { points = [] } = graph.edge(from, to, id) as { points?: readonly Point[] };
    const [start, end] = [boxes.get(from), boxes.get(to)];
    if (start && end) paths.set(id, anchored(points, start, end));
  }
  const size = graph.graph() as { width?: number; height?: number };
  return { boxes, paths, width: size.width ?? 0, height: size.height ?? 0 };
}

/** Links leave at the middle of the lower side and arrive at the middle of the upper one, also in a cycle. */
function anchored(points: readonly Point[], start: Box, end: Box): Point[] {
  const inner = points.slice(1, -1);
  return [
    { x: start.x, y: start.y + start.height / 2 },
    // With one point between neighbouring ranks the line is straighter without it.
    ...(inner.length > 1 ? inner : []),
    { x: end.x, y: end.y - end.height / 2 },
  ];
}

/** All operations of a cell are equally wide, so that another operation does not move its neighbours. */
function operationWidth(vertices: readonly DiagramVertex[]): number {
  const longest = vertices.reduce((most, { label, kind }) => (isSmall(kind) ? most : Math.max(most, label.length)), 12);
  return Math.min(longest, maxLabelLength) * 7.4 + 48;
}

/** Longer names are cut in the drawing; the table and the description have them whole. */
export const maxLabelLength = 24;

function isSmall(kind: DiagramVertex['kind']): boolean {
  return kind === 'input' || kind === 'output' || kind === 'aggregation';
}

function sizeOf({ kind, label, place }: DiagramVertex, width: number): { width: number; height: number } {
  if (kind === 'aggregation' && label.length <= 4 && place.kind === 'node') return { width: 38, height: 38 };
  if (isSmall(kind)) return { width: Math.max(128, Math.min(label.length, maxLabelLength) * 7.4 + 60), height: 36 };
  return { width, height: 48 };
}
