import type { TextRange } from '../document';

/** Replaces a range of the text. The edits of one change do not overlap and all refer to the text before it. */
export interface TextEdit {
  readonly range: TextRange;
  readonly newText: string;
}

export function applyTextEdits(text: string, edits: readonly TextEdit[]): string {
  return [...edits]
    .sort((a, b) => b.range.start - a.range.start)
    .reduce((result, { range, newText }) => result.slice(0, range.start) + newText + result.slice(range.end), text);
}

/** How a file breaks lines and indents. */
export interface TextStyle {
  readonly endOfLine: string;
  /** White space of one level. */
  readonly indent: string;
}

export function textStyle(text: string): TextStyle {
  const indents = [...text.slice(0, 20_000).matchAll(/^([ \t]+)\S/gm)].map((match) => match[1]!);
  const smallest = indents.reduce<string | undefined>(
    (best, indent) => (best === undefined || indent.length < best.length ? indent : best),
    undefined,
  );
  return { endOfLine: text.includes('\r\n') ? '\r\n' : '\n', indent: smallest ?? '  ' };
}

/** Where the line of an offset begins. */
export function lineStart(text: string, offset: number): number {
  return Math.max(text.lastIndexOf('\n', offset - 1), text.lastIndexOf('\r', offset - 1)) + 1;
}

/** Where the line of an offset ends, before its line break. */
export function lineEnd(text: string, offset: number): number {
  const rest = text.slice(offset).search(/[\r\n]/);
  return rest < 0 ? text.length : offset + rest;
}
