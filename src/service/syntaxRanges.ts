import type { TextRange } from '../core/spec/document';
import { defaultReadLimits } from '../core/spec/syntax/limits';
import { parseSyntax } from '../core/spec/syntax/parseSyntax';
import type { SyntaxNode, SyntaxTree } from '../core/spec/syntax/syntaxTree';
import type { CellFile } from './serviceTypes';

/** The syntax tree of a file, within the limits that the file itself was read with at most. */
export function syntaxOf({ document, parsed }: CellFile): SyntaxTree {
  return parseSyntax(document.getText(), parsed.language, defaultReadLimits, true);
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
