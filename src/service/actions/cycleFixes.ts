import { findCycle } from '../../core/graph/generations';
import type { ArchitecturePlace, Cell } from '../../core/spec/architecture';
import type { CellEntry, DocumentProblem, TextRange } from '../../core/spec/document';
import type { SyntaxTree } from '../../core/spec/syntax/syntaxTree';
import { removeEdge } from '../edits/neighbourEdits';
import { nodeName } from '../hover/describe';
import { contains } from '../positions';
import type { CellFile } from '../serviceTypes';
import { spanOf, spansOf } from '../spans';
import type { Fix } from './fix';

/** Edges of a cycle that are offered for removal. */
const MAX_EDGES = 5;

/** Breaks a cycle at one of its edges, or turns an edge that leads backward around. */
export function cycleFixes(file: CellFile, entry: CellEntry, problem: DocumentProblem, tree: SyntaxTree): Fix[] {
  const text = file.document.getText();
  const fixes: Fix[] = [];
  entry.architecture?.parts.forEach(({ cell }, part) => {
    for (const edge of edgesOfCycle(entry, cell, part, problem.range)) {
      const place: ArchitecturePlace = { kind: 'edge', part, edge };
      const range = spanOf(entry, place, 'whole')?.range;
      const ends = cell.edges[edge];
      if (!range || !ends) continue;
      const turned = turnAround(file, entry, cell, part, ends, range);
      if (turned) fixes.push(turned);
      const edits = removeEdge(text, tree, entry, range);
      const title = `Remove ${nodeName(cell, ends.from)} -> ${nodeName(cell, ends.to)}`;
      if (edits) fixes.push({ title, edits });
    }
  });
  return fixes.slice(0, MAX_EDGES);
}

/** The edge that the problem is about, or every edge of the cycle that the problem's node lies on, the one back to it first. */
function edgesOfCycle(entry: CellEntry, cell: Cell, part: number, range: TextRange): number[] {
  const named = cell.edges.findIndex((_, edge) => {
    const span = spanOf(entry, { kind: 'edge', part, edge }, 'whole');
    return span?.range.start === range.start && span.range.end === range.end;
  });
  if (named >= 0) return [named];
  const cycle = findCycle(
    cell.nodes.length,
    cell.edges.map(({ from, to }) => [from, to] as const),
  );
  const [first] = cycle ?? [];
  const isHere =
    first !== undefined &&
    spansOf(entry, { kind: 'node', part, node: first }, 'name', 'operation', 'whole').some((span) =>
      contains(span.range, range),
    );
  if (!cycle || !isHere) return [];
  return cycle
    .map((node, index) => {
      const next = cycle[(index + 1) % cycle.length];
      return cell.edges.findIndex(({ from, to }) => from === node && to === next);
    })
    .filter((edge) => edge >= 0)
    .reverse();
}

/** `2 -> 1` as `1 -> 2`, where there is no such edge yet. */
function turnAround(
  file: CellFile,
  entry: CellEntry,
  cell: Cell,
  part: number,
  { from, to }: { readonly from: number; readonly to: number },
  range: TextRange,
): Fix | undefined {
  if (entry.form !== 'edges' || cell.edges.some((other) => other.from === to && other.to === from)) return undefined;
  const token = (node: number): TextRange | undefined =>
    spansOf(entry, { kind: 'node', part, node }, 'reference').find((span) => contains(range, span.range))?.range;
  const [source, target] = [token(from), token(to)];
  if (!source || !target || source === target) return undefined;
  const text = file.document.getText();
  const edits = [
    { range: source, newText: text.slice(target.start, target.end) },
    { range: target, newText: text.slice(source.start, source.end) },
  ];
  return { title: `Turn around: ${nodeName(cell, to)} -> ${nodeName(cell, from)}`, edits, isPreferred: true };
}
