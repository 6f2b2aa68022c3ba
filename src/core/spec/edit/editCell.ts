import type { ArchitectureEdit, Neighbour, SearchSpace } from '../../spaces/space';
import type { ArchitecturePlace } from '../architecture';
import type { CellEntry, PlaceSpan, TextRange } from '../document';
import { formsOf } from '../forms/forms';
import type { NativeForm } from '../forms/nativeForm';
import type { ParsedCellFile } from '../parseCellDocument';
import { placeKey } from '../placeProblems';
import { replacementText } from '../replacementText';
import { isWellFormed, rewriteCell } from './rewriteCell';
import type { TextEdit } from './textEdit';

/**
 * Text edits that make a cell into one of its neighbours (`SearchSpace.neighbours`): a single token where the form has one for what
 * changes, otherwise the cell is written anew in its form. Undefined where the cell can not be edited.
 *
 * @param index of the cell among the file's cells: names may occur twice
 */
export function editCell(
  text: string,
  { document, tree, entries }: ParsedCellFile,
  index: number,
  neighbour: Neighbour,
): TextEdit[] | undefined {
  const { space, language } = document;
  const entry = document.cells[index];
  const form = space && formsOf(space).find(({ id }) => id === entry?.form);
  if (!isWellFormed(tree) || !entry?.architecture || !space || !form) return undefined;
  const token = tokenEdit(text, entry, neighbour.edit, form);
  if (token) return [token];
  const pairs = form.write(neighbour.architecture, space);
  return rewriteCell(text, language, tree, entries[index]!, form.keys, pairs);
}

/** One sentence for people: what the edit changes. */
export function describeEdit(entry: CellEntry, edit: ArchitectureEdit, space: SearchSpace): string {
  const nameOf = (part: number, node: number): string =>
    entry.architecture?.parts[part]?.cell.nodes[node]?.name ?? String(node);
  const inPart = (part: number): string => (space.roles.length > 1 ? ` in the ${space.roles[part]} cell` : '');
  const edgeOf = (place: ArchitecturePlace): string => {
    if (place.kind === 'node') return `node ${nameOf(place.part, place.node)}${inPart(place.part)}`;
    if (place.kind !== 'edge') return 'the cell';
    const edge = entry.architecture?.parts[place.part]?.cell.edges[place.edge];
    return edge ? `${nameOf(place.part, edge.from)} -> ${nameOf(place.part, edge.to)}${inPart(place.part)}` : 'an edge';
  };
  switch (edit.kind) {
    case 'set-operation':
      return `${edit.operation} on ${edgeOf(edit.place)}`;
    case 'set-input': {
      const part = edit.place.kind === 'edge' ? edit.place.part : 0;
      return `start ${edgeOf(edit.place)} at ${nameOf(part, edit.from)}`;
    }
    case 'add-edge':
      return `add ${nameOf(edit.part, edit.from)} -> ${nameOf(edit.part, edit.to)}${inPart(edit.part)}`;
    case 'remove-edge':
      return `remove ${edgeOf(edit.place)}`;
  }
}

function tokenEdit(text: string, entry: CellEntry, edit: ArchitectureEdit, form: NativeForm): TextEdit | undefined {
  if (edit.kind === 'set-operation') {
    const range = spanOf(entry, edit.place, 'operation')?.range;
    if (!range) return undefined;
    const spelled = form.operationText ? form.operationText(edit.operation) : edit.operation;
    return { range, newText: replacementText(spelled, text, range) };
  }
  if (edit.kind !== 'set-input' || edit.place.kind !== 'edge') return undefined;
  const { part, edge } = edit.place;
  const cell = entry.architecture!.parts[part]!.cell;
  const whole = spanOf(entry, edit.place, 'whole')?.range;
  const source: ArchitecturePlace = { kind: 'node', part, node: cell.edges[edge]!.from };
  const reference =
    whole &&
    entry.spans.find(({ place, role, range }) => {
      return role === 'reference' && placeKey(place) === placeKey(source) && isInside(range, whole);
    });
  if (!reference) return undefined;
  const { range } = reference;
  // Forms that number their nodes refer to them by index.
  const isNumbered = form.id !== 'nodes' && form.id !== 'edges';
  const name = isNumbered ? String(edit.from) : cell.nodes[edit.from]!.name;
  return { range, newText: replacementText(name, text, range) };
}

function spanOf(entry: CellEntry, place: ArchitecturePlace, role: PlaceSpan['role']): PlaceSpan | undefined {
  const key = placeKey(place);
  return entry.spans.find((span) => span.role === role && placeKey(span.place) === key);
}

function isInside(inner: TextRange, outer: TextRange): boolean {
  return inner.start >= outer.start && inner.end <= outer.end;
}
