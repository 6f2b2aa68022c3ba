import { generationOfNodes } from '../../graph/generations';
import type { CellLayout } from '../../spaces/space';

export const OUTPUT_NAME = 'output';

/** Index of the input node that a name means: its own name in the layout, or `input`, `input2`, ... Undefined for other names. */
export function inputIndex(name: string, layout: CellLayout): number | undefined {
  const index = layout.inputs.indexOf(name);
  if (index >= 0) return index;
  const match = /^input([1-9]?)$/.exec(name);
  if (!match) return undefined;
  const position = match[1] === '' ? 0 : Number(match[1]) - 1;
  return position < layout.inputs.length ? position : undefined;
}

/**
 * Order of the nodes that edges mention, where nothing else declares them. Numbers stand for themselves: `0` is the first
 * node. Other names are put in topological order, the inputs first and the output last.
 */
export function orderNodes(edges: readonly (readonly [from: string, to: string])[], layout: CellLayout): string[] {
  const names = [...new Set(edges.flat())];
  const hasOutput = layout.output !== 'last';
  const inner = hasOutput ? names.filter((name) => name !== OUTPUT_NAME) : names;
  if (inner.every((name) => /^\d{1,6}$/.test(name))) {
    const count = inner.reduce((most, name) => Math.max(most, Number(name) + 1), layout.inputs.length);
    const numbered = Array.from({ length: count }, (_, node) => String(node));
    return hasOutput ? [...numbered, OUTPUT_NAME] : numbered;
  }
  const inputs: string[] = layout.inputs.map(
    (standard, index) => inner.find((name) => inputIndex(name, layout) === index) ?? standard,
  );
  const isUnnamedInput = !inner.some((name) => inputIndex(name, layout) !== undefined);
  const last = hasOutput ? undefined : inner.find((name) => name === OUTPUT_NAME);
  const rest = inner.filter((name) => !inputs.includes(name) && name !== last);
  const indices = new Map(rest.map((name, index) => [name, index]));
  const restEdges = edges.flatMap(([from, to]) => {
    const start = indices.get(from);
    const end = indices.get(to);
    return start === undefined || end === undefined ? [] : [[start, end] as const];
  });
  const generation = generationOfNodes(rest.length, restEdges) ?? rest.map(() => 0);
  const sorted = [...rest].sort((a, b) => generation[indices.get(a)!]! - generation[indices.get(b)!]!);
  // Nobody called a node input: with a single input, the first in order is it.
  const first = isUnnamedInput && layout.inputs.length === 1 ? [] : inputs;
  return [...first, ...sorted, ...(last === undefined ? [] : [last]), ...(hasOutput ? [OUTPUT_NAME] : [])];
}
