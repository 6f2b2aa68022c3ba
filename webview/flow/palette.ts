import type { Verdict } from '../../src/core/explain/flowView';
import type { ChangeKind } from '../../src/core/explain/compareCells';
import type { OperationKind } from '../../src/core/spaces/space';

/** The colours of a drawing. On a screen they are the theme's own; in print they are fixed. */
export interface Palette {
  readonly background: string;
  /** Body of a vertex. */
  readonly surface: string;
  readonly text: string;
  readonly muted: string;
  readonly border: string;
  readonly focus: string;
  readonly kinds: Readonly<Record<OperationKind, string>>;
  readonly forward: string;
  readonly backward: string;
  readonly cost: string;
  readonly verdicts: Readonly<Record<Verdict, string>>;
  readonly changes: Readonly<Record<ChangeKind, string>>;
  /** `share` of the way from the first colour to the second one. */
  mix(from: string, to: string, share: number): string;
}

const variable = (name: string): string => `var(--flow-${name})`;

/** Colours by the variables that flow.css derives from the theme. */
export const screenPalette: Palette = {
  background: variable('background'),
  surface: variable('surface'),
  text: variable('text'),
  muted: variable('muted'),
  border: variable('border'),
  focus: variable('focus'),
  kinds: {
    input: variable('kind-input'),
    output: variable('kind-output'),
    convolution: variable('kind-convolution'),
    pooling: variable('kind-pooling'),
    identity: variable('kind-identity'),
    zero: variable('kind-zero'),
    aggregation: variable('kind-aggregation'),
    other: variable('kind-other'),
  },
  forward: variable('forward'),
  backward: variable('backward'),
  cost: variable('cost'),
  verdicts: {
    critical: variable('critical'),
    redundant: variable('redundant'),
    harmful: variable('harmful'),
    necessary: variable('necessary'),
  },
  changes: { added: variable('added'), removed: variable('removed'), changed: variable('changed') },
  mix: (from, to, share) => `color-mix(in srgb, ${to} ${Math.round(clamp(share) * 100)}%, ${from})`,
};

/** For paper: dark on white, with hues that stay apart for people who see few colours. */
export const printPalette: Palette = {
  background: '#ffffff',
  surface: '#ffffff',
  text: '#1f2328',
  muted: '#57606a',
  border: '#8c959f',
  focus: '#0550ae',
  kinds: {
    input: '#57606a',
    output: '#57606a',
    convolution: '#0b63b0',
    pooling: '#2f7d32',
    identity: '#8a6100',
    zero: '#8c959f',
    aggregation: '#57606a',
    other: '#7b3fa0',
  },
  forward: '#c2410c',
  backward: '#6d28d9',
  cost: '#0f766e',
  verdicts: { critical: '#b42318', redundant: '#6e7781', harmful: '#9a6700', necessary: '#0550ae' },
  changes: { added: '#1a7f37', removed: '#b42318', changed: '#9a6700' },
  mix(from, to, share) {
    const [a, b] = [channels(from), channels(to)];
    const mixed = a.map((value, index) => Math.round(value + ((b[index] ?? value) - value) * clamp(share)));
    return `#${mixed.map((value) => value.toString(16).padStart(2, '0')).join('')}`;
  },
};

function channels(hex: string): number[] {
  return [1, 3, 5].map((start) => parseInt(hex.slice(start, start + 2), 16));
}

function clamp(share: number): number {
  return Math.min(Math.max(share, 0), 1);
}
