import type { CellChange } from '../../src/core/explain/compareCells';
import type { CellView, FlowView, SourcePosition } from '../../src/core/explain/flowView';
import { sourceOf } from '../../src/core/explain/tableRows';
import type { FlowViewState } from '../../src/protocol/flowMessages';
import { button } from '../controls';
import { element, setText } from '../dom';
import { includes, itemAt } from './cursorPlace';
import { GraphView, type GraphViewOptions } from './graphView';
import { numbersText } from './header';
import { bestLayout, layoutKey, type DiagramLayout } from './layout';
import { screenPalette } from './palette';
import { sceneOf, type SceneOptions } from './scene';
import { progressAt, stepCount } from './steps';

/** One drawn cell with its name and its numbers above it. */
export class CellPane {
  readonly element: HTMLElement;
  readonly graph: GraphView;
  readonly #name = element('h2');
  readonly #numbers = element('p', { class: 'numbers' });
  #cell: CellView | undefined;
  #layout: { readonly key: string; readonly layout: DiagramLayout } | undefined;

  constructor(options: GraphViewOptions) {
    this.graph = new GraphView(options);
    this.element = element(
      'section',
      { class: 'pane' },
      element('header', {}, this.#name, zoomButtons(this.graph), this.#numbers),
      this.graph.element,
    );
  }

  get cell(): CellView | undefined {
    return this.#cell;
  }

  /** @param numbers what stands below the name; the cell's own numbers where it is absent */
  update(cell: CellView, options: Omit<SceneOptions, 'palette'>, numbers = numbersText(cell, options.format)): void {
    this.#cell = cell;
    setText(this.#name, cell.name);
    setText(this.#numbers, numbers);
    this.element.setAttribute('aria-label', `Cell ${cell.name}`);
    this.element.classList.toggle('outside', cell.numbers.kind === 'outside');
    const layout = this.#layoutOf(cell);
    this.graph.update(cell, layout, sceneOf(cell, layout, { ...options, palette: screenPalette }));
  }

  /** Lights up what the cursor is at, and brings it into sight where the cursor was moved; true when the cursor is in this cell. */
  showCursor(position: SourcePosition | undefined, isMoved: boolean): boolean {
    const isHere = position !== undefined && this.#cell !== undefined && includes(this.#cell.range, position);
    const id = isHere && this.#cell ? itemAt(this.#cell, position) : undefined;
    this.graph.select(id, 'cursor');
    if (id !== undefined && isMoved) this.graph.show(id);
    return isHere;
  }

  /** Layouts depend on names and connections only: a new prediction moves nothing. */
  #layoutOf({ diagram }: CellView): DiagramLayout {
    const panel = { width: this.graph.element.clientWidth, height: this.graph.element.clientHeight };
    const room = diagram.parts.length > 1 ? `${panel.width} ${panel.height}` : '';
    const key = `${room} ${layoutKey(diagram)}`;
    if (this.#layout?.key !== key) this.#layout = { key, layout: bestLayout(diagram, panel) };
    return this.#layout.layout;
  }
}

/** Beside the name, where they cover nothing of the drawing. */
function zoomButtons(graph: GraphView): HTMLElement {
  return element(
    'div',
    { class: 'zoom', role: 'group', 'aria-label': 'Zoom' },
    button({ text: '+', title: 'Zoom In', onClick: () => graph.zoom(1.25) }),
    button({ text: '−', title: 'Zoom Out', onClick: () => graph.zoom(0.8) }),
    button({ text: 'Fit', title: 'Fit to Panel', onClick: () => graph.fit() }),
  );
}

/** How a cell is drawn in the view's state. */
export function sceneOptions(
  cell: CellView,
  { format }: FlowView,
  { layer, direction, step }: FlowViewState,
  changes?: ReadonlyMap<string, CellChange>,
): Omit<SceneOptions, 'palette'> {
  const isStepping = layer === 'flow' && step !== undefined && step < stepCount(cell);
  return {
    ...{ layer, direction, format },
    ...(isStepping ? { progress: progressAt(step, cell.diagram.generations) } : {}),
    ...(changes ? { changes } : {}),
  };
}

/** The text range that a vertex or link was read from. */
export function rangeOf({ diagram }: CellView, id: string): ReturnType<typeof sourceOf> {
  for (const { vertices, links } of diagram.parts) {
    const item = [...vertices, ...links].find((candidate) => candidate.id === id);
    if (item) return sourceOf(item.sources);
  }
  return undefined;
}
