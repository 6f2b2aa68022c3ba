import type { TextRange } from '../../core/spec/document';
import type { TextEdit } from '../../core/spec/edit/textEdit';
import type { SyntaxNode, SyntaxTree } from '../../core/spec/syntax/syntaxTree';

const rangesOfTrees = new WeakMap<SyntaxTree, readonly TextRange[]>();

/** Texts that a YAML file uses in more than one place, through an anchor and its aliases. */
export function sharedRanges(tree: SyntaxTree): readonly TextRange[] {
  let ranges = rangesOfTrees.get(tree);
  if (!ranges) {
    ranges = findShared(tree.root);
    rangesOfTrees.set(tree, ranges);
  }
  return ranges;
}

/** Whether an edit changes or removes text that other places use, too: what happens there nobody sees. */
export function touchesShared(tree: SyntaxTree, edits: readonly TextEdit[]): boolean {
  const shared = sharedRanges(tree);
  return edits.some(({ range }) => shared.some((other) => range.start < other.end && other.start < range.end));
}

/** Aliases share the node of their anchor: what is met a second time is used twice. */
function findShared(root: SyntaxNode | undefined): TextRange[] {
  const met = new Set<SyntaxNode>();
  const shared = new Set<SyntaxNode>();
  const visit = (node: SyntaxNode): void => {
    if (met.has(node)) {
      shared.add(node);
      return;
    }
    met.add(node);
    if (node.kind === 'mapping') for (const { value } of node.pairs) visit(value);
    if (node.kind === 'sequence') for (const item of node.items) visit(item);
  };
  if (root) visit(root);
  return [...shared].map(({ range }) => range);
}
