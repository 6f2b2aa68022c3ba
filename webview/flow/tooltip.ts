import type { CellView } from '../../src/core/explain/flowView';
import type { ViewTransform } from '../../src/protocol/flowMessages';
import { element, setText } from '../dom';
import type { DiagramLayout } from './layout';
import { labelScales, type Size } from './viewport';

/** Pixels from the panel's border, and of the text with the space below it. */
const gap = 4;
const height = 24;

/** The whole name of a vertex beside it, where the drawing is too small for names. What it says stands in the description, too. */
export class Tooltip {
  readonly element = element('div', { class: 'tooltip', 'aria-hidden': 'true' });
  #id: string | undefined;

  constructor() {
    this.element.hidden = true;
  }

  /** Vertex or link that it is about; undefined while nothing is shown. */
  get id(): string | undefined {
    return this.#id;
  }

  /** Shows the name of a vertex where it can not be read in the drawing; of anything else, and elsewhere, nothing. */
  update(
    cell: CellView,
    { boxes }: DiagramLayout,
    id: string | undefined,
    transform: ViewTransform,
    panel: Size,
  ): void {
    const box = id === undefined ? undefined : boxes.get(id);
    const vertex = cell.diagram.parts.flatMap((part) => part.vertices).find((other) => other.id === id);
    const { scale, x, y } = transform;
    if (!box || !vertex || scale >= labelScales.middle) {
      this.#hide();
      return;
    }
    const { title, label, place } = vertex;
    this.#id = vertex.id;
    setText(this.element, title === label ? label : `${label} · ${place.kind} ${title}`);
    this.element.hidden = false;
    const half = this.element.offsetWidth / 2 + gap;
    const middle = Math.min(Math.max(x + box.x * scale, half), Math.max(half, panel.width - half));
    const top = Math.max(gap, y + (box.y - box.height / 2) * scale - height);
    this.element.style.transform = `translate(${Math.round(middle - half + gap)}px, ${Math.round(top)}px)`;
  }

  #hide(): void {
    this.#id = undefined;
    this.element.hidden = true;
  }
}
