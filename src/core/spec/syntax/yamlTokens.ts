import { Lexer, Parser } from 'yaml';
import type { CST } from 'yaml';
import type { TextRange } from '../document';
import type { ProblemCode } from '../problemCodes';
import type { ReadLimits } from './limits';

/** Signs that the lexer adds and the text does not have: start of a document, of a scalar, an error in a flow. */
const LEXER_MARKERS = new Set(['\u0002', '\u0018', '\u001f']);

/** Why the tokens of a file are not looked at. */
export interface TokenRefusal {
  readonly code: ProblemCode;
  readonly message: string;
  readonly range: TextRange;
}

/** The token tree of a file, unless brackets are nested too deep or there are far more tokens than cells need. */
export function readTokens(text: string, limits: ReadLimits): CST.Token[] | TokenRefusal {
  const parser = new Parser();
  const tokens: CST.Token[] = [];
  let offset = 0;
  let depth = 0;
  let count = 0;
  for (const lexeme of new Lexer().lex(text)) {
    if (lexeme === '[' || lexeme === '{') depth++;
    if (lexeme === ']' || lexeme === '}') depth = Math.max(0, depth - 1);
    const range = { start: Math.min(offset, text.length), end: Math.min(offset + 1, text.length) };
    if (depth > limits.depth) {
      return { code: 'nesting-too-deep', message: `nested more than ${limits.depth} levels deep`, range };
    }
    if (++count > limits.tokens) {
      return { code: 'file-too-large', message: `more than ${limits.tokens} words and signs`, range };
    }
    for (const token of parser.next(lexeme)) tokens.push(token);
    if (!LEXER_MARKERS.has(lexeme)) offset += lexeme.length;
  }
  for (const token of parser.end()) tokens.push(token);
  return tokens;
}

/** What the guards want to know of a YAML file before its nodes are composed. */
export interface TokenSurvey {
  readonly comments: readonly TextRange[];
  /** The first collection that is nested deeper than allowed. */
  readonly tooDeep?: TextRange;
  /** Anchors and aliases. */
  readonly aliasCount: number;
  /** The first anchor or alias. */
  readonly firstAlias?: TextRange;
}

interface Visit {
  readonly token: CST.Token;
  readonly depth: number;
}

/**
 * Looks through a parsed token tree without recursion: composing is recursive, and on Node 20 a deeply nested file aborts
 * the process there; anchors and aliases make it slow.
 */
export function surveyTokens(tokens: readonly CST.Token[], maxDepth: number): TokenSurvey {
  const comments: TextRange[] = [];
  let aliasCount = 0;
  let firstAlias: TextRange | undefined;
  const pending: Visit[] = [...tokens].reverse().map((token) => ({ token, depth: 0 }));
  for (let visit = pending.pop(); visit; visit = pending.pop()) {
    const { token, depth } = visit;
    const range = { start: token.offset, end: token.offset + ('source' in token ? token.source.length : 1) };
    if (token.type === 'comment') comments.push(range);
    if (token.type === 'anchor' || token.type === 'alias') {
      aliasCount++;
      firstAlias ??= range;
    }
    const children = childTokens(token);
    const isCollection = 'items' in token;
    if (isCollection && depth >= maxDepth) {
      return { comments, tooDeep: range, aliasCount, ...(firstAlias ? { firstAlias } : {}) };
    }
    for (let index = children.length - 1; index >= 0; index--) {
      pending.push({ token: children[index]!, depth: depth + (isCollection ? 1 : 0) });
    }
  }
  comments.sort((a, b) => a.start - b.start);
  return { comments, aliasCount, ...(firstAlias ? { firstAlias } : {}) };
}

/** Lists are appended one by one: a hostile file makes them too long for spread arguments. */
function childTokens(token: CST.Token): CST.Token[] {
  const children: CST.Token[] = [];
  const append = (tokens: readonly CST.Token[] | undefined): void => tokens?.forEach((child) => children.push(child));
  if ('start' in token && Array.isArray(token.start)) append(token.start);
  if ('items' in token) {
    for (const item of token.items) {
      append(item.start);
      if (item.key) children.push(item.key);
      append(item.sep);
      if (item.value) children.push(item.value);
    }
  }
  if ('props' in token) append(token.props);
  if (token.type === 'document' && token.value) children.push(token.value);
  if ('end' in token && Array.isArray(token.end)) append(token.end);
  return children;
}
