import type { CellDocument, CellEntry, TextRange } from '../../core/spec/document';
import { applyTextEdits, lineEnd, type TextEdit } from '../../core/spec/edit/textEdit';
import { parseCellDocument } from '../../core/spec/parseCellDocument';
import type { CellFile } from '../serviceTypes';
import { syntaxOf } from '../syntaxRanges';
import { sharedRanges, touchesShared } from './sharedText';

/**
 * A cell as it would be read after edits of it; undefined where they would change anything else, too. Without aliases no other cell
 * can depend on it, and only its own text is read: the editor asks with every move of the cursor.
 */
export function cellAfter(file: CellFile, entry: CellEntry, edits: readonly TextEdit[]): CellEntry | undefined {
  const tree = syntaxOf(file);
  if (touchesShared(tree, edits)) return undefined;
  const isAlone = sharedRanges(tree).length === 0;
  return (isAlone ? cellAloneAfter(file, entry, edits) : undefined) ?? cellAmongOthersAfter(file, entry, edits);
}

/** Reads the file without its other cells. Undefined where that is another file: the cell's text is no part that can be cut out. */
function cellAloneAfter(
  { document, parsed }: CellFile,
  entry: CellEntry,
  edits: readonly TextEdit[],
): CellEntry | undefined {
  const text = document.getText();
  const start = Math.min(...parsed.cells.map(({ range }) => range.start));
  const own = ownRange(text, parsed, entry);
  if (edits.some(({ range }) => range.start < own.start || range.end > own.end)) return undefined;
  const rest = Math.max(own.end, ...parsed.cells.map(({ range }) => range.end));
  const alone = text.slice(0, start) + text.slice(own.start, own.end) + text.slice(rest);
  const shift = start - own.start;
  const shifted = edits.map(({ range, newText }) => ({
    range: { start: range.start + shift, end: range.end + shift },
    newText,
  }));
  const after = read(applyTextEdits(alone, shifted), parsed);
  return after.space === parsed.space && after.cells.length === 1 && isWellFormed(after) ? after.cells[0] : undefined;
}

/** A cell with the rest of its last line, where nothing else stands there: edits may take a comment or a comma along. */
function ownRange(text: string, { cells }: CellDocument, { range }: CellEntry): TextRange {
  const last = lineEnd(text, range.end);
  const isOthers = cells.some((other) => other.range.start >= range.end && other.range.start < last);
  const isRest = !isOthers && /^\s*,?\s*(?:(?:\/\/|#).*)?$/.test(text.slice(range.end, last));
  return isRest ? { start: range.start, end: last } : range;
}

function cellAmongOthersAfter(
  { document, parsed }: CellFile,
  entry: CellEntry,
  edits: readonly TextEdit[],
): CellEntry | undefined {
  const after = read(applyTextEdits(document.getText(), edits), parsed);
  const index = parsed.cells.indexOf(entry);
  const isSafe =
    after.space === parsed.space &&
    after.cells.length === parsed.cells.length &&
    syntaxErrors(after) <= syntaxErrors(parsed) &&
    after.cells.every((cell, other) => other === index || isSame(cell, parsed.cells[other]));
  return isSafe ? after.cells[index] : undefined;
}

function read(text: string, { space, language }: CellDocument): CellDocument {
  return parseCellDocument(text, language, { allowLarge: true, ...(space ? { resolveSpace: () => ({ space }) } : {}) });
}

const isWellFormed = (document: CellDocument): boolean => syntaxErrors(document) === 0;

const syntaxErrors = ({ problems }: CellDocument): number => problems.filter(({ code }) => code === 'syntax').length;

function isSame(cell: CellEntry, before: CellEntry | undefined): boolean {
  return (
    cell.name === before?.name &&
    cell.valid === before.valid &&
    JSON.stringify(cell.architecture) === JSON.stringify(before.architecture)
  );
}
