import { readToken } from './flowScanner';

export interface Line {
  readonly start: number;
  readonly end: number;
}

export function lineFrom(text: string, start: number): Line {
  const end = text.indexOf('\n', start);
  return { start, end: end < 0 ? text.length : end };
}

export function indentOf(text: string, line: Line): number {
  let at = line.start;
  while (at < line.end && /[ \t\r]/.test(text[at] ?? '')) at++;
  return at - line.start;
}

export function skipBlanks(text: string, start: number): number {
  let at = start;
  while (/[ \t]/.test(text[at] ?? '')) at++;
  return at;
}

/** Whether a dash of a block list stands at `at`. */
export function isDash(text: string, at: number): boolean {
  return /^-(?:[ \t\r\n]|$)/.test(text.slice(at, at + 2));
}

/** Keys, or plain items of a list, at this column below the line of `from`, up to the end of the mapping or list. */
export function laterEntries(text: string, from: number, column: number, isSequence: boolean): string[] {
  const entries: string[] = [];
  for (const content of contentsBelow(text, from)) {
    if (content.indent < column) break;
    if (content.indent > column) continue;
    if (isSequence && !isDash(text, content.start)) break;
    const token = readToken(text, isSequence ? skipBlanks(text, content.start + 1) : content.start, 'yaml');
    const isKey = text[skipBlanks(text, token.end)] === ':';
    if (isKey !== isSequence && !/[[{\r\n]/.test(text[token.start] ?? '\n')) entries.push(token.text);
  }
  return entries;
}

/** Whether the first line with content below that of `from` belongs to what stands at `column`: a value there would be a second one. */
export function isContinuedBelow(text: string, from: number, column: number, mayBeList: boolean): boolean {
  for (const { indent, start } of contentsBelow(text, from)) {
    return indent > column || (mayBeList && indent === column && isDash(text, start));
  }
  return false;
}

/** The lines below that of `from` that are neither blank nor comments. */
function* contentsBelow(text: string, from: number): Generator<{ readonly indent: number; readonly start: number }> {
  for (let line = lineFrom(text, from); line.end < text.length;) {
    line = lineFrom(text, line.end + 1);
    const indent = indentOf(text, line);
    const start = line.start + indent;
    if (start < line.end && text[start] !== '#') yield { indent, start };
  }
}
