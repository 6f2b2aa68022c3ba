import type { DocumentProblem, TextRange } from '../document';

/**
 * One tree for JSON and YAML, with exact UTF-16 ranges. YAML aliases share the node of their anchor, so a tree may be
 * walked from several places; it never contains itself.
 */
export type SyntaxNode = SyntaxScalar | SyntaxSequence | SyntaxMapping;

export interface SyntaxScalar {
  readonly kind: 'scalar';
  /** What the language makes of it. */
  readonly value: string | number | boolean | null;
  /** The string's value, or the source text of an unquoted scalar: `02001` stays `02001`. Empty for null. */
  readonly text: string;
  /** Quotes included. Empty, at the place where it would stand, for a value that is left out. */
  readonly range: TextRange;
  /** Where `text` stands, character by character; undefined when escapes or folding keep it from doing so. */
  readonly verbatimStart?: number;
}

export interface SyntaxSequence {
  readonly kind: 'sequence';
  readonly range: TextRange;
  readonly items: readonly SyntaxNode[];
}

export interface SyntaxMapping {
  readonly kind: 'mapping';
  readonly range: TextRange;
  /** Without repeated, reserved and merge keys, each of which is reported as a problem. */
  readonly pairs: readonly SyntaxPair[];
}

export interface SyntaxPair {
  readonly key: SyntaxScalar;
  readonly value: SyntaxNode;
  /** Key and value. */
  readonly range: TextRange;
}

/** What the parsers return: the part of the text that was understood, and everything else as problems. */
export interface SyntaxTree {
  readonly root?: SyntaxNode;
  /** Comments in text order, their markers included. */
  readonly comments: readonly TextRange[];
  readonly problems: readonly DocumentProblem[];
}

export function findPair(node: SyntaxNode | undefined, ...keys: readonly string[]): SyntaxPair | undefined {
  return node?.kind === 'mapping' ? node.pairs.find(({ key }) => keys.includes(key.text)) : undefined;
}

/** The node's text when it is a scalar that holds something. */
export function scalarText(node: SyntaxNode | undefined): string | undefined {
  return node?.kind === 'scalar' && node.value !== null ? node.text : undefined;
}

/** Range of the characters `start` to `end` of a scalar's text, or of the whole scalar where that can not be told. */
export function rangeInScalar(scalar: SyntaxScalar, start: number, end: number): TextRange {
  if (scalar.verbatimStart === undefined) return scalar.range;
  return { start: scalar.verbatimStart + start, end: scalar.verbatimStart + end };
}

export function describeNode(node: SyntaxNode): string {
  if (node.kind === 'mapping') return 'a mapping';
  if (node.kind === 'sequence') return 'a list';
  return node.value === null ? 'nothing' : typeof node.value === 'string' ? 'a text' : `a ${typeof node.value}`;
}
