import type { CellView, FlowView } from '../../src/core/explain/flowView';
import { overlayCells, type CellOverlay } from '../../src/core/explain/overlayCells';
import type { FlowViewState } from '../../src/protocol/flowMessages';
import { numbersText } from './header';
import type { Operation, SceneOptions } from './scene';

/** Two cells in one drawing, where somebody compares two and wants them so. */
export interface ShownOverlay extends CellOverlay {
  readonly first: CellView;
  readonly second: CellView;
  /** The numbers of both cells. */
  readonly numbers: string;
  readonly options: Omit<SceneOptions, 'palette'>;
}

let known: { readonly first: CellView; readonly second: CellView; readonly overlay: CellOverlay } | undefined;

/** The overlay of a view's two cells; undefined where there is one cell, or they stand side by side. */
export function shownOverlay(
  { cell: first, other: second, format }: FlowView,
  { isOverlaid, direction }: FlowViewState,
): ShownOverlay | undefined {
  if (!isOverlaid || !first || !second) return undefined;
  if (known?.first !== first || known.second !== second) {
    known = { first, second, overlay: overlayCells(first, second) };
  }
  const { overlay } = known;
  const { changes, notes } = overlay;
  return {
    ...overlay,
    ...{ first, second },
    numbers: [first, second].map((cell) => `${cell.name}: ${numbersText(cell, format)}`).join('\n'),
    // Flow and cost are each cell's own: the drawing shows what the cells are made of.
    options: {
      ...{ layer: 'flow', direction, format, changes, notes },
      ...{ overlay: { first: first.name, second: second.name }, replaced: replacedOperations(first, overlay) },
    },
  };
}

function replacedOperations(first: CellView, { changes }: CellOverlay): Map<string, Operation> {
  const vertices = new Map(first.diagram.parts.flatMap((part) => part.vertices.map((vertex) => [vertex.id, vertex])));
  const replaced = new Map<string, Operation>();
  for (const [id, change] of changes) {
    const vertex = change.kind === 'changed' ? vertices.get(change.first ?? '') : undefined;
    if (vertex) replaced.set(id, { label: vertex.label, kind: vertex.kind });
  }
  return replaced;
}
