import type { CellView, DiagramVertex, Verdict } from '../../src/core/explain/flowView';
import { formatCount } from '../../src/core/model/numberFormat';
import type { OperationKind } from '../../src/core/spaces/space';
import type { FlowLayerName, ShownDirection } from '../../src/protocol/flowMessages';
import { flowTint, flowWidth } from './linkShapes';
import type { Palette } from './palette';
import { costOf } from './scene';
import { path, rect, text, type Scene, type Shape, type ShapeGroup } from './shapes';
import { icon, outline, verdictSigns } from './vertexShapes';

export const kindNames: Readonly<Record<OperationKind, string>> = {
  input: 'input',
  output: 'output',
  convolution: 'convolution',
  pooling: 'pooling',
  identity: 'identity',
  zero: 'no connection',
  aggregation: 'sum',
  other: 'other operation',
};

const verdictWords: Readonly<Record<Verdict, string>> = {
  critical: 'critical: worse without it',
  redundant: 'redundant: no difference above the noise',
  harmful: 'harmful: better without it',
  necessary: 'necessary: no member of the space without it',
};

export interface LegendOptions {
  readonly layer: FlowLayerName;
  readonly direction: ShownDirection;
  readonly palette: Palette;
}

const rowHeight = 24;

/** What colours, widths and shapes mean, with numbers. */
export function legendScene(cell: CellView, options: LegendOptions): Scene {
  const rows = [...layerRows(cell, options), kindRow(cell, options.palette)];
  const groups = rows.map(({ shapes }, index): ShapeGroup => ({
    id: `legend-${index}`,
    classes: 'legend',
    shapes: shapes(index * rowHeight + 14),
  }));
  return { width: Math.max(...rows.map(({ width }) => width)), height: rows.length * rowHeight + 6, groups };
}

interface LegendRow {
  readonly width: number;
  readonly shapes: (y: number) => Shape[];
}

function layerRows(cell: CellView, options: LegendOptions): LegendRow[] {
  const { layer, direction, palette } = options;
  if (layer === 'importance') return [verdictRow(palette)];
  if (layer !== 'flow') return [costRow(cell, layer, palette)];
  if (cell.diagram.generations === 0) return [];
  const ways = (['forward', 'backward'] as const).filter((way) => direction === 'both' || direction === way);
  return ways.map((way) => flowRow(way, palette));
}

const samples = [0, 0.25, 0.5, 0.75, 1];

/** Lines of five widths and strengths with the shares that they stand for. */
function flowRow(way: 'forward' | 'backward', palette: Palette): LegendRow {
  const title = way === 'forward' ? 'forward message ↓' : 'backward message ↑';
  return {
    width: 160 + samples.length * 82,
    shapes: (y) => [
      label(title, 8, y, palette, 600),
      ...samples.flatMap((share, index) => {
        const x = 150 + index * 82;
        const stroke = palette.mix(palette.background, palette[way], flowTint(share));
        return [
          path(`M${x} ${y}h30`, { stroke, 'stroke-width': flowWidth(share) }),
          label(`${share * 100} %`, x + 36, y, palette),
        ];
      }),
    ],
  };
}

function verdictRow(palette: Palette): LegendRow {
  const entries = Object.entries(verdictWords) as [Verdict, string][];
  const widths = entries.map(([, words]) => words.length * 6 + 40);
  return {
    width: widths.reduce((sum, width) => sum + width, 8),
    shapes: (y) =>
      entries.flatMap(([verdict, words], index) => {
        const x = 18 + widths.slice(0, index).reduce((sum, width) => sum + width, 0);
        const colour = palette.verdicts[verdict];
        const sign = { fill: palette.background, 'font-size': 11, 'font-weight': 700, 'text-anchor': 'middle' };
        return [
          { tag: 'circle', attributes: { cx: String(x), cy: String(y), r: '8', fill: colour } } as const,
          text(verdictSigns[verdict], { x, y: y + 4 }, sign),
          label(words, x + 14, y, palette),
        ];
      }),
  };
}

function costRow(cell: CellView, layer: FlowLayerName, palette: Palette): LegendRow {
  const vertices = cell.diagram.parts.flatMap((part) => part.vertices);
  const costs = vertices.flatMap((vertex: DiagramVertex) => costOf(vertex, layer) ?? []);
  const unit = layer === 'flops' ? 'FLOPs' : 'parameters';
  const largest = Math.max(0, ...costs);
  if (largest === 0) {
    const words = costs.length > 0 ? `no place has ${unit}` : `this space does not count the ${unit} of places`;
    return { width: 300, shapes: (y) => [label(words, 8, y, palette)] };
  }
  return {
    width: 110 + samples.length * 82,
    shapes: (y) => [
      label(unit, 8, y, palette, 600),
      ...samples.flatMap((share, index) => {
        const x = 90 + index * 82;
        const fill = palette.mix(palette.surface, palette.cost, 0.55 * share);
        const box = { x, y: y - 7, width: 20, height: 14 };
        return [
          rect(box, { fill, stroke: palette.border, 'stroke-width': 1 }),
          label(formatCount(largest * share), x + 26, y, palette),
        ];
      }),
    ],
  };
}

/** The kinds of operation that the cell has, as they are drawn. */
function kindRow(cell: CellView, palette: Palette): LegendRow {
  const found = new Set(cell.diagram.parts.flatMap((part) => part.vertices.map(({ kind }) => kind)));
  const kinds = (Object.keys(kindNames) as OperationKind[]).filter((kind) => found.has(kind));
  const widths = kinds.map((kind) => kindNames[kind].length * 6.4 + 56);
  return {
    width: widths.reduce((sum, width) => sum + width, 8),
    shapes: (y) =>
      kinds.flatMap((kind, index) => {
        const x = 22 + widths.slice(0, index).reduce((sum, width) => sum + width, 0);
        const sign = icon(kind, x, y);
        const stroke = palette.kinds[kind];
        return [
          path(outline(kind, { x, y, width: 34, height: 20 }), { stroke, 'stroke-width': 1.2, fill: palette.surface }),
          path(sign.d, { transform: `${sign.transform} scale(0.7)`, stroke, 'stroke-width': 1.6 }),
          label(kindNames[kind], x + 22, y, palette),
        ];
      }),
  };
}

function label(content: string, x: number, y: number, { text: fill }: Palette, weight = 400): Shape {
  return text(content, { x, y: y + 4 }, { fill, 'font-size': 11, 'font-weight': weight });
}
