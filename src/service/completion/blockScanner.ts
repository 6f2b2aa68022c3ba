import type { CursorContext, KeyPath } from './cursorContext';
import { readToken, scanFlow } from './flowScanner';

interface BlockLevel {
  readonly indent: number;
  readonly isSequence: boolean;
  key: string;
  index: number;
  readonly keys: string[];
}

interface Line {
  readonly start: number;
  readonly end: number;
}

/** Reads YAML line by line up to the cursor, by indentation alone, and tells what stands there. */
export function scanBlock(text: string, cursor: number): CursorContext | undefined {
  const levels: BlockLevel[] = [];
  let blockScalarIndent = Infinity;
  let line = lineFrom(text, text.startsWith('\uFEFF') ? 1 : 0);
  for (;;) {
    const content = line.start + indentOf(text, line);
    const isCursorLine = cursor <= line.end;
    const indent = content - line.start;
    const isBlank = content >= line.end;
    const isComment = text[content] === '#' || text.startsWith('---', line.start) || text.startsWith('%', line.start);
    if (indent > blockScalarIndent && !isBlank) {
      if (isCursorLine) return undefined;
    } else if (isComment) {
      if (isCursorLine && cursor > content) return undefined;
      if (isCursorLine) return emptyContext(text, levels, cursor, cursor - line.start);
    } else if (isBlank) {
      if (isCursorLine) return emptyContext(text, levels, cursor, cursor - line.start);
    } else {
      if (isCursorLine && cursor < content) return emptyContext(text, levels, cursor, cursor - line.start);
      blockScalarIndent = Infinity;
      const result = readLine(text, line, content, levels, cursor);
      if (result.kind === 'cursor') return result.context;
      if (result.kind === 'block-scalar') blockScalarIndent = indent;
      if (result.kind === 'flow' && result.end > line.end)
        line = { start: line.start, end: lineFrom(text, result.end).end };
    }
    if (line.end >= text.length) return emptyContext(text, levels, cursor, 0);
    line = lineFrom(text, line.end + 1);
  }
}

type LineResult =
  | { readonly kind: 'read' | 'block-scalar' }
  | { readonly kind: 'flow'; readonly end: number }
  | { readonly kind: 'cursor'; readonly context: CursorContext | undefined };

/** Takes the dashes, the key and the value of a line in, or tells what the cursor in it is at. */
function readLine(text: string, line: Line, content: number, levels: BlockLevel[], cursor: number): LineResult {
  let at = content;
  while (/^-(?:[ \t\r\n]|$)/.test(text.slice(at, at + 2))) {
    if (cursor <= at) return { kind: 'cursor', context: emptyContext(text, levels, cursor, at - line.start) };
    enterSequence(levels, at - line.start);
    at++;
    while (at < line.end && /[ \t]/.test(text[at] ?? '')) at++;
    if (cursor < at || at >= line.end) {
      if (cursor <= line.end) return { kind: 'cursor', context: valueContext(pathOf(levels), cursor) };
      return { kind: 'read' };
    }
  }
  const column = at - line.start;
  if (text[at] === '{' || text[at] === '[') {
    popTo(levels, column + 1);
    return readFlow(text, at, cursor, pathOf(levels), column);
  }
  const key = readToken(text, at, 'yaml');
  const colon = skipBlanks(text, key.end);
  const isKey = text[colon] === ':' && colon < line.end + 1;
  if (cursor <= key.end || !isKey) {
    if (cursor > line.end) return { kind: 'read' };
    return { kind: 'cursor', context: keyContext(text, levels, column, key) };
  }
  enterKey(levels, column, key.text);
  return readValue(text, line, colon + 1, levels, cursor);
}

function readValue(text: string, line: Line, afterColon: number, levels: BlockLevel[], cursor: number): LineResult {
  const at = skipBlanks(text, afterColon);
  const column = levels[levels.length - 1]?.indent ?? 0;
  if (cursor < afterColon) return { kind: 'cursor', context: undefined };
  if (at >= line.end || text[at] === '\r' || text[at] === '#') {
    if (cursor > line.end) return { kind: 'read' };
    return { kind: 'cursor', context: cursor > at ? undefined : valueContext(pathOf(levels), cursor) };
  }
  if (cursor < at) return { kind: 'cursor', context: valueContext(pathOf(levels), cursor) };
  if (text[at] === '{' || text[at] === '[') return readFlow(text, at, cursor, pathOf(levels), column);
  if (/^[|>][+\-\d]*\s*(?:#.*)?$/.test(text.slice(at, line.end))) {
    return cursor <= line.end ? { kind: 'cursor', context: undefined } : { kind: 'block-scalar' };
  }
  const result = readFlow(text, at, cursor, pathOf(levels), column);
  // A plain scalar of a block may hold brackets and commas; what follows it on the line is still it.
  return result.kind === 'cursor' || cursor > line.end
    ? { ...result, ...(result.kind === 'flow' ? { end: line.end } : {}) }
    : { kind: 'cursor', context: undefined };
}

function readFlow(text: string, at: number, cursor: number, path: KeyPath, indent: number): LineResult {
  const result = scanFlow(text, at, cursor, 'yaml', path, indent);
  return result.kind === 'cursor' ? result : { kind: 'flow', end: result.end };
}

function enterKey(levels: BlockLevel[], indent: number, key: string): void {
  popTo(levels, indent + 1);
  let level = levels[levels.length - 1];
  if (!level || level.isSequence || level.indent < indent) {
    level = { indent, isSequence: false, key, index: 0, keys: [] };
    levels.push(level);
  }
  level.key = key;
  level.keys.push(key);
}

function enterSequence(levels: BlockLevel[], indent: number): void {
  popTo(levels, indent + 1, true);
  const level = levels[levels.length - 1];
  if (level?.isSequence && level.indent === indent) level.index++;
  else levels.push({ indent, isSequence: true, key: '', index: 0, keys: [] });
}

/** Leaves the levels that are indented at least `indent`; a sequence that stands at the indentation of its key ends with the next key. */
function popTo(levels: BlockLevel[], indent: number, keepSequence = false): void {
  for (let top = levels[levels.length - 1]; top; top = levels[levels.length - 1]) {
    const isEnded = top.indent >= indent || (top.indent === indent - 1 && top.isSequence && !keepSequence);
    if (!isEnded) return;
    levels.pop();
  }
}

function pathOf(levels: readonly BlockLevel[]): KeyPath {
  return levels.map((level) => (level.isSequence ? level.index : level.key));
}

/** Nothing is written at the cursor: by its column it would be a key of one of the open mappings, or of a new one. */
function emptyContext(text: string, levels: BlockLevel[], cursor: number, column: number): CursorContext {
  const open = levels.filter((level) => level.indent <= column);
  return keyContext(text, open, column, { text: '', start: cursor, end: cursor, quote: '' });
}

function keyContext(
  text: string,
  levels: BlockLevel[],
  column: number,
  token: ReturnType<typeof readToken>,
): CursorContext {
  const open = [...levels];
  popTo(open, column + 1);
  const top = open[open.length - 1];
  const isIn = top !== undefined && !top.isSequence && top.indent === column;
  const path = pathOf(isIn ? open.slice(0, -1) : open);
  const inner = token.quote === '' ? 0 : 1;
  const start = token.start + inner;
  const isClosed = inner > 0 && text[token.end - 1] === token.quote && token.end - token.start > 1;
  const end = Math.max(start, isClosed ? token.end - 1 : token.end);
  const siblings = [...(isIn ? top.keys : []), ...laterKeys(text, token.end, column)];
  return { kind: 'key', path, token: { start, end }, quote: token.quote, siblings };
}

function valueContext(path: KeyPath, cursor: number): CursorContext {
  return { kind: 'value', path, token: { start: cursor, end: cursor }, quote: '', siblings: [] };
}

/** Keys at this column below the line of `from`, up to the end of the mapping. */
function laterKeys(text: string, from: number, column: number): string[] {
  const keys: string[] = [];
  for (let line = lineFrom(text, from); line.end < text.length;) {
    line = lineFrom(text, line.end + 1);
    const indent = indentOf(text, line);
    const content = line.start + indent;
    if (content >= line.end || text[content] === '#') continue;
    if (indent < column) break;
    if (indent > column) continue;
    const key = readToken(text, content, 'yaml');
    if (text[skipBlanks(text, key.end)] === ':') keys.push(key.text);
  }
  return keys;
}

function lineFrom(text: string, start: number): Line {
  const end = text.indexOf('\n', start);
  return { start, end: end < 0 ? text.length : end };
}

function indentOf(text: string, line: Line): number {
  let at = line.start;
  while (at < line.end && /[ \t\r]/.test(text[at] ?? '')) at++;
  return at - line.start;
}

function skipBlanks(text: string, start: number): number {
  let at = start;
  while (/[ \t]/.test(text[at] ?? '')) at++;
  return at;
}
