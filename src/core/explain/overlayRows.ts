import type { NumberFormat } from '../model/numberFormat';
import type { CellView } from './flowView';
import type { CellOverlay } from './overlayCells';
import { tableRows, type TableRow } from './tableRows';

/** One row of the table that says everything the picture of two overlaid cells shows. Empty text where something does not apply. */
export interface OverlayRow {
  /** Vertex or link of the union. */
  readonly id: string;
  /** The one of the first cell, and of the second one, that it stands for. */
  readonly first?: string;
  readonly second?: string;
  readonly part: string;
  readonly what: string;
  /** `both`, `only in NAME` or `changed`. */
  readonly where: string;
  readonly firstOperation: string;
  readonly secondOperation: string;
  readonly firstForward: string;
  readonly secondForward: string;
  readonly firstParameters: string;
  readonly secondParameters: string;
  /** Lines in the file, from 1. */
  readonly firstLine: string;
  readonly secondLine: string;
}

/** Rows in the union's order, with the numbers of both cells. */
export function overlayRows(
  { pairs, changes, notes }: CellOverlay,
  first: CellView,
  second: CellView,
  format: NumberFormat,
): OverlayRow[] {
  const rowsOf = (cell: CellView): ReadonlyMap<string, TableRow> =>
    new Map(tableRows(cell, format).map((row) => [row.id, row]));
  const [older, newer] = [rowsOf(first), rowsOf(second)];
  return pairs.flatMap(({ id, first: a, second: b }): OverlayRow[] => {
    const [one, other] = [a === undefined ? undefined : older.get(a), b === undefined ? undefined : newer.get(b)];
    const named = one ?? other;
    if (!named) return [];
    const kind = changes.get(id)?.kind;
    return [
      {
        id,
        ...(a === undefined ? {} : { first: a }),
        ...(b === undefined ? {} : { second: b }),
        part: named.part,
        what: named.what,
        where: kind === undefined ? 'both' : kind === 'changed' ? 'changed' : (notes.get(id) ?? ''),
        firstOperation: one?.operation ?? '',
        secondOperation: other?.operation ?? '',
        firstForward: one?.forward ?? '',
        secondForward: other?.forward ?? '',
        firstParameters: one?.parameters ?? '',
        secondParameters: other?.parameters ?? '',
        firstLine: one?.line ?? '',
        secondLine: other?.line ?? '',
      },
    ];
  });
}
