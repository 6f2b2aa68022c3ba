import type { FlowView } from '../../src/core/explain/flowView';
import {
  flowDirections,
  flowLayerNames,
  type FlowLayerName,
  type FlowViewState,
  type ShownDirection,
} from '../../src/protocol/flowMessages';
import { button, checkbox, chooser } from '../controls';
import { element } from '../dom';

export interface ToolbarActions {
  chooseCell(name: string): void;
  /** Empty: no comparison. */
  chooseOther(name: string): void;
  chooseLayer(layer: FlowLayerName): void;
  chooseDirection(direction: ShownDirection): void;
  showTable(isShown: boolean): void;
  overlay(isOverlaid: boolean): void;
  save(format: 'svg' | 'png'): void;
  copyMermaid(): void;
}

const layerTitles: Readonly<Record<FlowLayerName, string>> = {
  flow: 'Flow',
  importance: 'What Matters',
  parameters: 'Parameters',
  flops: 'FLOPs',
};

const directionTitles: Readonly<Record<ShownDirection, string>> = {
  both: 'Both',
  forward: 'Forward',
  backward: 'Backward',
};

/** Everything that can be chosen and done. */
export class Toolbar {
  readonly element = element('div', { class: 'toolbar', role: 'group', 'aria-label': 'View' });
  /** What can be done with the drawing. */
  readonly tools = element('div', { class: 'tools', role: 'group', 'aria-label': 'Drawing' });
  readonly #cell;
  readonly #other;
  readonly #layer;
  readonly #direction;
  readonly #table;
  readonly #overlay;

  constructor(actions: ToolbarActions) {
    this.#cell = chooser('Cell', (name) => actions.chooseCell(name));
    this.#other = chooser('Compare with', (name) => actions.chooseOther(name));
    this.#layer = chooser('Show', (layer) => {
      const name = flowLayerNames.find((known) => known === layer);
      if (name) actions.chooseLayer(name);
    });
    this.#direction = chooser('Messages', (direction) => {
      const name = flowDirections.find((known) => known === direction);
      if (name) actions.chooseDirection(name);
    });
    this.#table = checkbox('Table', (isChecked) => actions.showTable(isChecked));
    this.#overlay = checkbox('Overlaid', (isChecked) => actions.overlay(isChecked));
    this.element.append(
      this.#cell.element,
      this.#other.element,
      this.#layer.element,
      this.#direction.element,
      this.#overlay,
    );
    this.tools.append(
      this.#table,
      button({ text: 'SVG', title: 'Export as SVG', onClick: () => actions.save('svg') }),
      button({ text: 'PNG', title: 'Export as PNG', onClick: () => actions.save('png') }),
      button({ text: 'Mermaid', title: 'Copy as Mermaid', onClick: () => actions.copyMermaid() }),
    );
  }

  update({ cells, cell, other }: FlowView, state: FlowViewState): void {
    const names = cells.map(({ name }) => ({ value: name, text: name }));
    this.#cell.update(names, cell?.name ?? '');
    const others = names.filter(({ value }) => value !== cell?.name);
    this.#other.update([{ value: '', text: 'no other cell' }, ...others], other?.name ?? '');
    this.#other.element.hidden = others.length === 0;
    const layers = flowLayerNames.map((value) => ({ value, text: layerTitles[value] }));
    this.#layer.update(layers, state.layer);
    const directions = flowDirections.map((value) => ({ value, text: directionTitles[value] }));
    this.#direction.update(directions, state.direction);
    const isOverlaid = other !== undefined && state.isOverlaid === true;
    // One drawing of two cells shows what they are made of; numbers are in the tables.
    this.#layer.element.hidden = isOverlaid;
    this.#direction.element.hidden = state.layer !== 'flow' || isOverlaid;
    this.#overlay.hidden = other === undefined;
    this.#overlay.checked = isOverlaid;
    this.#table.checked = state.isTableShown;
  }
}
