import { indentOf, isContinuedBelow, isDash, laterEntries, lineFrom, skipBlanks, type Line } from './blockLines';
import type { CursorContext, KeyPath } from './cursorContext';
import { reachingTo, readToken, replacedPart, scanFlow, type Token } from './flowScanner';

interface BlockLevel {
  readonly indent: number;
  readonly isSequence: boolean;
  key: string;
  index: number;
  /** Keys, or plain items of a list, read so far. */
  readonly keys: string[];
  /** The last key or dash has a value. */
  isFilled: boolean;
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
    const isMark = text.startsWith('---', line.start) || text.startsWith('%', line.start);
    if (indent > blockScalarIndent && !isBlank) {
      if (isCursorLine) return undefined;
    } else if (isMark || text[content] === '#') {
      if (isCursorLine) return isMark || cursor > content ? undefined : emptyContext(text, levels, line, cursor);
    } else if (isBlank) {
      if (isCursorLine) return emptyContext(text, levels, line, cursor);
    } else {
      // In the indentation of what stands on this line nothing can be written.
      if (isCursorLine && cursor < content) return undefined;
      blockScalarIndent = Infinity;
      const result = readLine(text, line, content, levels, cursor);
      if (result.kind === 'cursor') return result.context;
      if (result.kind === 'block-scalar') blockScalarIndent = indent;
      if (result.kind === 'flow' && result.end > line.end)
        line = { start: line.start, end: lineFrom(text, result.end).end };
    }
    if (line.end >= text.length) return undefined;
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
  let dash: number | undefined;
  while (isDash(text, at)) {
    if (cursor <= at) return { kind: 'cursor', context: undefined };
    dash = at - line.start;
    enterSequence(levels, dash);
    at = Math.min(skipBlanks(text, at + 1), line.end);
    const isEmpty = at >= line.end || text[at] === '\r';
    if (isEmpty && cursor > line.end) return { kind: 'read' };
    if (isEmpty || cursor < at) {
      const isTaken = !isEmpty || isContinuedBelow(text, cursor, dash, false);
      return { kind: 'cursor', context: isTaken ? undefined : itemContext(text, levels, cursor, nothingAt(cursor)) };
    }
  }
  const column = at - line.start;
  if (text[at] === '{' || text[at] === '[') {
    popTo(levels, column + 1);
    fill(levels);
    return readFlow(text, at, cursor, pathOf(levels), column);
  }
  const token = readToken(text, at, 'yaml');
  const colon = skipBlanks(text, token.end);
  const isKey = text[colon] === ':' && colon < line.end;
  if (cursor <= token.end || !isKey) {
    if (cursor > line.end) {
      if (dash !== undefined) levels[levels.length - 1]?.keys.push(token.text);
      fill(levels);
      return { kind: 'read' };
    }
    const reached = reachingTo(token, text, cursor);
    if (cursor > reached.end) return { kind: 'cursor', context: undefined };
    const isItem = dash !== undefined && !isKey;
    return {
      kind: 'cursor',
      context: isItem ? itemContext(text, levels, cursor, reached) : keyContext(text, levels, column, reached, cursor),
    };
  }
  enterKey(levels, column, token.text);
  return readValue(text, line, colon + 1, levels, cursor);
}

function readValue(text: string, line: Line, afterColon: number, levels: BlockLevel[], cursor: number): LineResult {
  const at = skipBlanks(text, afterColon);
  const column = levels[levels.length - 1]?.indent ?? 0;
  if (cursor < afterColon) return { kind: 'cursor', context: undefined };
  if (at >= line.end || text[at] === '\r' || text[at] === '#') {
    if (cursor > line.end) return { kind: 'read' };
    const isTaken = cursor > at || text[cursor] === '#' || isContinuedBelow(text, cursor, column, true);
    return { kind: 'cursor', context: isTaken ? undefined : valueContext(text, levels, cursor) };
  }
  // Between the colon and the value that it has.
  if (cursor < at) return { kind: 'cursor', context: undefined };
  fill(levels);
  if (text[at] === '{' || text[at] === '[') return readFlow(text, at, cursor, pathOf(levels), column);
  if (/^[|>][+\-\d]*\s*(?:#.*)?$/.test(text.slice(at, line.end))) {
    return cursor <= line.end ? { kind: 'cursor', context: undefined } : { kind: 'block-scalar' };
  }
  const token = readToken(text, at, 'yaml');
  if (cursor <= token.end) return { kind: 'cursor', context: scalarContext(text, levels, cursor, token) };
  // A plain scalar of a block may hold brackets and commas; what follows it on the line is still it.
  return cursor > line.end ? { kind: 'read' } : { kind: 'cursor', context: undefined };
}

function readFlow(text: string, at: number, cursor: number, path: KeyPath, indent: number): LineResult {
  const result = scanFlow(text, at, cursor, 'yaml', path, indent);
  return result.kind === 'cursor' ? result : { kind: 'flow', end: result.end };
}

function enterKey(levels: BlockLevel[], indent: number, key: string): void {
  popTo(levels, indent + 1);
  let level = levels[levels.length - 1];
  if (!level || level.isSequence || level.indent < indent) {
    fill(levels);
    level = { indent, isSequence: false, key, index: 0, keys: [], isFilled: false };
    levels.push(level);
  }
  level.key = key;
  level.keys.push(key);
  level.isFilled = false;
}

function enterSequence(levels: BlockLevel[], indent: number): void {
  popTo(levels, indent + 1, true);
  const level = levels[levels.length - 1];
  if (level?.isSequence && level.indent === indent) {
    level.index++;
    level.isFilled = false;
    return;
  }
  fill(levels);
  levels.push({ indent, isSequence: true, key: '', index: 0, keys: [], isFilled: false });
}

function fill(levels: readonly BlockLevel[]): void {
  const top = levels[levels.length - 1];
  if (top) top.isFilled = true;
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

function nothingAt(cursor: number): Token {
  return { text: '', start: cursor, end: cursor, quote: '' };
}

/** Nothing is written at the cursor: by its column it would be a key of one of the open mappings, or of a new one. */
function emptyContext(text: string, levels: BlockLevel[], line: Line, cursor: number): CursorContext | undefined {
  const column = cursor - line.start;
  if (isContinuedBelow(text, cursor, column, false)) return undefined;
  return keyContext(text, levels, column, nothingAt(cursor), cursor);
}

function keyContext(
  text: string,
  levels: readonly BlockLevel[],
  column: number,
  token: Token,
  cursor: number,
): CursorContext | undefined {
  const range = replacedPart(token, cursor);
  const open = [...levels];
  popTo(open, column + 1);
  const top = open[open.length - 1];
  const isIn = top !== undefined && !top.isSequence && top.indent === column;
  // Deeper than a key that has its value already: neither a key of that mapping nor of a new one.
  if (!range || (!isIn && (top?.isFilled ?? levels.length > 0))) return undefined;
  const path = pathOf(isIn ? open.slice(0, -1) : open);
  const siblings = [...(isIn ? top.keys : []), ...laterEntries(text, token.end, column, false)];
  return { kind: 'key', path, token: range, quote: token.quote, siblings, beside: [] };
}

/** Behind a dash: an item, or the first key of a mapping that is one. */
function itemContext(
  text: string,
  levels: readonly BlockLevel[],
  cursor: number,
  token: Token,
): CursorContext | undefined {
  const context = scalarContext(text, levels, cursor, token);
  if (!context || token.quote !== '') return context;
  const column = token.start - (text.lastIndexOf('\n', token.start - 1) + 1);
  const asKey: CursorContext = {
    ...context,
    kind: 'key',
    siblings: laterEntries(text, token.end, column, false),
  };
  return { ...context, asKey };
}

function valueContext(text: string, levels: readonly BlockLevel[], cursor: number): CursorContext | undefined {
  return scalarContext(text, levels, cursor, nothingAt(cursor));
}

function scalarContext(
  text: string,
  levels: readonly BlockLevel[],
  cursor: number,
  token: Token,
): CursorContext | undefined {
  const range = replacedPart(token, cursor);
  const top = levels[levels.length - 1];
  if (!range || !top) return undefined;
  const others = [...top.keys, ...laterEntries(text, cursor, top.indent, top.isSequence)];
  return {
    kind: 'value',
    path: pathOf(levels),
    token: range,
    quote: token.quote,
    siblings: top.isSequence ? others : [],
    beside: top.isSequence ? [] : others,
  };
}
