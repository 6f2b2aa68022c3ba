import type { CellChange, ChangeKind } from '../../src/core/explain/compareCells';
import type { CellView, DiagramLink, DiagramVertex, Judgement } from '../../src/core/explain/flowView';
import { judgementText } from '../../src/core/explain/judgements';
import { flowSentence, judgementsById, livenessWords } from '../../src/core/explain/tableRows';
import { formatFlops, formatParameters, type NumberFormat } from '../../src/core/model/numberFormat';
import type { FlowLayerName, ShownDirection } from '../../src/protocol/flowMessages';
import type { DiagramLayout } from './layout';
import { linkGroup } from './linkShapes';
import type { Palette } from './palette';
import { text, type Scene, type ShapeGroup } from './shapes';
import type { Progress } from './steps';
import { vertexGroup } from './vertexGroup';

/** What decides how a cell looks, beside the cell itself. */
export interface SceneOptions {
  readonly layer: FlowLayerName;
  readonly direction: ShownDirection;
  /** How far the messages have come; absent: everything at once. */
  readonly progress?: Progress;
  readonly format: NumberFormat;
  /** Changes against another cell, by vertex or link. */
  readonly changes?: ReadonlyMap<string, CellChange>;
  /** A few words about some vertices, instead of a quantity. */
  readonly notes?: ReadonlyMap<string, string>;
  /** Names of the two cells, where the drawing is the union of two. */
  readonly overlay?: { readonly first: string; readonly second: string };
  /** Operations of the first cell where the second one has others, by vertex of the union. */
  readonly replaced?: ReadonlyMap<string, Operation>;
  readonly palette: Palette;
}

/** An operation as a name and a kind. */
export type Operation = Pick<DiagramVertex, 'label' | 'kind'>;

/** What the drawing of one vertex or link needs to know of its cell. */
export interface ItemContext extends Omit<SceneOptions, 'replaced'> {
  readonly judgement?: Judgement;
  readonly change?: ChangeKind;
  readonly note?: string;
  /** The operation that stood there in the other cell. */
  readonly replaced?: Operation;
  /** Everything about it, in words. */
  readonly label: string;
  /** Generations at the two ends of a link. */
  readonly ends?: { readonly from: number | undefined; readonly to: number | undefined };
  /** The largest cost of a place in the shown measure. */
  readonly largestCost: number;
}

/** The drawing of a cell: links below vertices, both in the diagram's order. */
export function sceneOf(cell: CellView, layout: DiagramLayout, options: SceneOptions): Scene {
  const judgements = judgementsById(cell);
  const vertices = cell.diagram.parts.flatMap((part) => part.vertices);
  const links = cell.diagram.parts.flatMap((part) => part.links);
  const largestCost = Math.max(0, ...vertices.map((vertex) => costOf(vertex, options.layer) ?? 0));
  const context = (item: DiagramVertex | DiagramLink, label: string): ItemContext => {
    const judgement = judgements.get(item.id);
    const change = options.changes?.get(item.id);
    const note = options.notes?.get(item.id);
    const { replaced: all, ...shared } = options;
    const replaced = all?.get(item.id);
    return {
      ...shared,
      ...(replaced ? { replaced } : {}),
      ...(judgement ? { judgement } : {}),
      ...(change ? { change: change.kind } : {}),
      ...(note === undefined ? {} : { note }),
      label: change ? `${label}; ${change.text}` : label,
      largestCost,
    };
  };
  const groups: ShapeGroup[] = [];
  const generations = new Map(vertices.map(({ id, generation }) => [id, generation]));
  for (const link of links) {
    const points = layout.paths.get(link.id);
    if (!points) continue;
    const label = linkLabel(link, judgements.get(link.id), options.format);
    const ends = { from: generations.get(link.from), to: generations.get(link.to) };
    groups.push(linkGroup(link, points, { ...context(link, label), ends }));
  }
  for (const vertex of vertices) {
    const box = layout.boxes.get(vertex.id);
    if (!box) continue;
    const label = vertexLabel(vertex, judgements.get(vertex.id), options.format);
    groups.push(vertexGroup(vertex, box, context(vertex, label)));
  }
  layout.titles.forEach(({ text: title, x, y }, index) => {
    const shape = text(
      title,
      { x, y },
      { fill: options.palette.muted, 'font-size': 15, 'text-anchor': 'middle', class: 'always' },
    );
    groups.push({ id: `title-${index}`, classes: 'title', shapes: [shape] });
  });
  return { width: layout.width, height: layout.height, groups };
}

/** The cost that a layer shows. */
export function costOf({ cost }: DiagramVertex, layer: FlowLayerName): number | undefined {
  return layer === 'flops' ? cost.flops : cost.parameters;
}

/** `node left: conv3x3-bn-relu; generation 1; forward flow 72 %, backward flow 31 %; 0.20 M params` */
export function vertexLabel(vertex: DiagramVertex, judgement: Judgement | undefined, format: NumberFormat): string {
  const { place, title, label, liveness, generation, flow, cost, kind } = vertex;
  const isBare = kind === 'input' || kind === 'output' || kind === 'aggregation';
  return sentence(
    `${place.kind} ${title}${isBare ? ` (${kind === 'aggregation' ? 'sum' : kind})` : `: ${label}`}`,
    generation === undefined ? '' : `generation ${generation}`,
    liveness === 'live' ? flowSentence(flow) : `dead: ${livenessWords[liveness]}`,
    isBare ? '' : [formatParameters(cost), formatFlops(cost)].filter((part) => part !== undefined).join(', '),
    judgement ? judgementText(judgement, format) : '',
  );
}

export function linkLabel(link: DiagramLink, judgement: Judgement | undefined, format: NumberFormat): string {
  return sentence(
    `edge ${link.title}`,
    link.isLive ? flowSentence(link.flow) : 'carries nothing',
    judgement ? judgementText(judgement, format) : '',
  );
}

function sentence(...parts: readonly string[]): string {
  return parts.filter((part) => part !== '').join('; ');
}
