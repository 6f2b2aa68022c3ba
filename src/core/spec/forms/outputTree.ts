/** A value to be written as JSON or YAML, in its own order. */
export type OutputValue = OutputScalar | OutputList | OutputObject;

export interface OutputScalar {
  readonly kind: 'scalar';
  readonly value: string | number;
}

export interface OutputList {
  readonly kind: 'list';
  readonly items: readonly OutputValue[];
  /** On one line. */
  readonly inline: boolean;
}

export interface OutputObject {
  readonly kind: 'object';
  readonly pairs: readonly OutputPair[];
  readonly inline: boolean;
}

export type OutputPair = readonly [key: string, value: OutputValue];

export function text(value: string): OutputScalar {
  return { kind: 'scalar', value };
}

export function number(value: number): OutputScalar {
  return { kind: 'scalar', value };
}

export function inlineList(items: readonly OutputValue[]): OutputList {
  return { kind: 'list', items, inline: true };
}

export function blockList(items: readonly OutputValue[]): OutputList {
  return { kind: 'list', items, inline: false };
}

export function inlineObject(pairs: readonly OutputPair[]): OutputObject {
  return { kind: 'object', pairs, inline: true };
}

export function blockObject(pairs: readonly OutputPair[]): OutputObject {
  return { kind: 'object', pairs, inline: false };
}
