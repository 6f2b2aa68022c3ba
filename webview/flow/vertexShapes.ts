import type { OperationKind } from '../../src/core/spaces/space';
import type { Box } from './layout';
import { number } from './shapes';

/** How much narrower the lower side of a trapezium is on either side: seen in a legend, and names stay inside. */
const slant = 7;

/** The outline of a vertex by the kind of its operation: nothing is told by colour alone. */
export function outline(kind: OperationKind, box: Box): string {
  const { x, y, width, height } = box;
  const [left, right, top, bottom] = [x - width / 2, x + width / 2, y - height / 2, y + height / 2];
  switch (kind) {
    case 'input':
    case 'output':
      return rounded(left, top, width, height, height / 2);
    case 'aggregation':
      return rounded(left, top, width, height, height / 2);
    case 'identity':
      return rounded(left, top, width, height, height / 2.4);
    case 'pooling':
      return polygon([left, top], [right, top], [right - slant, bottom], [left + slant, bottom]);
    case 'zero':
      return polygon(
        [left + 12, top],
        [right - 12, top],
        [right, y],
        [right - 12, bottom],
        [left + 12, bottom],
        [left, y],
      );
    case 'other':
      return polygon(
        [left + 8, top],
        [right, top],
        [right, bottom - 8],
        [right - 8, bottom],
        [left, bottom],
        [left, top + 8],
      );
    case 'convolution':
      return rounded(left, top, width, height, 5);
  }
}

function rounded(x: number, y: number, width: number, height: number, radius: number): string {
  const r = number(radius);
  const [w, h] = [number(width - 2 * radius), number(height - 2 * radius)];
  return `M${number(x + radius)} ${number(y)}h${w}a${r} ${r} 0 0 1 ${r} ${r}v${h}a${r} ${r} 0 0 1 -${r} ${r}h-${w}a${r} ${r} 0 0 1 -${r} -${r}v-${h}a${r} ${r} 0 0 1 ${r} -${r}z`;
}

function polygon(...points: readonly (readonly [number, number])[]): string {
  return `M${points.map(([x, y]) => `${number(x)} ${number(y)}`).join('L')}z`;
}

/** Strokes of a sign, 16 units wide and high around (0, 0). */
const icons: Readonly<Record<OperationKind, string>> = {
  // An arrow into, and out of, a tray.
  input: 'M0 -7V3M-4 -1L0 3L4 -1M-7 3V7H7V3',
  output: 'M0 3V-7M-4 -3L0 -7L4 -3M-7 3V7H7V3',
  // A grid of three by three with its centre filled: a kernel.
  convolution: 'M-7 -7H7V7H-7zM-2.3 -7V7M2.3 -7V7M-7 -2.3H7M-7 2.3H7M-1 -1H1V1H-1z',
  // Four become one.
  pooling: 'M-7 -7H-1V-1H-7zM1 -7H7V-1H1zM-3 3H3V8H-3z',
  identity: 'M-7 0H6M2 -4L6 0L2 4',
  zero: 'M-6 -6L6 6M-6 6L6 -6',
  aggregation: 'M-6 0H6M0 -6V6',
  other: 'M0 -7L7 0L0 7L-7 0z',
};

/** The sign of a kind with its centre at a point. */
export function icon(kind: OperationKind, x: number, y: number): { readonly d: string; readonly transform: string } {
  return { d: icons[kind], transform: `translate(${number(x)} ${number(y)})` };
}

interface Spot {
  readonly x: number;
  readonly y: number;
}

/** A smooth line down the points, vertical where it starts and ends. */
export function linkPath(points: readonly Spot[]): string {
  const [start, ...others] = points;
  if (!start) return '';
  let d = `M${number(start.x)} ${number(start.y)}`;
  let previous = start;
  for (const point of others) {
    const middle = number((previous.y + point.y) / 2);
    d += `C${number(previous.x)} ${middle} ${number(point.x)} ${middle} ${number(point.x)} ${number(point.y)}`;
    previous = point;
  }
  return d;
}

/** Straight pieces that stand for one curve: enough to look smooth at the largest scale. */
const pieces = 14;

/** The same line at a distance to its right side (seen by somebody who goes down it). */
export function parallelPath(points: readonly Spot[], distance: number): string {
  const moved: string[] = [];
  let previous: Spot | undefined;
  for (const point of points) {
    if (previous) {
      for (let piece = moved.length === 0 ? 0 : 1; piece <= pieces; piece++) {
        const { x, y, dx, dy } = curveAt(previous, point, piece / pieces);
        const length = Math.hypot(dx, dy) || 1;
        moved.push(`${number(x - (dy / length) * distance)} ${number(y + (dx / length) * distance)}`);
      }
    }
    previous = point;
  }
  return moved.length > 0 ? `M${moved.join('L')}` : '';
}

/** Place and direction on the curve of `linkPath` between two points. */
function curveAt(a: Spot, b: Spot, t: number): { x: number; y: number; dx: number; dy: number } {
  const middle = (a.y + b.y) / 2;
  const s = 1 - t;
  return {
    x: (s ** 3 + 3 * s * s * t) * a.x + (3 * s * t * t + t ** 3) * b.x,
    y: s ** 3 * a.y + (3 * s * s * t + 3 * s * t * t) * middle + t ** 3 * b.y,
    dx: 6 * s * t * (b.x - a.x),
    // Never zero: the ends are vertical.
    dy: 3 * ((s * s + t * t) * ((b.y - a.y) / 2)) || Math.sign(b.y - a.y),
  };
}

/** A small triangle whose tip is at a point. */
export function arrow(tip: { readonly x: number; readonly y: number }, direction: 'down' | 'up', size: number): string {
  const y = direction === 'down' ? -size * 1.5 : size * 1.5;
  return polygon([tip.x, tip.y], [tip.x - size, tip.y + y], [tip.x + size, tip.y + y]);
}

/** Signs of what matters; the words are in the description. */
export const verdictSigns = { critical: '!', redundant: '≈', harmful: '−', necessary: '■' } as const;

export const changeSigns = { added: '+', removed: '−', changed: '~' } as const;

/** Dashes that tell changes apart without colours; what was added has none. */
export const changeDashes = { added: undefined, removed: '9 5', changed: '2 4' } as const;

/** Words of operations that say nothing beside the others, and the usual short forms of those that do. */
const idleWords = new Set(['bn', 'relu', 'nor', 'norm', 'batch', 'connect', 'connection', 'op']);
const shortWords: Readonly<Record<string, string>> = {
  separable: 'sep',
  dilated: 'dil',
  depthwise: 'dw',
  average: 'avg',
  avgpool: 'avg',
  maxpool: 'max',
  maximum: 'max',
  convolution: 'conv',
  identity: 'id',
};

/** Characters of a name that is neither whole nor only initials. */
const mediumLength = 8;

/** A name that fits a small shape and is still a name: `sep_conv_3x3` is `sep 3x3`, `conv1x1-bn-relu` is `conv 1x1`. */
export function mediumLabel(label: string): string {
  if (label.length <= mediumLength) return label;
  const kernel = /\d+x\d+/i.exec(label)?.[0] ?? '';
  const words = label
    .replace(kernel, ' ')
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== '' && !idleWords.has(word.toLowerCase()))
    .map((word) => shortWords[word.toLowerCase()] ?? word);
  const says = (pattern: RegExp): boolean => words.some((word) => pattern.test(word));
  const kept = words.filter(
    (word) =>
      !(/^pool(ing)?$/i.test(word) && says(/^(max|avg)$/i)) && !(/^conv(2d)?$/i.test(word) && says(/^(sep|dil|dw)$/i)),
  );
  const short = [...kept, kernel].filter((word) => word !== '').join(' ');
  const name = short === '' ? label : short;
  return name.length <= mediumLength ? name : `${name.slice(0, mediumLength - 1)}…`;
}

/** Initials and kernel of an operation, for drawings too small for its name: `nor_conv_3x3` is `NC3`. */
export function shortLabel(label: string, kind: OperationKind): string {
  if (kind === 'identity') return 'id';
  if (kind === 'zero') return '∅';
  if (label === kind) return kind === 'input' ? 'in' : kind === 'output' ? 'out' : label.slice(0, 5);
  if (kind === 'input' || kind === 'output' || kind === 'aggregation') return label.slice(0, 5);
  const kernel = /(\d+)x\1/.exec(label)?.[1] ?? '';
  const initials = label
    .replace(/\d+x\d+/g, '')
    .split(/[^\p{L}]+/u)
    .map((word) => word.charAt(0).toUpperCase())
    .join('');
  return `${initials.slice(0, 3)}${kernel}` || label.slice(0, 4);
}
