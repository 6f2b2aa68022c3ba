import type { SelectionRange } from 'vscode-languageserver-types';
import type { TextRange } from '../core/spec/document';
import { contains, toRange, touches } from './positions';
import type { CellFile } from './serviceTypes';
import { entryAt } from './spans';
import { syntaxOf, visitRanges } from './syntaxRanges';

/**
 * What a growing selection takes in from each offset on: the token, the value, the edge or node, the part, the cell with its name,
 * all cells, the file.
 */
export function selectionRanges(file: CellFile, offsets: readonly number[]): SelectionRange[] {
  const { root } = syntaxOf(file);
  return offsets.map((offset) => {
    const ranges: TextRange[] = [{ start: 0, end: file.document.getText().length }];
    visitRanges(root, (range) => {
      if (touches(range, offset)) ranges.push(range);
    });
    const entry = entryAt(file.parsed, offset);
    if (entry) {
      ranges.push(entry.range, entry.nameRange, ...entry.spans.map(({ range }) => range));
    }
    return nest(file, ranges, offset);
  });
}

/** Ranges around the offset, each within the next; of two that only overlap the longer one is left out. */
function nest({ document }: CellFile, ranges: readonly TextRange[], offset: number): SelectionRange {
  const around = ranges
    .filter((range) => touches(range, offset) && range.start < range.end)
    .sort((a, b) => a.end - a.start - (b.end - b.start) || a.start - b.start);
  const chain: TextRange[] = [];
  for (const range of around) {
    const last = chain[chain.length - 1];
    if (!last || (contains(range, last) && range.end - range.start > last.end - last.start)) chain.push(range);
  }
  if (chain.length === 0) chain.push({ start: offset, end: offset });
  let selection: SelectionRange | undefined;
  for (const range of chain.reverse()) {
    selection = { range: toRange(document, range), ...(selection ? { parent: selection } : {}) };
  }
  return selection ?? { range: toRange(document, { start: offset, end: offset }) };
}
