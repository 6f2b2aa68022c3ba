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
  const isWhole = after.cells.length === parsed.cells.length;
  return isWhole && areOthersSame(parsed, after, entry) ? after.cells[parsed.cells.indexOf(entry)] : undefined;
}

/** Whether edits change or remove this cell and no other: an alias ties cells together, and one without its anchor is an error. */
export function isOwnEdit(file: CellFile, entry: CellEntry | undefined, edits: readonly TextEdit[]): boolean {
  const tree = syntaxOf(file);
  if (sharedRanges(tree).length === 0) return true;
  if (touchesShared(tree, edits)) return false;
  const after = read(applyTextEdits(file.document.getText(), edits), file.parsed);
  return areOthersSame(file.parsed, after, entry);
}

function areOthersSame(before: CellDocument, after: CellDocument, entry: CellEntry | undefined): boolean {
  const cells = new Map(after.cells.map((cell) => [cell.name, cell]));
  return (
    after.space === before.space &&
    syntaxErrors(after) <= syntaxErrors(before) &&
    before.cells.every((cell) => cell === entry || isSame(cell, cells.get(cell.name)))
  );
}

function read(text: string, { space, language }: CellDocument): CellDocument {
  return parseCellDocument(text, language, { allowLarge: true, ...(space ? { resolveSpace: () => ({ space }) } : {}) });
}

const isWellFormed = (document: CellDocument): boolean => syntaxErrors(document) === 0;

const syntaxErrors = ({ problems }: CellDocument): number => problems.filter(({ code }) => code === 'syntax').length;

function isSame(before: CellEntry, after: CellEntry | undefined): boolean {
  return before.valid === after?.valid && JSON.stringify(before.architecture) === JSON.stringify(after.architecture);
}
