import type { CellView, FlowView, SourcePosition } from '../../src/core/explain/flowView';
import type { FlowRemedy, FlowViewState, FromFlowView, ToFlowView } from '../../src/protocol/flowMessages';
import { element, setAttributes, setText, svgElement } from '../dom';
import { CellPane, rangeOf, sceneOptions } from './cellPane';
import { changesOf, ComparisonPane } from './comparison';
import { includes } from './cursorPlace';
import { hintText, itemText } from './description';
import { Drawing } from './drawing';
import { pngOf } from './exportDrawing';
import { sourceLine } from './header';
import { HeatStrip } from './heatStrip';
import { legendScene } from './legend';
import { Notice } from './notice';
import { shownOverlay, type ShownOverlay } from './overlay';
import { screenPalette } from './palette';
import { progressAt, progressText, stepCount } from './steps';
import { Stepper } from './stepper';
import { TableTwin } from './tableTwin';
import { mermaidOfView, printedView } from './takeaway';
import { Toolbar } from './toolbar';

/** What the view needs of the world around it. */
export interface FlowHost {
  post(message: FromFlowView): void;
  /** Keeps the state while the view is hidden, and over a reload. */
  saveState(state: FlowViewState): void;
  prefersStillness(): boolean;
}

/** The flow view: takes messages, draws, and tells what somebody does. */
export class FlowApp {
  readonly element = element('main', { class: 'flow-view' });
  readonly #toolbar: Toolbar;
  readonly #stepper: Stepper;
  readonly #panes: readonly [CellPane, CellPane];
  readonly #graphs = element('div', { class: 'graphs' });
  readonly #comparison = new ComparisonPane();
  readonly #description = element('p', { class: 'description', role: 'status' });
  readonly #heat = new HeatStrip();
  readonly #legend = svgElement('svg', { class: 'legend', role: 'img', 'aria-label': 'Legend' });
  readonly #legendDrawing = new Drawing('legend');
  readonly #source = element('p', { class: 'source' });
  readonly #table = new TableTwin((id, side) => {
    const cell = side === 'second' ? this.#view?.other : this.#view?.cell;
    if (cell) this.#reveal({ cell }, id, true);
  });
  readonly #notice = new Notice((remedy) => this.host.post({ type: 'remedy', remedy }));
  #state: FlowViewState;
  #view: FlowView | undefined;
  #cursor: SourcePosition | undefined;

  constructor(
    private readonly host: FlowHost,
    state: FlowViewState | undefined,
  ) {
    this.#state = state ?? { uri: '', layer: 'flow', direction: 'both', isTableShown: false };
    this.#stepper = new Stepper(
      (step) => this.#change({ step }),
      () => host.prefersStillness(),
    );
    this.#toolbar = new Toolbar({
      chooseCell: (cell) => this.#choose({ cell, other: this.#state.other === cell ? undefined : this.#state.other }),
      chooseOther: (other) => this.#choose({ other: other === '' ? undefined : other }),
      chooseLayer: (layer) => this.#choose({ layer }),
      chooseDirection: (direction) => this.#change({ direction }),
      showTable: (isTableShown) => this.#change({ isTableShown }),
      overlay: (isOverlaid) => this.#overlayCells(isOverlaid),
      save: (format) => void this.#save(format),
      copyMermaid: () => this.#copyMermaid(),
    });
    this.#panes = [this.#pane('first'), this.#pane('second')];
    this.#legend.append(this.#legendDrawing.root);
    this.#graphs.append(...this.#panes.map((pane) => pane.element));
    const foot = element('footer', {}, this.#description, this.#heat.element, this.#legend, this.#source);
    this.element.append(
      ...[element('h1', { class: 'unseen' }, 'Cell flow'), this.#notice.element, this.#toolbar.element],
      ...[element('div', { class: 'row' }, this.#stepper.element, this.#toolbar.tools), this.#graphs],
      ...[foot, this.#comparison.element, this.#table.element],
    );
    this.#panes[0].graph.setTransform(this.#state.transform);
    this.element.classList.add('empty');
    this.#tell('Waiting for the cell.', []);
  }

  receive(message: ToFlowView): void {
    switch (message.type) {
      case 'view':
        return this.#show(message.view);
      case 'gone':
        return this.#tell(message.message, message.remedies);
      case 'moved':
        return this.#keep({ uri: message.uri });
      case 'cursor':
        return this.#onCursor(message.position, message.isFollowed);
    }
  }

  #pane(side: 'first' | 'second'): CellPane {
    const isFirst = side === 'first';
    const pane: CellPane = new CellPane({
      prefix: side,
      onSelect: (id) => {
        if (isFirst) this.#change({ selected: id });
        this.#describe(pane, id);
      },
      onReveal: (id, takeFocus) => this.#reveal(pane, id, takeFocus),
      onTransform: (transform) => {
        if (isFirst) this.#keep({ transform });
      },
      onHover: (id) => this.#describe(pane, id ?? pane.graph.selected),
      onResize: () => this.#rearrange(),
      onKey: (event) => this.#onKey(event),
    });
    return pane;
  }

  #show(view: FlowView): void {
    this.#view = view;
    const { cell, other, uri } = view;
    const isKnown = this.#state.uri !== '';
    const isOther = isKnown && (cell?.name !== this.#state.cell || uri !== this.#state.uri);
    // Another cell is another drawing: what was selected in it, and where it was moved to, mean nothing here.
    const fresh = isOther ? { selected: undefined, transform: undefined, step: undefined } : {};
    this.#keep({ uri, cell: cell?.name, other: other?.name, ...fresh });
    if (isOther) this.#panes[0].graph.setTransform(undefined);
    if (cell) this.#endNotice();
    else this.#tell('This file has no cell that can be drawn.', ['open']);
    this.#draw();
    // The cursor chooses no cell here: somebody may have chosen another one since it was moved.
    this.#lightUp(false);
  }

  #draw(): void {
    const view = this.#view;
    const cell = view?.cell;
    this.element.classList.toggle('empty', !cell);
    if (!view || !cell) return;
    const { other } = view;
    const state = this.#state;
    const comparison = other && this.#comparison.update(cell, other, view.format);
    const overlay = shownOverlay(view, state);
    this.#comparison.element.hidden = !other;
    this.#panes[1].element.hidden = !other || overlay !== undefined;
    this.#graphs.classList.toggle('pair', other !== undefined && !overlay);
    this.#toolbar.update(view, state);
    this.#updateStepper(overlay?.cell ?? cell);
    this.#heat.update(state.layer === 'flow' && !overlay ? cell.diagram.surrogate : []);
    this.#drawLegend(overlay?.cell ?? cell, overlay);
    setText(this.#source, sourceLine(cell));
    this.#table.element.hidden = !state.isTableShown;
    if (state.isTableShown && overlay) this.#table.updateOverlay(overlay, view.format, state.selected);
    else if (state.isTableShown) this.#table.update(cell, view.format, state.selected);
    // Last: what is around the drawings decides how much room they have.
    const options = sceneOptions(cell, view, state, comparison && changesOf(comparison, 'first'));
    if (overlay) this.#panes[0].update(overlay.cell, overlay.options, overlay.numbers);
    else this.#panes[0].update(cell, options);
    this.#panes[0].graph.select(state.selected);
    if (other && comparison && !overlay) {
      const otherOptions = sceneOptions(other, view, state, changesOf(comparison, 'second'));
      this.#panes[1].update(other, otherOptions);
    }
    this.#describe(this.#panes[0], state.selected);
  }

  #updateStepper(cell: CellView): void {
    const { layer, step } = this.#state;
    const count = layer === 'flow' ? stepCount(cell) : 0;
    const { generations } = cell.diagram;
    const isStepping = step !== undefined && step < count;
    const text = isStepping ? progressText(progressAt(step, generations), generations) : 'All generations';
    this.#stepper.update(count, isStepping ? step : undefined, text);
  }

  #drawLegend(cell: CellView, overlay: ShownOverlay | undefined): void {
    const room = { width: Math.max(300, this.element.clientWidth - 28) };
    const scene = legendScene(cell, { ...this.#state, ...overlay?.options, ...room, palette: screenPalette });
    this.#legendDrawing.update(scene);
    const [width, height] = [String(scene.width), String(scene.height)];
    setAttributes(this.#legend, { width, height, viewBox: `0 0 ${width} ${height}` });
  }

  /** Says everything about a vertex or link, and what is not judged yet. */
  #describe({ cell }: CellPane, id: string | undefined): void {
    if (!cell || !this.#view) return;
    const change = shownOverlay(this.#view, this.#state)?.changes.get(id ?? '');
    setText(this.#description, itemText(cell, id, this.#view.format, change) ?? hintText(cell, this.#state));
  }

  #onCursor(position: SourcePosition | undefined, isFollowed: boolean): void {
    const isMoved = this.#cursor !== undefined && JSON.stringify(position) !== JSON.stringify(this.#cursor);
    this.#cursor = position;
    const isHere = this.#lightUp(isMoved);
    if (!position || isHere || !isFollowed || this.#view?.other) return;
    const there = this.#view?.cells.find(({ range }) => includes(range, position));
    if (there && there.name !== this.#state.cell) this.#choose({ cell: there.name });
  }

  /** Marks what the cursor is at; true when it is in a cell that is shown. */
  #lightUp(isMoved: boolean): boolean {
    return this.#shownPanes()
      .map((pane) => pane.showCursor(this.#cursor, isMoved))
      .includes(true);
  }

  #reveal({ cell }: Pick<CellPane, 'cell'>, id: string, takeFocus: boolean): void {
    const range = cell && (rangeOf(cell, id)?.range ?? cell.nameRange);
    if (range) this.host.post({ type: 'reveal', range, takeFocus });
  }

  #onKey(event: KeyboardEvent): void {
    if (event.key === 'PageDown' || event.key === ']') this.#stepper.move(1);
    else if (event.key === 'PageUp' || event.key === '[') this.#stepper.move(-1);
    else if (event.key === ' ') this.#stepper.toggle();
    else return;
    event.preventDefault();
  }

  /** Something that the extension has to answer with another picture. */
  #choose(change: Changes): void {
    this.#change(change);
    const { cell, other, layer } = this.#state;
    const choice = {
      ...(cell === undefined ? {} : { cell }),
      ...(other === undefined ? {} : { other }),
      importance: layer === 'importance',
    };
    this.host.post({ type: 'choose', choice });
    // The answer is for this cell: until it is there, the old picture is drawn under its own name.
    if (this.#view?.cell && change.cell !== undefined) this.#keep({ cell: this.#view.cell.name });
  }

  #change(change: Changes): void {
    this.#keep(change);
    this.#draw();
  }

  #keep(change: Changes): void {
    const entries = Object.entries({ ...this.#state, ...change }).filter(([, value]) => value !== undefined);
    this.#state = Object.fromEntries(entries) as unknown as FlowViewState;
    if (this.#state.uri !== '') this.host.saveState(this.#state);
  }

  async #save(format: 'svg' | 'png'): Promise<void> {
    const svg = this.#view && printedView(this.#view, this.#state);
    if (svg === undefined) return;
    const name = `${this.#view?.cell?.name ?? 'cell'}.${format}`;
    try {
      this.host.post({ type: 'save', format, name, data: format === 'svg' ? svg : await pngOf(svg) });
    } catch (error) {
      setText(this.#description, `The picture could not be drawn: ${String(error)}`);
    }
  }

  #copyMermaid(): void {
    const text = this.#view && mermaidOfView(this.#view, this.#state);
    if (text !== undefined) this.host.post({ type: 'copy', text });
  }

  /** One drawing of both cells has another size than one of one. */
  #overlayCells(isOverlaid: boolean): void {
    this.#keep({ transform: undefined });
    this.#panes[0].graph.setTransform(undefined);
    this.#change({ isOverlaid });
  }

  #shownPanes(): CellPane[] {
    return this.#panes.filter(
      (pane, index) => pane.cell && (index === 0 || (this.#view?.other && !this.#state.isOverlaid)),
    );
  }

  /** Cells of several parts may fit better beside or below each other. */
  #rearrange(): void {
    const cell = this.#view?.cell;
    if (cell && cell.diagram.parts.length > 1) this.#draw();
  }

  /** Says why there is nothing to show. What was shown stays in sight, but nothing can be done with it. */
  #tell(text: string, remedies: readonly FlowRemedy[]): void {
    this.#notice.show(text, remedies);
    setText(this.#description, '');
    this.#setDead(true);
  }

  #endNotice(): void {
    this.#notice.hide();
    this.#setDead(false);
  }

  #setDead(isDead: boolean): void {
    this.element.classList.toggle('dead', isDead);
    for (const part of this.element.children) if (part !== this.#notice.element) part.toggleAttribute('inert', isDead);
  }
}

type Changes = { readonly [K in keyof FlowViewState]?: FlowViewState[K] | undefined };
