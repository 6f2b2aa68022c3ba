import type { Neighbour, SearchSpace } from '../../core/spaces/space';
import type { CellEntry, TextRange } from '../../core/spec/document';
import { editCell } from '../../core/spec/edit/editCell';
import type { TextEdit } from '../../core/spec/edit/textEdit';
import { parsedFileOf, type ParsedCellFile } from '../../core/spec/parseCellDocument';
import { findPair, type SyntaxNode, type SyntaxTree } from '../../core/spec/syntax/syntaxTree';
import type { CellFile } from '../serviceTypes';
import { spanOf } from '../spans';
import { appendItem } from './appendItem';
import { cellAfter } from './cellAfter';
import { removeItem } from './removeItem';

/**
 * Text edits that make a cell into one of its neighbours and leave comments and layout as they are: a token, a list item or a digit
 * of a matrix; where the cell's form has nothing of the kind, the cell is written anew. Undefined where the text after the edit
 * would not be that neighbour.
 */
export function neighbourEdits(file: CellFile, entry: CellEntry, neighbour: Neighbour): TextEdit[] | undefined {
  const { space, cells } = file.parsed;
  const parsed = parsedFileOf(file.parsed);
  if (!space || !parsed) return undefined;
  const text = file.document.getText();
  const index = cells.indexOf(entry);
  const attempts = [() => smallEdits(text, parsed, index, neighbour), () => editCell(text, parsed, index, neighbour)];
  for (const attempt of attempts) {
    const edits = attempt();
    if (edits && isNeighbour(cellAfter(file, entry, edits), neighbour, space)) return edits;
  }
  return undefined;
}

function isNeighbour(cell: CellEntry | undefined, { architecture }: Neighbour, space: SearchSpace): boolean {
  if (!cell?.valid || !cell.architecture) return false;
  return space.canonicalKey(cell.architecture) === space.canonicalKey(architecture);
}

function smallEdits(
  text: string,
  { document, tree, entries }: ParsedCellFile,
  index: number,
  { edit }: Neighbour,
): TextEdit[] | undefined {
  const entry = document.cells[index];
  if (!entry) return undefined;
  if (edit.kind === 'remove-edge') {
    const span = spanOf(entry, edit.place, 'whole');
    return span && removeEdge(text, tree, entry, span.range);
  }
  if (edit.kind === 'add-edge') {
    const value = entries[index]?.value;
    return value && addEdge(text, entry, value, edit);
  }
  return undefined;
}

const digitForms = new Set(['matrix', 'module', 'compact']);

/** Takes the text of an edge out: an item of a list of inputs, a pair of a mapping of edges, a 1 of a matrix. */
export function removeEdge(text: string, tree: SyntaxTree, entry: CellEntry, range: TextRange): TextEdit[] | undefined {
  const written = text.slice(range.start, range.end);
  if (written === '1' && digitForms.has(entry.form)) return [{ range, newText: '0' }];
  return entry.form === 'nodes' || entry.form === 'edges' ? removeItem(text, tree, range) : undefined;
}

function addEdge(
  text: string,
  entry: CellEntry,
  cell: SyntaxNode,
  { part, from, to }: { readonly part: number; readonly from: number; readonly to: number },
): TextEdit[] | undefined {
  const names = entry.architecture?.parts[part]?.cell.nodes.map(({ name }) => name);
  const [source, target] = [names?.[from], names?.[to]];
  if (source === undefined || target === undefined) return undefined;
  const matrix = findPair(cell, 'matrix', 'module_adjacency')?.value;
  if (matrix?.kind === 'sequence') {
    const row = matrix.items[from];
    const item = row?.kind === 'sequence' ? row.items[to] : undefined;
    return item && [{ range: item.range, newText: '1' }];
  }
  const node = findPair(findPair(cell, 'nodes')?.value, target)?.value;
  const inputs = findPair(node, 'inputs', 'input', 'from')?.value;
  const isPlain = text[cell.range.start] !== '{' && /^[A-Za-z_][\w-]*$/.test(source);
  const edit = inputs && appendItem(text, inputs, isPlain ? source : JSON.stringify(source));
  return edit && [edit];
}
