import type { SearchSpace } from '../../core/spaces/space';
import type { Architecture, ArchitecturePlace, CellEdge } from '../../core/spec/architecture';
import type { CellEntry, DocumentProblem } from '../../core/spec/document';
import { editCell } from '../../core/spec/edit/editCell';
import type { TextEdit } from '../../core/spec/edit/textEdit';
import { parsedFileOf } from '../../core/spec/parseCellDocument';
import type { SyntaxTree } from '../../core/spec/syntax/syntaxTree';
import { cellAfter } from '../edits/cellAfter';
import { removeItem } from '../edits/removeItem';
import { nodeName } from '../hover/describe';
import type { CellFile } from '../serviceTypes';
import type { Fix } from './fix';

type EdgePlace = Extract<ArchitecturePlace, { readonly kind: 'edge' }>;

/**
 * Removes an edge that is given twice. Where edges count by their position, as in a list of pairs, all later ones would become edges
 * of other nodes, and where a node has to have so many, one would be missing: there this one is given another input.
 */
export function duplicateEdgeFixes(
  file: CellFile,
  entry: CellEntry,
  { range }: DocumentProblem,
  tree: SyntaxTree,
): Fix[] {
  const { space } = file.parsed;
  const { architecture } = entry;
  const place = entry.spans.find(
    (span) => span.role === 'whole' && span.range.start === range.start && span.range.end === range.end,
  )?.place;
  if (!space || !architecture || place?.kind !== 'edge') return [];
  const removal = removeItem(file.document.getText(), tree, range);
  const without = changeEdges(architecture, place, (edges) => edges.filter((_, edge) => edge !== place.edge));
  const isGain = errorCount(space, without) < errorCount(space, architecture);
  if (isGain && removal && leadsTo(file, entry, removal, without)) {
    return [{ title: 'Remove this edge', edits: removal, isPreferred: true }];
  }
  return otherInputs(file, entry, architecture, place);
}

/** The edge from each earlier node that does not feed its end yet. */
function otherInputs(file: CellFile, entry: CellEntry, architecture: Architecture, place: EdgePlace): Fix[] {
  const parsed = parsedFileOf(file.parsed);
  const cell = architecture.parts[place.part]?.cell;
  const edge = cell?.edges[place.edge];
  if (!parsed || !cell || !edge) return [];
  const fixes: Fix[] = [];
  for (let from = 0; from < edge.to; from++) {
    if (cell.edges.some((other) => other.from === from && other.to === edge.to)) continue;
    const changed = changeEdges(architecture, place, (edges) =>
      edges.map((other) => (other === edge ? { ...other, from } : other)),
    );
    const neighbour = { architecture: changed, edit: { kind: 'set-input', place, from } } as const;
    const edits = editCell(file.document.getText(), parsed, file.parsed.cells.indexOf(entry), neighbour);
    if (!edits || !leadsTo(file, entry, edits, changed)) continue;
    fixes.push({ title: `Read ${nodeName(cell, from)} instead of ${nodeName(cell, edge.from)}`, edits });
  }
  // Between several the author has to choose.
  const [only, ...others] = fixes;
  return only && others.length === 0 ? [{ ...only, isPreferred: true }] : fixes;
}

const errorCount = (space: SearchSpace, architecture: Architecture): number =>
  space.check(architecture).filter(({ severity }) => severity === 'error').length;

function changeEdges(
  { parts }: Architecture,
  { part }: EdgePlace,
  change: (edges: readonly CellEdge[]) => readonly CellEdge[],
): Architecture {
  return {
    parts: parts.map((each, index) =>
      index === part ? { ...each, cell: { ...each.cell, edges: change(each.cell.edges) } } : each,
    ),
  };
}

function leadsTo(file: CellFile, entry: CellEntry, edits: readonly TextEdit[], wanted: Architecture): boolean {
  const edgesOf = ({ parts }: Architecture): string =>
    JSON.stringify(parts.map(({ cell }) => cell.edges.map(({ from, to, operation }) => [from, to, operation])));
  const after = cellAfter(file, entry, edits)?.architecture;
  return after !== undefined && edgesOf(after) === edgesOf(wanted);
}
