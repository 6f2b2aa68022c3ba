import type { DiagramVertex } from '../../src/core/explain/flowView';
import { formatComparison, formatCount } from '../../src/core/model/numberFormat';
import type { Box } from './layout';
import { costOf, type ItemContext } from './scene';
import { path, rect, text, type Shape, type ShapeGroup } from './shapes';
import { shownDirection, stateOf } from './steps';
import { cut, nameOf, smallNames, wholeName } from './vertexNames';
import { changeDashes, changeSigns, icon, outline, verdictSigns } from './vertexShapes';
import { labelScales } from './viewport';

/** A vertex: shape and sign by the kind of its operation, its name, and the shown layer's quantity as colour and as number. */
export function vertexGroup(vertex: DiagramVertex, box: Box, context: ItemContext): ShapeGroup {
  const { palette, layer, judgement, change } = context;
  const isDead = vertex.liveness !== 'live';
  const colour = palette.kinds[vertex.kind];
  const verdict = layer === 'importance' ? judgement?.verdict : undefined;
  const stroke = verdict ? palette.verdicts[verdict] : colour;
  const ring = { ...box, width: box.width + 10, height: box.height + 10 };
  const shapes: Shape[] = [
    ...(change
      ? [
          path(outline(vertex.kind, { ...box, width: box.width + 16, height: box.height + 16 }), {
            fill: palette.mix(palette.background, palette.changes[change], 0.3),
            stroke: palette.changes[change],
            'stroke-width': 2.4,
            'stroke-dasharray': changeDashes[change],
            'stroke-linecap': change === 'changed' ? 'round' : undefined,
          }),
        ]
      : []),
    path(outline(vertex.kind, ring), { class: 'ring', stroke: palette.focus, 'stroke-width': 3 }),
    path(outline(vertex.kind, box), {
      class: 'body',
      fill: fillOf(vertex, context),
      stroke,
      'stroke-width': verdict === 'critical' || verdict === 'harmful' ? 3 : 1.6,
      'stroke-dasharray': isDead ? '4 4' : verdict === 'redundant' ? '7 4' : undefined,
    }),
    ...inside(vertex, box, context, colour),
  ];
  const sign = change ? changeSigns[change] : verdict && verdictSigns[verdict];
  if (sign !== undefined) {
    shapes.push(...badge(sign, box, change ? palette.changes[change] : stroke, palette.background));
  }
  // Of two operations the shape may have had room for one.
  const readableFrom = context.replaced ? labelScales.near : labelScales.middle;
  return {
    ...{ id: vertex.id, classes: `vertex ${vertex.kind}${isDead ? ' dead' : ''}`, label: context.label, shapes },
    name: { text: wholeName(vertex, context), readableFrom },
  };
}

function fillOf(vertex: DiagramVertex, context: ItemContext): string {
  const { palette, layer, judgement, largestCost, progress, direction } = context;
  const tinted = (colour: string, share: number): string => palette.mix(palette.surface, colour, share);
  if (vertex.liveness !== 'live') return palette.surface;
  if (layer === 'flow' && vertex.flow) {
    if (progress) {
      const state = stateOf(vertex.generation, progress.direction, progress);
      const share = state === 'now' ? 0.55 : state === 'done' ? 0.16 : 0;
      return tinted(palette[progress.direction], share * fillStrength(vertex.flow[progress.direction]));
    }
    if (direction === 'both') return tinted(palette.kinds[vertex.kind], 0.1);
    return tinted(palette[direction], 0.5 * fillStrength(vertex.flow[direction]) - 0.08);
  }
  if (layer === 'importance') {
    if (!judgement) return palette.surface;
    return tinted(palette.verdicts[judgement.verdict], 0.08 + 0.35 * (judgement.share ?? 0));
  }
  const cost = costOf(vertex, layer);
  return cost === undefined || largestCost === 0 ? palette.surface : tinted(palette.cost, (0.55 * cost) / largestCost);
}

/** How much of a colour a shape is filled with for a share: what is written on it, and the outline, do without it. */
function fillStrength(share: number): number {
  return 0.25 + 0.75 * Math.min(Math.max(share, 0), 1);
}

/** Sign, name, a second line, and bars for the messages. */
function inside(vertex: DiagramVertex, box: Box, context: ItemContext, colour: string): Shape[] {
  const { palette } = context;
  const { x, y, width, height } = box;
  const label = nameOf(vertex);
  const names = smallNames(vertex, box, context);
  const font = { fill: palette.text, 'text-anchor': 'middle', 'font-size': 13, class: 'near' };
  const second = secondLine(vertex, context);
  if (width < 60) {
    const below = { x: x + width / 2 + 5, y: y + 4 };
    const small = { fill: palette.muted, 'font-size': 10.5, class: 'near' };
    return [text(label, { x, y: y + 4.5 }, font), ...(second ? [text(second, below, small)] : []), ...names];
  }
  const signX = x - width / 2 + 22;
  const sign = icon(vertex.kind, signX, y);
  const middle = x + 14;
  const isTall = height > 40 && second !== '';
  return [
    path(sign.d, {
      transform: sign.transform,
      stroke: colour,
      'stroke-width': 1.5,
      'stroke-linejoin': 'round',
      class: 'icon',
    }),
    text(label, { x: middle, y: isTall ? y - 3 : y + 4.5 }, font),
    ...(isTall ? [text(second, { x: middle, y: y + 12 }, { ...font, 'font-size': 10.5, fill: palette.muted })] : []),
    ...bars(vertex, box, context),
    ...names,
  ];
}

/** The shown quantity as a number; for operations on nodes with the node's own name. */
function secondLine(vertex: DiagramVertex, context: ItemContext): string {
  const { place, title, label, flow, kind } = vertex;
  const name = place.kind === 'node' && title !== label ? cut(title) : '';
  const words = context.note === undefined ? quantity(vertex, context, flow, kind) : cut(context.note);
  return [name, words].filter((part) => part !== '').join(' · ');
}

function quantity(
  vertex: DiagramVertex,
  { layer, direction, progress, judgement, format }: ItemContext,
  flow: DiagramVertex['flow'],
  kind: DiagramVertex['kind'],
): string {
  if (vertex.liveness === 'zero') return 'passes nothing on';
  if (vertex.liveness !== 'live') return vertex.liveness === 'unreachable' ? 'receives nothing' : 'never arrives';
  if (layer === 'flow') {
    if (!flow) return '';
    const percent = (share: number): string => `${Math.round(share * 100)}`;
    const shown = shownDirection(direction, progress);
    if (shown === 'both') return `↓ ${percent(flow.forward)}  ↑ ${percent(flow.backward)} %`;
    return `${shown === 'forward' ? '↓' : '↑'} ${percent(flow[shown])} %`;
  }
  if (layer === 'importance') {
    if (!judgement?.without || judgement.difference === undefined) return '';
    const { difference, verdict, without } = judgement;
    const comparison = { difference, isTie: verdict === 'redundant', isBetter: verdict === 'harmful' };
    const words = judgement.how === 'replaced' ? 'best other' : 'without';
    return `${words}: ${formatComparison(comparison, without, format)}`;
  }
  if (kind === 'input' || kind === 'output' || kind === 'aggregation') return '';
  const cost = costOf(vertex, layer);
  return cost === undefined ? '' : `${formatCount(cost)} ${layer === 'flops' ? 'FLOPs' : 'params'}`;
}

/** Two thin bars at the lower side: how large the messages are against the cell's largest. */
function bars(vertex: DiagramVertex, { x, y, width, height }: Box, context: ItemContext): Shape[] {
  const { palette, layer, direction, progress } = context;
  if (layer !== 'flow' || !vertex.flow || vertex.liveness !== 'live' || height < 40) return [];
  const shown = shownDirection(direction, progress);
  const full = width - (vertex.kind === 'pooling' || vertex.kind === 'zero' ? 56 : 36);
  const ways = (['forward', 'backward'] as const).filter((way) => shown === 'both' || shown === way);
  return ways.map((way, index) =>
    rect(
      {
        x: x - full / 2,
        y: y + height / 2 - 7 + index * 3,
        width: full * Math.min(1, vertex.flow?.[way] ?? 0),
        height: 2.2,
      },
      { fill: palette[way], class: 'bar' },
    ),
  );
}

function badge(sign: string, { x, y, width, height }: Box, fill: string, ink: string): Shape[] {
  const [cx, cy] = [x + width / 2 - 4, y - height / 2 + 2];
  return [
    { tag: 'circle', attributes: { cx: String(cx), cy: String(cy), r: '8.5', fill, class: 'badge' } },
    text(sign, { x: cx, y: cy + 4 }, { fill: ink, 'font-size': 12, 'font-weight': 700, 'text-anchor': 'middle' }),
  ];
}
