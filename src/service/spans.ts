import type { Architecture, ArchitecturePlace, Cell } from '../core/spec/architecture';
import type { CellDocument, CellEntry, DocumentProblem, PlaceSpan, TextRange } from '../core/spec/document';
import { contains, touches } from './positions';

/** The cell whose text the offset touches. */
export function entryAt(parsed: CellDocument, offset: number): CellEntry | undefined {
  const touched = parsed.cells.filter(({ range }) => touches(range, offset));
  // Where two cells meet, the offset belongs to the one that it is inside of.
  return touched.find(({ range }) => offset < range.end) ?? touched[0];
}

/** The spans that the offset touches, the shortest first; of equally long ones the single tokens first. */
export function spansAt(entry: CellEntry, offset: number): PlaceSpan[] {
  return entry.spans
    .filter(({ range }) => touches(range, offset))
    .sort((a, b) => length(a.range) - length(b.range) || Number(a.role === 'whole') - Number(b.role === 'whole'));
}

export function spansOf(
  entry: CellEntry,
  place: ArchitecturePlace,
  ...roles: readonly PlaceSpan['role'][]
): PlaceSpan[] {
  return entry.spans.filter((span) => roles.includes(span.role) && samePlace(span.place, place));
}

/** The span of this role that describes the place; of several the first in the text. */
export function spanOf(
  entry: CellEntry,
  place: ArchitecturePlace,
  ...roles: readonly PlaceSpan['role'][]
): PlaceSpan | undefined {
  return spansOf(entry, place, ...roles).sort((a, b) => a.range.start - b.range.start)[0];
}

export function samePlace(a: ArchitecturePlace, b: ArchitecturePlace): boolean {
  if (a.kind === 'architecture') return b.kind === 'architecture';
  if (a.kind === 'part') return b.kind === 'part' && a.part === b.part;
  if (a.kind === 'node') return b.kind === 'node' && a.part === b.part && a.node === b.node;
  return b.kind === 'edge' && a.part === b.part && a.edge === b.edge;
}

/** The part of the architecture that a place lies in. */
export function cellOf(architecture: Architecture, place: ArchitecturePlace): Cell | undefined {
  return place.kind === 'architecture' ? undefined : architecture.parts[place.part]?.cell;
}

/** Errors that keep a cell from being a member of its space, in text order. */
export function errorsOf(parsed: CellDocument, entry: CellEntry): DocumentProblem[] {
  return problemsOf(parsed, entry).filter(({ severity }) => severity === 'error');
}

/** Problems inside a cell; and those of what it is an alias of, which stand elsewhere but not in another cell of its name. */
function problemsOf(parsed: CellDocument, entry: CellEntry): DocumentProblem[] {
  const namesakes = parsed.cells.filter((other) => other !== entry && other.name === entry.name);
  return parsed.problems
    .filter(({ cell, range }) => {
      if (contains(entry.range, range)) return cell === undefined || cell === entry.name;
      return cell === entry.name && namesakes.every((other) => !contains(other.range, range));
    })
    .sort((a, b) => a.range.start - b.range.start);
}

/** True when the text itself is not well-formed, so that cells may be missing from what was parsed. */
export function isBroken(parsed: CellDocument): boolean {
  return parsed.problems.some(({ code }) => textCodes.has(code));
}

const textCodes = new Set(['syntax', 'nesting-too-deep', 'too-many-aliases', 'file-too-large', 'file-large']);

function length({ start, end }: TextRange): number {
  return end - start;
}
