import { ablate } from '../../core/explain/ablations';
import type { SearchSpace } from '../../core/spaces/space';
import type { ArchitecturePlace } from '../../core/spec/architecture';
import type { CellEntry, DocumentProblem } from '../../core/spec/document';
import { editCell } from '../../core/spec/edit/editCell';
import type { TextEdit } from '../../core/spec/edit/textEdit';
import { formsOf } from '../../core/spec/forms/forms';
import { parsedFileOf } from '../../core/spec/parseCellDocument';
import { replacementText } from '../../core/spec/replacementText';
import type { SyntaxTree } from '../../core/spec/syntax/syntaxTree';
import { cellAfter } from '../edits/cellAfter';
import { removeItem } from '../edits/removeItem';
import { operationAt } from '../hover/describe';
import { shorten } from '../hover/markdown';
import type { CellFile } from '../serviceTypes';
import { spanOf, spansOf } from '../spans';
import type { Fix } from './fix';

/** Clears away a part that carries nothing: the operation of an edge becomes the space's zero operation, a node goes. */
export function deadPartFixes(file: CellFile, entry: CellEntry, problem: DocumentProblem, tree: SyntaxTree): Fix[] {
  const { space } = file.parsed;
  const { architecture } = entry;
  if (!space || !architecture) return [];
  const span = entry.spans.find(
    ({ range, place }) =>
      range.start === problem.range.start &&
      range.end === problem.range.end &&
      (space.placement === 'edge' ? operationAt(architecture, place) !== undefined : place.kind === 'node'),
  );
  if (!span) return [];
  return space.placement === 'edge'
    ? setToZero(file, entry, span.place, space)
    : removeNode(file, entry, span.place, space, tree);
}

function setToZero(file: CellFile, entry: CellEntry, place: ArchitecturePlace, space: SearchSpace): Fix[] {
  const zero = space.operations.find(({ kind }) => kind === 'zero');
  const range = spanOf(entry, place, 'operation')?.range;
  if (!zero || !range) return [];
  const form = formsOf(space).find(({ id }) => id === entry.form);
  const spelled = form?.operationText?.(zero.name) ?? zero.name;
  const newText = replacementText(spelled, file.document.getText(), range);
  return [{ title: `Set to ${zero.name}`, edits: [{ range, newText }], isPreferred: true }];
}

function removeNode(
  file: CellFile,
  entry: CellEntry,
  place: ArchitecturePlace,
  space: SearchSpace,
  tree: SyntaxTree,
): Fix[] {
  const { architecture } = entry;
  if (!architecture || place.kind !== 'node') return [];
  const ablation = ablate(space, architecture, place);
  if (ablation?.how !== 'removed') return [];
  const without = ablation.architecture;
  const text = file.document.getText();
  const parsed = parsedFileOf(file.parsed);
  if (!parsed) return [];
  const wanted = space.canonicalKey(without);
  const isRight = (edits: readonly TextEdit[]): boolean => {
    const cell = cellAfter(file, entry, edits);
    const nodes = without.parts[place.part]?.cell.nodes.length;
    return (
      cell?.architecture !== undefined &&
      cell.valid &&
      cell.architecture.parts[place.part]?.cell.nodes.length === nodes &&
      space.canonicalKey(cell.architecture) === wanted
    );
  };
  const rewriting = { architecture: without, edit: { kind: 'remove-edge', place: { kind: 'architecture' } } } as const;
  const name = architecture.parts[place.part]?.cell.nodes[place.node]?.name ?? '';
  const attempts = [
    () => itemEdits(text, entry, place, tree),
    () => editCell(text, parsed, file.parsed.cells.indexOf(entry), rewriting),
  ];
  for (const attempt of attempts) {
    const edits = attempt();
    if (edits && isRight(edits)) return [{ title: `Remove node ${shorten(name, 60)}`, edits, isPreferred: true }];
  }
  return [];
}

/** The node's own lines and every mention of it elsewhere. */
function itemEdits(text: string, entry: CellEntry, place: ArchitecturePlace, tree: SyntaxTree): TextEdit[] | undefined {
  const whole = spanOf(entry, place, 'whole')?.range;
  if (entry.form !== 'nodes' || !whole) return undefined;
  const mentions = spansOf(entry, place, 'reference').filter(
    ({ range }) => range.start < whole.start || range.end > whole.end,
  );
  const removals = [whole, ...mentions.map(({ range }) => range)].map((range) => removeItem(text, tree, range));
  return removals.every((edits) => edits !== undefined) ? removals.flat() : undefined;
}
