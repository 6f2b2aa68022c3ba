import { Composer, isAlias, isMap, isScalar, isSeq } from 'yaml';
import type { Alias, CST, Document, Node, Pair, Scalar, YAMLMap } from 'yaml';
import type { DocumentProblem, TextRange } from '../document';
import type { ProblemCode } from '../problemCodes';
import type { ReadLimits } from './limits';
import { acceptPairs } from './mappingPairs';
import type { SyntaxNode, SyntaxPair, SyntaxScalar, SyntaxTree } from './syntaxTree';
import { readTokens, surveyTokens } from './yamlTokens';

/** Reads the first document of a YAML 1.2 file. Never throws: what is not well-formed is reported and the rest is returned. */
export function parseYaml(text: string, limits: ReadLimits): SyntaxTree {
  const refuse = (code: ProblemCode, message: string, range: TextRange): SyntaxTree => {
    return {
      comments: [],
      problems: [{ code, severity: 'error', message: `${message}; the file is not read`, range }],
    };
  };
  const tokens = readTokens(text, limits);
  if (!Array.isArray(tokens)) return refuse(tokens.code, tokens.message, tokens.range);
  const survey = surveyTokens(tokens, limits.depth);
  const { comments } = survey;
  if (survey.tooDeep) return refuse('nesting-too-deep', `nested more than ${limits.depth} levels deep`, survey.tooDeep);
  if (survey.firstAlias && survey.aliasCount > limits.aliases) {
    const message = `${survey.aliasCount} anchors and aliases, more than ${limits.aliases}`;
    return refuse('too-many-aliases', message, survey.firstAlias);
  }
  const [document, second] = compose(tokens, text.length);
  if (!document) return { comments, problems: [] };
  const clip = (start: number, end: number): TextRange => ({
    start: Math.max(0, Math.min(start, text.length)),
    end: Math.max(0, Math.min(Math.max(start, end), text.length)),
  });
  const problems: DocumentProblem[] = [
    ...document.errors.map(({ message, pos }): DocumentProblem => {
      return { code: 'syntax', severity: 'error', message: `YAML: ${message}`, range: clip(pos[0], pos[1]) };
    }),
    ...document.warnings.map(({ message, pos }): DocumentProblem => {
      return { code: 'yaml-tag', severity: 'warning', message: `YAML: ${message}`, range: clip(pos[0], pos[1]) };
    }),
  ];
  if (second) {
    const [start, end] = second.range;
    const message = 'only the first document of a file is read';
    problems.push({ code: 'multiple-documents', severity: 'warning', message, range: clip(start, end) });
  }
  const root = document.contents && new TreeBuilder(text, document, problems).build(document.contents);
  return { ...(root ? { root } : {}), comments, problems };
}

/** The documents of a file. Repeated keys are looked for by `acceptPairs`: the library's own check is quadratic. */
function compose(tokens: readonly CST.Token[], length: number): Document.Parsed[] {
  const composer = new Composer({ version: '1.2', uniqueKeys: false, merge: false, logLevel: 'error' });
  // Every syntax error is an Error object; recording 100,000 stacks takes seconds.
  const errors = Error as ErrorConstructor & { stackTraceLimit?: number };
  const { stackTraceLimit } = errors;
  try {
    errors.stackTraceLimit = 0;
    return [...composer.compose(tokens, true, length)] as Document.Parsed[];
  } finally {
    if (stackTraceLimit !== undefined) errors.stackTraceLimit = stackTraceLimit;
  }
}

class TreeBuilder {
  readonly #text: string;
  readonly #document: Document.Parsed;
  readonly #problems: DocumentProblem[];
  /** Finished nodes, so that each alias shares the node of its anchor; undefined while a node is being built. */
  readonly #built = new Map<Node, SyntaxNode | undefined>();

  constructor(text: string, document: Document.Parsed, problems: DocumentProblem[]) {
    this.#text = text;
    this.#document = document;
    this.#problems = problems;
  }

  build(node: Node): SyntaxNode {
    if (isAlias(node)) return this.#resolveAlias(node);
    const known = this.#built.get(node);
    if (known) return known;
    this.#built.set(node, undefined);
    const built = this.#convert(node);
    this.#built.set(node, built);
    return built;
  }

  #convert(node: Node): SyntaxNode {
    const start = node.range?.[0] ?? 0;
    if (isMap(node)) return this.#mapping(node, start);
    if (isSeq(node)) {
      const items = node.items.map((item) => (isNode(item) ? this.build(item) : this.#nothing(start)));
      return { kind: 'sequence', range: this.#collectionRange(node, items), items };
    }
    return this.#scalar(node as Scalar);
  }

  #mapping(node: YAMLMap, start: number): SyntaxNode {
    const pairs = node.items.flatMap((pair) => this.#pair(pair, start));
    const accepted = acceptPairs(pairs, this.#problems);
    return { kind: 'mapping', range: this.#collectionRange(node, pairs), pairs: accepted };
  }

  #pair(pair: Pair, mappingStart: number): SyntaxPair[] {
    const keyNode = isNode(pair.key) ? (isAlias(pair.key) ? this.#resolveAlias(pair.key) : pair.key) : undefined;
    const key = keyNode && 'kind' in keyNode ? keyNode : isScalar(keyNode) ? this.#scalar(keyNode) : undefined;
    if (key?.kind !== 'scalar') {
      const [start, end] = (isNode(pair.key) && pair.key.range) || [mappingStart, mappingStart + 1];
      this.#problems.push({
        code: 'wrong-type',
        severity: 'error',
        message: 'a key must be a text',
        range: { start, end },
      });
      return [];
    }
    if (key.text === '<<') {
      const message = 'merge keys are not followed; write the keys out, or give the whole value as an alias';
      this.#problems.push({ code: 'merge-key', severity: 'warning', message, range: key.range });
      return [];
    }
    const value = isNode(pair.value) ? this.build(pair.value) : this.#nothing(key.range.end);
    // An alias's node stands elsewhere; the pair ends with the alias itself.
    const end = isAlias(pair.value) ? (pair.value.range?.[1] ?? key.range.end) : value.range.end;
    return [{ key, value, range: { start: key.range.start, end: Math.max(end, key.range.end) } }];
  }

  #scalar(node: Scalar): SyntaxScalar {
    const [start, end] = node.range ?? [0, 0];
    const range = { start, end };
    const source = this.#text.slice(start, end);
    if (node.type === 'PLAIN') {
      const value = plainValue(node.value);
      const text = value === null ? '' : (node.source ?? source);
      return { kind: 'scalar', value, text, range, ...(source === text ? { verbatimStart: start } : {}) };
    }
    const value = typeof node.value === 'string' ? node.value : (node.source ?? '');
    const isVerbatim = /^["']/.test(source) && source.slice(1, -1) === value;
    return { kind: 'scalar', value, text: value, range, ...(isVerbatim ? { verbatimStart: start + 1 } : {}) };
  }

  #resolveAlias(alias: Alias): SyntaxNode {
    const target = alias.resolve(this.#document);
    const [start, end] = alias.range ?? [0, 0];
    const range = { start, end };
    if (!target) {
      const message = `there is no anchor &${alias.source} before this`;
      this.#problems.push({ code: 'syntax', severity: 'error', message, range });
      return this.#nothing(start);
    }
    if (this.#built.has(target) && this.#built.get(target) === undefined) {
      const message = `*${alias.source} stands inside what it refers to`;
      this.#problems.push({ code: 'syntax', severity: 'error', message, range });
      return this.#nothing(start);
    }
    return this.build(target);
  }

  #nothing(offset: number): SyntaxScalar {
    return { kind: 'scalar', value: null, text: '', range: { start: offset, end: offset } };
  }

  /** The library's range of a block collection runs on to the next token; this one ends with the last item. */
  #collectionRange(
    node: { readonly range?: readonly number[] | null; readonly flow?: boolean },
    children: readonly { readonly range: TextRange }[],
  ): TextRange {
    const [start = 0, end = start] = node.range ?? [];
    if (node.flow === true) return { start, end };
    // An alias's node stands elsewhere, possibly later.
    const last = children.reduce(
      (latest, { range }) => (range.end <= end ? Math.max(latest, range.end) : latest),
      start,
    );
    return { start, end: last };
  }
}

function isNode(value: unknown): value is Node {
  return isMap(value) || isSeq(value) || isScalar(value) || isAlias(value);
}

function plainValue(value: unknown): string | number | boolean | null {
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') return value;
  return null;
}
