import type { TextRange } from '../../core/spec/document';
import type { SyntaxMapping, SyntaxNode, SyntaxPair, SyntaxSequence } from '../../core/spec/syntax/syntaxTree';

/** A pair of a mapping or an item of a list, and where it stands. */
export interface SyntaxItem {
  readonly parent: SyntaxMapping | SyntaxSequence;
  readonly index: number;
  /** Ranges of all items of the parent. */
  readonly ranges: readonly TextRange[];
  /** The pair whose value the parent is. */
  readonly owner?: SyntaxPair;
}

/** The pair or list item with this range, quotes around it aside. */
export function findItem(root: SyntaxNode | undefined, range: TextRange): SyntaxItem | undefined {
  let found: SyntaxItem | undefined;
  const visit = (node: SyntaxNode, owner: SyntaxPair | undefined, around: TextRange): void => {
    // What an alias stands for is written elsewhere.
    if (node.range.start < around.start || node.range.end > around.end || node.kind === 'scalar') return;
    const ranges =
      node.kind === 'mapping' ? node.pairs.map((pair) => pair.range) : node.items.map((item) => item.range);
    const index = ranges.findIndex(({ start, end }) => start <= range.start && range.end <= end);
    if (index < 0) return;
    found = { parent: node, index, ranges, ...(owner ? { owner } : {}) };
    if (node.kind === 'sequence') {
      const item = node.items[index];
      if (item) visit(item, undefined, node.range);
    } else {
      const pair = node.pairs[index];
      if (pair) visit(pair.value, pair, pair.range);
    }
  };
  if (root) visit(root, undefined, { start: 0, end: Infinity });
  const at = found?.ranges[found.index];
  const isWhole = at !== undefined && range.start - at.start <= 1 && at.end - range.end <= 1;
  return isWhole ? found : undefined;
}

/** Whether a list or mapping is written in brackets. */
export function isFlow(text: string, { range }: SyntaxNode): boolean {
  return /[[{]/.test(text[range.start] ?? '');
}
