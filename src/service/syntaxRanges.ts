import type { CellDocument, TextRange } from '../core/spec/document';
import { parsedFileOf } from '../core/spec/parseCellDocument';
import { defaultReadLimits } from '../core/spec/syntax/limits';
import { parseSyntax } from '../core/spec/syntax/parseSyntax';
import type { SyntaxNode, SyntaxTree } from '../core/spec/syntax/syntaxTree';
import type { CellFile } from './serviceTypes';

/** Trees of what was read as something else than a cell file: of space files. */
const trees = new WeakMap<CellDocument, SyntaxTree>();

/** The syntax tree that a file was read from. A version of a file has one: the editor asks with every move of the cursor. */
export function syntaxOf({ document, parsed }: CellFile): SyntaxTree {
  const known = parsedFileOf(parsed)?.tree ?? trees.get(parsed);
  if (known) return known;
  const tree = parseSyntax(document.getText(), parsed.language, defaultReadLimits, true);
  trees.set(parsed, tree);
  return tree;
}

/**
 * Calls `visit` with every pair and every collection under a node that is written inside `range`, outermost first: what an alias
 * stands for is written elsewhere and comes up there.
 */
export function visitRanges(
  node: SyntaxNode | undefined,
  visit: (range: TextRange, node: SyntaxNode) => void,
  range: TextRange = { start: 0, end: Infinity },
): void {
  if (!node || node.range.start < range.start || node.range.end > range.end) return;
  visit(node.range, node);
  if (node.kind === 'sequence') for (const item of node.items) visitRanges(item, visit, node.range);
  if (node.kind === 'mapping') {
    for (const pair of node.pairs) {
      visit(pair.range, pair.value);
      visitRanges(pair.key, visit, node.range);
      visitRanges(pair.value, visit, pair.range);
    }
  }
}
