import { createScanner, parseTree, printParseErrorCode } from 'jsonc-parser';
import type { Node, ParseError } from 'jsonc-parser';
import type { DocumentProblem, TextRange } from '../document';
import type { ReadLimits } from './limits';
import { acceptPairs } from './mappingPairs';
import type { SyntaxNode, SyntaxPair, SyntaxScalar, SyntaxTree } from './syntaxTree';

/** Values of jsonc-parser's const enum SyntaxKind, which isolated modules can not import. */
const TOKEN = {
  openBrace: 1,
  closeBrace: 2,
  openBracket: 3,
  closeBracket: 4,
  lineComment: 12,
  blockComment: 13,
  end: 17,
};

/** Reads JSON with comments and trailing commas. Never throws: what is not well-formed is reported and the rest is returned. */
export function parseJson(source: string, limits: ReadLimits): SyntaxTree {
  // A byte-order mark is no white space to the scanner; a space keeps all offsets.
  const text = source.startsWith('\uFEFF') ? ` ${source.slice(1)}` : source;
  const { comments, tooDeep } = scan(text, limits.depth);
  if (tooDeep) {
    const message = `nested more than ${limits.depth} levels deep; the file is not read`;
    return { comments, problems: [{ code: 'nesting-too-deep', severity: 'error', message, range: tooDeep }] };
  }
  const errors: ParseError[] = [];
  const tree = parseTree(text, errors, { allowTrailingComma: true, disallowComments: false, allowEmptyContent: true });
  const problems = errors.map(({ error, offset, length }): DocumentProblem => {
    const end = Math.min(text.length, Math.max(offset + length, offset + 1));
    return {
      code: 'syntax',
      severity: 'error',
      message: `JSON: ${describeError(printParseErrorCode(error))}`,
      range: { start: Math.min(offset, end), end },
    };
  });
  const root = tree && convert(tree, text, problems);
  return { ...(root ? { root } : {}), comments, problems };
}

/** Comments, and the first bracket that is nested too deep: the parser is recursive and must not see it. */
function scan(text: string, maxDepth: number): { comments: TextRange[]; tooDeep?: TextRange } {
  const scanner = createScanner(text, false);
  const comments: TextRange[] = [];
  let depth = 0;
  for (let token: number = scanner.scan(); token !== TOKEN.end; token = scanner.scan()) {
    const start = scanner.getTokenOffset();
    const range = { start, end: start + scanner.getTokenLength() };
    if (token === TOKEN.lineComment || token === TOKEN.blockComment) comments.push(range);
    if (token === TOKEN.openBrace || token === TOKEN.openBracket) depth++;
    if (token === TOKEN.closeBrace || token === TOKEN.closeBracket) depth = Math.max(0, depth - 1);
    if (depth > maxDepth) return { comments, tooDeep: range };
  }
  return { comments };
}

function describeError(code: string): string {
  const words = code.replace(/([a-z])([A-Z])/g, '$1 $2').toLowerCase();
  return words === '<unknown parse error code>' ? 'not well-formed' : words;
}

function convert(node: Node, text: string, problems: DocumentProblem[]): SyntaxNode {
  const range = { start: node.offset, end: node.offset + node.length };
  if (node.type === 'array') {
    return { kind: 'sequence', range, items: (node.children ?? []).map((child) => convert(child, text, problems)) };
  }
  if (node.type === 'object') {
    const pairs = (node.children ?? []).flatMap((property): SyntaxPair[] => {
      const [key, value] = property.children ?? [];
      if (!key) return [];
      const keyNode = scalar(key, text);
      const valueNode = value ? convert(value, text, problems) : missingValue(property);
      return [{ key: keyNode, value: valueNode, range: { start: keyNode.range.start, end: valueNode.range.end } }];
    });
    return { kind: 'mapping', range, pairs: acceptPairs(pairs, problems) };
  }
  return scalar(node, text);
}

function scalar(node: Node, text: string): SyntaxScalar {
  const range = { start: node.offset, end: node.offset + node.length };
  const source = text.slice(range.start, range.end);
  const value = node.value as string | number | boolean | null;
  if (typeof value === 'string') {
    const isVerbatim = source.slice(1, 1 + value.length) === value;
    return { kind: 'scalar', value, text: value, range, ...(isVerbatim ? { verbatimStart: range.start + 1 } : {}) };
  }
  if (value === null) return { kind: 'scalar', value, text: '', range };
  return { kind: 'scalar', value, text: source, range, verbatimStart: range.start };
}

/** Nothing, right behind the colon that it is missing after. */
function missingValue(property: Node): SyntaxScalar {
  const end = property.colonOffset === undefined ? property.offset + property.length : property.colonOffset + 1;
  return { kind: 'scalar', value: null, text: '', range: { start: end, end } };
}
