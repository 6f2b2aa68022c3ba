import type { TextRange } from '../../core/spec/document';
import type { CursorContext, KeyPath } from './cursorContext';

/** How a scan of one flow value ended. */
export type FlowResult =
  | { readonly kind: 'closed'; readonly end: number }
  | { readonly kind: 'cursor'; readonly context: CursorContext | undefined };

interface Level {
  readonly isMapping: boolean;
  /** Keys, or the scalars of a list, read so far. */
  readonly keys: string[];
  /** The key whose value is read, or undefined while a key is expected. */
  key: string | undefined;
  /** Items before the current one. */
  index: number;
  /** The key or the value that is expected was read: a colon, a comma or the end has to follow. */
  isFilled: boolean;
}

export interface Token {
  readonly text: string;
  /** Quotes included. */
  readonly start: number;
  readonly end: number;
  readonly quote: '' | '"' | "'";
}

/** Brackets deeper than this are not followed: no cell needs them. */
const MAX_DEPTH = 100;

/**
 * Reads brackets, keys and values from `start` on, in JSON or in the flow style of YAML, up to the end of the value or to the cursor.
 * Nothing is an error: what makes no sense is stepped over.
 *
 * @param base path of the value that starts at `start`
 * @param indent indentation of the YAML line that the value starts on: a line that is not indented deeper and has a key ends a value that was never closed
 */
export function scanFlow(
  text: string,
  start: number,
  cursor: number,
  mode: 'json' | 'yaml',
  base: KeyPath,
  indent = -1,
): FlowResult {
  const levels: Level[] = [];
  let offset = start;
  for (;;) {
    const space = skipSpace(text, offset, mode, cursor);
    const next = space.end;
    const character = text[next];
    if (cursor <= next && (cursor < next || character === undefined || isPunctuation(character))) {
      if (space.isCursorInComment) return { kind: 'cursor', context: undefined };
      const isTaken = levels[levels.length - 1]?.isFilled === true || isValueBehind(levels, text, next, mode);
      const nothing: Token = { text: '', start: cursor, end: cursor, quote: '' };
      return { kind: 'cursor', context: isTaken ? undefined : contextOf(levels, base, nothing, cursor, text, mode) };
    }
    if (character === undefined) return { kind: 'closed', end: next };
    if (mode === 'yaml' && levels.length > 0 && startsBlockKey(text, next, indent)) {
      return { kind: 'closed', end: text.lastIndexOf('\n', next - 1) };
    }
    if (isPunctuation(character)) {
      offset = next + 1;
      if (!step(levels, character)) return { kind: 'closed', end: offset };
      continue;
    }
    const level = levels[levels.length - 1];
    const isKey = level?.isMapping === true && level.key === undefined;
    const read = readToken(text, next, mode);
    // An edge whose second node is still to be written ends with a blank.
    const token = isKey && mode === 'yaml' ? reachingTo(read, text, cursor) : read;
    if (cursor <= token.end) {
      return {
        kind: 'cursor',
        context: level?.isFilled === true ? undefined : contextOf(levels, base, token, cursor, text, mode),
      };
    }
    if (!level) return { kind: 'closed', end: token.end };
    if (isKey || !level.isMapping) level.keys.push(token.text);
    level.isFilled = true;
    offset = token.end;
  }
}

/** Takes in a bracket, comma or colon; false when the value ends with it. */
function step(levels: Level[], character: string): boolean {
  const level = levels[levels.length - 1];
  if (character === '{' || character === '[') {
    levels.push({ isMapping: character === '{', keys: [], key: undefined, index: 0, isFilled: false });
    return levels.length <= MAX_DEPTH;
  }
  if (!level) return false;
  if (character === '}' || character === ']') {
    levels.pop();
    const outer = levels[levels.length - 1];
    if (outer) outer.isFilled = true;
  } else if (character === ',') {
    level.index++;
    level.key = undefined;
    level.isFilled = false;
  } else if (level.isMapping && level.key === undefined) {
    level.key = level.keys[level.keys.length - 1] ?? '';
    level.isFilled = false;
  }
  return levels.length > 0;
}

function isPunctuation(character: string): boolean {
  return '{}[],:'.includes(character);
}

/** Whether a value stands at `next` already, so that another one before it would not be read. What has a colon behind it is the next key. */
function isValueBehind(levels: readonly Level[], text: string, next: number, mode: 'json' | 'yaml'): boolean {
  const level = levels[levels.length - 1];
  const character = text[next];
  if (!level || character === undefined || (level.isMapping && level.key === undefined)) return false;
  if (isPunctuation(character)) return character === '{' || character === '[';
  return text[skipSpace(text, readToken(text, next, mode).end, mode).end] !== ':';
}

/** A plain token with the blanks behind it up to the cursor. */
export function reachingTo(token: Token, text: string, cursor: number): Token {
  const isReached = token.quote === '' && cursor > token.end && /^[ \t]*$/.test(text.slice(token.end, cursor));
  return isReached && !/^[ \t]*:/.test(text.slice(cursor, cursor + 80)) ? { ...token, end: cursor } : token;
}

/** The part of a token that completion replaces: what stands between its quotes. Undefined for a cursor outside of them. */
export function replacedPart({ start, end, quote, text }: Token, cursor: number): TextRange | undefined {
  if (quote === '') return { start, end };
  const isClosed = text.length === end - start - 2;
  const inner = { start: start + 1, end: isClosed ? end - 1 : end };
  return inner.start <= cursor && cursor <= inner.end ? inner : undefined;
}

function contextOf(
  levels: readonly Level[],
  base: KeyPath,
  token: Token,
  cursor: number,
  text: string,
  mode: 'json' | 'yaml',
): CursorContext | undefined {
  const range = replacedPart(token, cursor);
  if (!range) return undefined;
  const path = [...base];
  levels.forEach((level, depth) => {
    const isLast = depth === levels.length - 1;
    if (!level.isMapping) path.push(level.index);
    else if (level.key !== undefined || !isLast) path.push(level.key ?? '');
  });
  const last = levels[levels.length - 1];
  const isKey = last?.isMapping === true && last.key === undefined;
  const others = last ? [...last.keys, ...laterKeys(text, token.end, mode, last.isMapping)] : [];
  return {
    kind: isKey ? 'key' : 'value',
    path,
    token: range,
    quote: token.quote,
    siblings: isKey || last?.isMapping === false ? others : [],
    beside: !isKey && last?.isMapping === true ? others : [],
  };
}

/** The keys of the mapping, or the scalars of the list, that `start` is in, from there on. */
function laterKeys(text: string, start: number, mode: 'json' | 'yaml', isMapping: boolean): string[] {
  const keys: string[] = [];
  let depth = 0;
  let pending: string | undefined;
  for (let at = skipSpace(text, start, mode).end; at < text.length; at = skipSpace(text, at, mode).end) {
    const character = text[at] ?? '';
    if (character === (isMapping ? ':' : ',') && depth === 0 && pending !== undefined) keys.push(pending);
    if (character === '{' || character === '[') depth++;
    else if (character === '}' || character === ']') depth--;
    if (depth < 0) {
      if (!isMapping && pending !== undefined) keys.push(pending);
      break;
    }
    pending = undefined;
    if (isPunctuation(character)) at++;
    else {
      const token = readToken(text, at, mode);
      if (depth === 0) pending = token.text;
      at = token.end;
    }
  }
  return keys;
}

/** A quoted or plain scalar. An unclosed quote ends with its line. */
export function readToken(text: string, start: number, mode: 'json' | 'yaml'): Token {
  const quote = text[start];
  if (quote === '"' || quote === "'") {
    let end = start + 1;
    while (end < text.length && text[end] !== quote && text[end] !== '\n' && text[end] !== '\r') {
      const isEscape = text[end] === '\\' && quote === '"' && !/[\n\r]/.test(text[end + 1] ?? '');
      end += isEscape ? 2 : 1;
    }
    end = Math.min(end, text.length);
    const isClosed = text[end] === quote;
    return { text: text.slice(start + 1, end), start, end: isClosed ? end + 1 : end, quote };
  }
  let end = start;
  while (end < text.length && !/[\n\r,[\]{}]/.test(text[end] ?? '')) {
    if (text[end] === ':' && (mode === 'json' || /^[\s,[\]{}]?$/.test(text[end + 1] ?? ''))) break;
    if (mode === 'yaml' && text[end] === '#' && /\s/.test(text[end - 1] ?? '')) break;
    if (mode === 'json' && /[\s"]/.test(text[end] ?? '')) break;
    end++;
  }
  end = Math.max(end, start + 1);
  const plain = text.slice(start, end).trimEnd();
  return { text: plain, start, end: start + plain.length, quote: '' };
}

/** Steps over white space and comments. */
function skipSpace(
  text: string,
  start: number,
  mode: 'json' | 'yaml',
  cursor = -1,
): { readonly end: number; readonly isCursorInComment: boolean } {
  let at = start;
  let isCursorInComment = false;
  for (;;) {
    while (at < text.length && /\s/.test(text[at] ?? '')) at++;
    const two = text.slice(at, at + 2);
    const opening =
      mode === 'yaml' ? (two.startsWith('#') ? '#' : undefined) : ['//', '/*'].find((mark) => mark === two);
    if (opening === undefined) return { end: at, isCursorInComment };
    const closing = text.indexOf(opening === '/*' ? '*/' : '\n', at + opening.length);
    const end = closing < 0 ? text.length : closing + (opening === '/*' ? 2 : 0);
    const isAtEnd = cursor === end && (opening !== '/*' || closing < 0);
    isCursorInComment ||= at < cursor && (cursor < end || isAtEnd);
    at = end;
  }
}

/** A line of YAML that is not indented deeper than the one that opened the brackets, and has a key. */
function startsBlockKey(text: string, at: number, indent: number): boolean {
  const lineStart = text.lastIndexOf('\n', at - 1) + 1;
  const before = text.slice(lineStart, at);
  if (indent < 0 || before.trim() !== '' || before.length > indent) return false;
  return /^(?:"[^"\n]*"|'[^'\n]*'|[^\s"'[\]{},#][^\n:]*):(?:\s|$)/.test(text.slice(at, at + 200));
}
