import type { ChangeKind } from '../../src/core/explain/compareCells';
import type { CellView, DiagramVertex, Verdict } from '../../src/core/explain/flowView';
import { formatCount } from '../../src/core/model/numberFormat';
import type { OperationKind } from '../../src/core/spaces/space';
import type { FlowLayerName, ShownDirection } from '../../src/protocol/flowMessages';
import { flowTint, flowWidth } from './linkShapes';
import type { Palette } from './palette';
import { costOf } from './scene';
import { path, rect, text, type Scene, type Shape, type ShapeGroup } from './shapes';
import { changeDashes, changeSigns, icon, outline, verdictSigns } from './vertexShapes';

const kindNames: Readonly<Record<OperationKind, string>> = {
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
  /** Entries that do not fit are put into another row. */
  readonly width: number;
  readonly palette: Palette;
  /** Names of the two cells of a union. */
  readonly overlay?: { readonly first: string; readonly second: string };
}

const rowHeight = 22;
const inset = 2;

/** A sample with its meaning; entries of a list stay in order. */
interface Entry {
  readonly width: number;
  /** Draws it with its left side in the middle at a point. */
  readonly draw: (x: number, y: number) => Shape[];
}

/** What colours, widths and shapes mean, with numbers. */
export function legendScene(cell: CellView, options: LegendOptions): Scene {
  const groups: ShapeGroup[] = [];
  let [row, right] = [0, 0];
  for (const list of [...layerEntries(cell, options), kindEntries(cell, options.palette)]) {
    let x = inset;
    for (const { width, draw } of list) {
      if (x > inset && x + width > options.width) {
        x = inset;
        row++;
      }
      groups.push({ id: `legend-${groups.length}`, classes: 'legend', shapes: draw(x, row * rowHeight + 12) });
      x += width;
      right = Math.max(right, x);
    }
    row++;
  }
  return { width: right, height: row * rowHeight + 4, groups };
}

function layerEntries(cell: CellView, { layer, direction, palette, overlay }: LegendOptions): Entry[][] {
  if (overlay) return [changeEntries(overlay, palette)];
  if (layer === 'importance') return [verdictEntries(palette)];
  if (layer !== 'flow') return [costEntries(cell, layer, palette)];
  if (cell.diagram.generations === 0) return [];
  const ways = (['forward', 'backward'] as const).filter((way) => direction === 'both' || direction === way);
  return ways.map((way) => flowEntries(way, palette));
}

const samples = [0, 0.25, 0.5, 0.75, 1];

/** Lines of five widths and strengths with the shares that they stand for. */
function flowEntries(way: 'forward' | 'backward', palette: Palette): Entry[] {
  const title = way === 'forward' ? 'forward ↓' : 'backward ↑';
  return [
    heading(title, palette),
    ...samples.map((share): Entry => {
      const stroke = palette.mix(palette.background, palette[way], flowTint(share));
      return {
        width: 62,
        draw: (x, y) => [
          path(`M${x} ${y}h22`, { stroke, 'stroke-width': flowWidth(share) }),
          label(`${share * 100} %`, x + 27, y, palette),
        ],
      };
    }),
  ];
}

/** What only one of two cells has, what is another operation in the other one, and what both have. */
function changeEntries({ first, second }: { first: string; second: string }, palette: Palette): Entry[] {
  const meanings: readonly (readonly [ChangeKind | undefined, string])[] = [
    ['removed', `only in ${shortened(first)}`],
    ['added', `only in ${shortened(second)}`],
    ['changed', 'another operation'],
    [undefined, 'in both'],
  ];
  return meanings.map(([kind, words]) => ({
    width: words.length * 6.3 + 62,
    draw: (x, y) => {
      const stroke = kind ? palette.changes[kind] : palette.border;
      const style = { stroke, 'stroke-width': kind ? 2.4 : 1.6, 'stroke-dasharray': kind && changeDashes[kind] };
      const sign = { fill: stroke, 'font-size': 13, 'font-weight': 700, 'text-anchor': 'middle' };
      return [
        path(`M${x} ${y}h28`, style),
        ...(kind ? [text(changeSigns[kind], { x: x + 36, y: y + 4.5 }, sign)] : []),
        label(words, x + (kind ? 45 : 33), y, palette),
      ];
    },
  }));
}

function shortened(name: string): string {
  return name.length > 30 ? `${name.slice(0, 29)}…` : name;
}

function verdictEntries(palette: Palette): Entry[] {
  return (Object.entries(verdictWords) as [Verdict, string][]).map(([verdict, words]) => {
    const sign = { fill: palette.background, 'font-size': 11, 'font-weight': 700, 'text-anchor': 'middle' };
    return {
      width: words.length * 6.3 + 36,
      draw: (x, y) => [
        {
          tag: 'circle',
          attributes: { cx: String(x + 8), cy: String(y), r: '8', fill: palette.verdicts[verdict] },
        },
        text(verdictSigns[verdict], { x: x + 8, y: y + 4 }, sign),
        label(words, x + 21, y, palette),
      ],
    };
  });
}

function costEntries(cell: CellView, layer: FlowLayerName, palette: Palette): Entry[] {
  const vertices = cell.diagram.parts.flatMap((part) => part.vertices);
  const costs = vertices.flatMap((vertex: DiagramVertex) => costOf(vertex, layer) ?? []);
  const unit = layer === 'flops' ? 'FLOPs' : 'parameters';
  const largest = Math.max(0, ...costs);
  if (largest === 0) {
    const words = costs.length > 0 ? `no place has ${unit}` : `this space does not count the ${unit} of places`;
    return [{ width: 300, draw: (x, y) => [label(words, x, y, palette)] }];
  }
  return [
    heading(unit, palette),
    ...samples.map((share): Entry => {
      const fill = palette.mix(palette.surface, palette.cost, 0.55 * share);
      return {
        width: 76,
        draw: (x, y) => [
          rect({ x, y: y - 7, width: 18, height: 14 }, { fill, stroke: palette.border, 'stroke-width': 1 }),
          label(formatCount(largest * share), x + 23, y, palette),
        ],
      };
    }),
  ];
}

/** The kinds of operation that the cell has, as they are drawn. */
function kindEntries(cell: CellView, palette: Palette): Entry[] {
  const found = new Set(cell.diagram.parts.flatMap((part) => part.vertices.map(({ kind }) => kind)));
  const kinds = (Object.keys(kindNames) as OperationKind[]).filter((kind) => found.has(kind));
  return kinds.map((kind) => ({
    width: kindNames[kind].length * 6.4 + 52,
    draw: (x, y) => {
      const middle = x + 17;
      const sign = icon(kind, middle, y);
      const stroke = palette.kinds[kind];
      return [
        path(outline(kind, { x: middle, y, width: 34, height: 18 }), {
          ...{ stroke, 'stroke-width': 1.2, fill: palette.surface },
        }),
        path(sign.d, { transform: `${sign.transform} scale(0.65)`, stroke, 'stroke-width': 1.6 }),
        label(kindNames[kind], x + 39, y, palette),
      ];
    },
  }));
}

function heading(content: string, palette: Palette): Entry {
  return { width: 84, draw: (x, y) => [label(content, x, y, palette, 600)] };
}

function label(content: string, x: number, y: number, { text: fill }: Palette, weight = 400): Shape {
  return text(content, { x, y: y + 4 }, { fill, 'font-size': 11, 'font-weight': weight });
}
