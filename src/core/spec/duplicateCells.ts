import type { SearchSpace } from '../spaces/space';
import type { CellEntry, DocumentProblem } from './document';

/** Reports every valid cell that computes the same as an earlier one of the file, as far as the space tells. */
export function findDuplicateCells(cells: readonly CellEntry[], space: SearchSpace): DocumentProblem[] {
  const first = new Map<string, CellEntry>();
  return cells.flatMap((cell): DocumentProblem[] => {
    if (!cell.valid || !cell.architecture) return [];
    const key = space.canonicalKey(cell.architecture);
    const earlier = first.get(key);
    if (!earlier) {
      first.set(key, cell);
      return [];
    }
    return [
      {
        code: 'duplicate-cell',
        severity: 'warning',
        message: `the same architecture as ${JSON.stringify(earlier.name.slice(0, 60))}, up to the names and order of its nodes`,
        range: cell.nameRange,
        cell: cell.name,
        related: [{ range: earlier.nameRange, message: 'the first of them' }],
      },
    ];
  });
}
