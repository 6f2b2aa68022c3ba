import type { Neighbour, SearchSpace } from '../../core/spaces/space';
import type { CellEntry, TextRange } from '../../core/spec/document';
import { editCell } from '../../core/spec/edit/editCell';
import { applyTextEdits, type TextEdit } from '../../core/spec/edit/textEdit';
import { parseCellFile, type ParsedCellFile } from '../../core/spec/parseCellDocument';
import { findPair, type SyntaxNode, type SyntaxTree } from '../../core/spec/syntax/syntaxTree';
import type { CellFile } from '../serviceTypes';
import { spanOf } from '../spans';
import { appendItem } from './appendItem';
import { removeItem } from './removeItem';

/**
 * Text edits that make a cell into one of its neighbours and leave comments and layout as they are: a token, a list item or a digit
 * of a matrix; where the cell's form has nothing of the kind, the cell is written anew. Undefined where the text after the edit
 * would not be that neighbour.
 */
export function neighbourEdits(file: CellFile, entry: CellEntry, neighbour: Neighbour): TextEdit[] | undefined {
  const { space, language } = file.parsed;
  if (!space) return undefined;
  const text = file.document.getText();
  const options = { resolveSpace: () => ({ space }), allowLarge: true };
  const parsed = parseCellFile(text, language, options);
  const attempts = [
    () => smallEdits(text, parsed, entry, neighbour),
    () => editCell(text, language, entry.name, neighbour, options),
  ];
  for (const attempt of attempts) {
    const edits = attempt();
    if (edits && becomes(applyTextEdits(text, edits), entry.name, neighbour, space, language)) return edits;
  }
  return undefined;
}

/** Whether the cell of this name is now the neighbour. */
function becomes(
  text: string,
  name: string,
  { architecture }: Neighbour,
  space: SearchSpace,
  language: 'json' | 'yaml',
): boolean {
  const { document } = parseCellFile(text, language, { resolveSpace: () => ({ space }), allowLarge: true });
  const cell = document.cells.find((candidate) => candidate.name === name);
  if (!cell?.valid || !cell.architecture || document.space !== space) return false;
  return space.canonicalKey(cell.architecture) === space.canonicalKey(architecture);
}

function smallEdits(text: string, file: ParsedCellFile, entry: CellEntry, { edit }: Neighbour): TextEdit[] | undefined {
  if (edit.kind === 'remove-edge') {
    const span = spanOf(entry, edit.place, 'whole');
    return span && removeEdge(text, file.tree, entry, span.range);
  }
  if (edit.kind === 'add-edge') {
    const value = file.entries.find(({ name }) => name === entry.name)?.value;
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
