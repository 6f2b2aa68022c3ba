import { FoldingRangeKind, type FoldingRange } from 'vscode-languageserver-types';
import type { TextRange } from '../core/spec/document';
import { lineStart } from '../core/spec/edit/textEdit';
import { isFlow } from './edits/syntaxItems';
import type { CellFile } from './serviceTypes';
import { syntaxOf, visitRanges } from './syntaxRanges';

/** Ranges of one file at most. */
const MAX_RANGES = 5000;

/** Cells, lists and mappings of several lines, and comments of several lines. The line of a closing bracket stays visible. */
export function foldingRanges(file: CellFile): FoldingRange[] {
  const { document } = file;
  const tree = syntaxOf(file);
  const ranges = new Map<number, FoldingRange>();
  const add = (startLine: number, endLine: number, kind?: FoldingRangeKind): void => {
    if (endLine <= startLine || ranges.size >= MAX_RANGES) return;
    const known = ranges.get(startLine);
    if (known && known.endLine >= endLine) return;
    ranges.set(startLine, { startLine, endLine, ...(kind ? { kind } : {}) });
  };
  const text = document.getText();
  visitRanges(tree.root, ({ start, end }, node) => {
    if (node.kind === 'scalar') return;
    const isBracketed = isFlow(text, node);
    // A block without brackets folds from its key or its dash, not from its first line.
    const isItem = /-[ \t]+$/.test(text.slice(lineStart(text, start), start));
    if (!isBracketed && start === node.range.start && !isItem) return;
    const endLine = document.positionAt(end).line - (isBracketed ? 1 : 0);
    add(document.positionAt(start).line, endLine);
  });
  for (const { startLine, endLine } of commentBlocks(file, tree.comments))
    add(startLine, endLine, FoldingRangeKind.Comment);
  return [...ranges.values()].sort((a, b) => a.startLine - b.startLine);
}

/** Comments on consecutive lines as one block. */
function commentBlocks(
  { document }: CellFile,
  comments: readonly TextRange[],
): { startLine: number; endLine: number }[] {
  const blocks: { startLine: number; endLine: number }[] = [];
  for (const { start, end } of comments) {
    const startLine = document.positionAt(start).line;
    const endLine = document.positionAt(end).line;
    const last = blocks[blocks.length - 1];
    if (last && startLine === last.endLine + 1) last.endLine = endLine;
    else blocks.push({ startLine, endLine });
  }
  return blocks;
}
