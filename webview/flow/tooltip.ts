import type { ViewTransform } from '../../src/protocol/flowMessages';
import { element, setText } from '../dom';
import type { Box } from './layout';
import type { ShapeGroup } from './shapes';
import type { Size } from './viewport';

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

  /** Shows the name of a vertex where it cannot be read in the drawing; of anything else, and elsewhere, nothing. */
  update(
    id: string | undefined,
    { name, box }: { readonly name?: ShapeGroup['name']; readonly box?: Box },
    { scale, x, y }: ViewTransform,
    panel: Size,
  ): void {
    if (!box || !name || scale >= name.readableFrom) {
      this.#hide();
      return;
    }
    this.#id = id;
    setText(this.element, name.text);
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
