import type { TextRange } from '../core/spec/document';
import type { SyntaxNode, SyntaxScalar } from '../core/spec/syntax/syntaxTree';
import type { KeyPath } from './completion/cursorContext';
import { touches } from './positions';

/** A token of a file: a key, or a value that is neither a mapping nor a list. */
export interface SyntaxPlace {
  readonly kind: 'key' | 'value';
  /** Path of the mapping that a key belongs to, or of the value. */
  readonly path: KeyPath;
  readonly scalar: SyntaxScalar;
  readonly range: TextRange;
}

/** The token that an offset touches, with its path. */
export function syntaxPlaceAt(
  root: SyntaxNode | undefined,
  offset: number,
  path: KeyPath = [],
): SyntaxPlace | undefined {
  if (!root || !touches(root.range, offset)) return undefined;
  if (root.kind === 'scalar') return { kind: 'value', path, scalar: root, range: root.range };
  if (root.kind === 'sequence') {
    for (const [index, item] of root.items.entries()) {
      const found = syntaxPlaceAt(item, offset, [...path, index]);
      if (found) return found;
    }
    return undefined;
  }
  for (const { key, value } of root.pairs) {
    if (touches(key.range, offset)) return { kind: 'key', path, scalar: key, range: key.range };
    const found = syntaxPlaceAt(value, offset, [...path, key.text]);
    if (found) return found;
  }
  return undefined;
}
