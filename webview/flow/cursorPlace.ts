import type { CellView, SourcePosition, SourceRange } from '../../src/core/explain/flowView';

/** The vertex or link that the cursor is at: the one with the shortest text around it. Undefined between all of them. */
export function itemAt(cell: CellView, position: SourcePosition): string | undefined {
  let best: { readonly id: string; readonly length: number } | undefined;
  for (const { vertices, links } of cell.diagram.parts) {
    for (const { id, sources } of [...vertices, ...links]) {
      for (const { range, role } of sources) {
        if (!includes(range, position)) continue;
        // A mention of a node belongs to what mentions it.
        const length = lengthOf(range) + (role === 'reference' ? 1e6 : 0);
        if (!best || length < best.length) best = { id, length };
      }
    }
  }
  return best?.id;
}

/** Ends included: a cursor behind the last character still touches it. */
export function includes({ start, end }: SourceRange, position: SourcePosition): boolean {
  return compare(start, position) <= 0 && compare(position, end) <= 0;
}

function compare(a: SourcePosition, b: SourcePosition): number {
  return a.line - b.line || a.character - b.character;
}

/** Lines first: what matters is which range is the inner one. */
function lengthOf({ start, end }: SourceRange): number {
  return (end.line - start.line) * 1_000 + (end.character - start.character);
}
