import type { DiagramLink } from '../../src/core/explain/flowView';
import { formatComparison } from '../../src/core/model/numberFormat';
import type { Point } from './layout';
import type { ItemContext } from './scene';
import { path, text, type Shape, type ShapeGroup } from './shapes';
import { shownDirection, stateOf } from './steps';
import { arrow, changeDashes, changeSigns, linkPath, parallelPath, verdictSigns } from './vertexShapes';

/** Width of a line that carries nothing, and of one that carries the largest message. */
const linkWidths = { least: 1.2, most: 9 } as const;

export function flowWidth(share: number): number {
  return linkWidths.least + (linkWidths.most - linkWidths.least) * Math.min(Math.max(share, 0), 1);
}

/** Of a message's colour, what its line has at least: with less it has no contrast of 3 : 1 on every theme's background. */
const leastTint = 0.7;

/** Share of the full colour that a message of this size has; its size is told by the width of the line. */
export function flowTint(share: number): number {
  return leastTint + (1 - leastTint) * Math.min(Math.max(share, 0), 1);
}

interface Line {
  readonly share: number;
  readonly colour: string;
  readonly width: number;
  readonly arrow: 'down' | 'up';
  readonly shift: number;
  readonly opacity?: number;
}

/** A line between two vertices, as wide and strong as what it carries. */
export function linkGroup(link: DiagramLink, points: readonly Point[], context: ItemContext): ShapeGroup {
  const { palette, change, judgement, layer } = context;
  const lines = link.isLive ? linesOf(link, context) : [];
  const shapes: Shape[] = [path(linkPath(points), { class: 'hit', stroke: 'transparent', 'stroke-width': 16 })];
  if (change)
    shapes.push(
      path(linkPath(points), {
        ...{ stroke: palette.changes[change], 'stroke-width': 12, opacity: 0.35 },
        'stroke-dasharray': changeDashes[change],
      }),
    );
  shapes.push(path(linkPath(points), { class: 'ring', stroke: palette.focus, 'stroke-width': 5 }));
  if (lines.length === 0) {
    shapes.push(
      path(linkPath(points), { stroke: palette.border, 'stroke-width': 1.2, 'stroke-dasharray': '3 4', opacity: 0.75 }),
      ...arrowAt(points, 'down', 0, 3.5, palette.border),
    );
  }
  for (const { colour, width, shift, arrow: direction, opacity } of lines) {
    shapes.push(
      path(shift === 0 ? linkPath(points) : parallelPath(points, -shift), {
        class: 'line',
        stroke: colour,
        'stroke-width': width,
        opacity,
      }),
      ...arrowAt(points, direction, shift, 3 + width * 0.45, colour, opacity),
    );
  }
  const sign = layer === 'importance' && link.isWholeEdge ? judgement && verdictSigns[judgement.verdict] : undefined;
  if (sign !== undefined && judgement) {
    const without = judgement.without && judgement.difference !== undefined ? comparisonText(context) : '';
    shapes.push(...caption(points, `${sign} ${without}`.trim(), palette.verdicts[judgement.verdict], context));
  }
  if (change) shapes.push(...caption(points, changeSigns[change], palette.changes[change], context, 15));
  const classes = ['link', link.isWholeEdge ? 'place' : 'segment', ...(link.isLive ? [] : ['dead'])].join(' ');
  return { id: link.id, classes, label: context.label, shapes };
}

function linesOf(link: DiagramLink, context: ItemContext): Line[] {
  const { layer, palette, judgement, direction, progress } = context;
  if (layer === 'flow' && link.flow) {
    const shown = shownDirection(direction, progress);
    const size = { forward: link.flow.forward, backward: link.flow.backward };
    const line = (way: 'forward' | 'backward', shift: number): Line => ({
      share: size[way],
      colour: palette.mix(palette.background, palette[way], flowTint(size[way])),
      width: flowWidth(size[way]) * (shown === 'both' ? 0.7 : 1),
      arrow: way === 'forward' ? 'down' : 'up',
      shift,
      ...opacityOf(way, context),
    });
    if (shown !== 'both') return [line(shown, 0)];
    const gap = 1.5 + (flowWidth(size.forward) + flowWidth(size.backward)) * 0.19;
    return [line('forward', -gap), line('backward', gap)];
  }
  if (layer === 'importance' && link.isWholeEdge && judgement) {
    const width = judgement.share === undefined ? 1.6 : flowWidth(judgement.share);
    return [{ share: 1, colour: palette.verdicts[judgement.verdict], width, arrow: 'down', shift: 0 }];
  }
  return [{ share: 1, colour: palette.border, width: 1.6, arrow: 'down', shift: 0 }];
}

/** A message lights up with the vertex that receives it: the end of the link going forward, its start going backward. */
function opacityOf(direction: 'forward' | 'backward', { progress, ends }: ItemContext): { opacity?: number } {
  const state = stateOf(direction === 'forward' ? ends?.to : ends?.from, direction, progress);
  if (state === 'now' || state === 'all') return {};
  return { opacity: state === 'later' ? 0.12 : 0.5 };
}

function comparisonText({ judgement, format }: ItemContext): string {
  if (!judgement?.without || judgement.difference === undefined) return '';
  const { verdict, difference, without } = judgement;
  return formatComparison(
    { difference, isTie: verdict === 'redundant', isBetter: verdict === 'harmful' },
    without,
    format,
  );
}

function arrowAt(
  points: readonly Point[],
  direction: 'down' | 'up',
  shift: number,
  size: number,
  fill: string,
  opacity?: number,
): Shape[] {
  const tip = direction === 'down' ? points.at(-1) : points[0];
  if (!tip) return [];
  return [path(arrow({ x: tip.x + shift, y: tip.y }, direction, size), { fill, opacity })];
}

function caption(
  points: readonly Point[],
  content: string,
  fill: string,
  { palette }: ItemContext,
  size = 11,
): Shape[] {
  const [a, b] = [points[Math.floor((points.length - 1) / 2)], points[Math.ceil((points.length - 1) / 2)]];
  if (!a || !b) return [];
  const at = { x: (a.x + b.x) / 2 + 8, y: (a.y + b.y) / 2 + 4 };
  const style = { fill, 'font-size': size, 'font-weight': 600, stroke: palette.background, 'stroke-width': 4 };
  return [text(content, at, { ...style, 'paint-order': 'stroke', 'stroke-linejoin': 'round', class: 'near' })];
}
