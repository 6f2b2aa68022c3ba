import { element, setAttributes, setText, svgElement } from '../dom';
import { screenPalette, type Palette } from './palette';

const cellWidth = 26;
const height = 20;

/** Colour of one component of s: the sign decides the hue, the size against the largest one the strength. */
function heatColour(value: number, largest: number, palette: Palette): string {
  const share = largest > 0 ? Math.abs(value) / largest : 0;
  return palette.mix(palette.surface, value < 0 ? palette.backward : palette.forward, 0.85 * share);
}

/** The flow surrogate s as a strip: one square for each component, its number in words. */
export class HeatStrip {
  readonly element = element('figure', { class: 'heat' });
  readonly #svg = svgElement('svg', { role: 'img' });
  readonly #caption = element('figcaption');

  constructor() {
    this.element.append(this.#caption, this.#svg);
  }

  update(surrogate: readonly number[]): void {
    this.element.hidden = surrogate.length === 0;
    if (surrogate.length === 0) return;
    const largest = surrogate.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
    const numbers = surrogate.map((value) => value.toFixed(2));
    setText(this.#caption, `surrogate s, ${Math.min(...surrogate).toFixed(2)} to ${Math.max(...surrogate).toFixed(2)}`);
    setAttributes(this.#svg, {
      width: String(surrogate.length * cellWidth),
      height: String(height),
      'aria-label': `The flow surrogate: ${numbers.join(', ')}`,
    });
    while (this.#svg.children.length > surrogate.length) this.#svg.lastElementChild?.remove();
    surrogate.forEach((value, index) => {
      let square = this.#svg.children[index];
      if (!square) {
        square = svgElement('rect', { y: '0', width: String(cellWidth - 2), height: String(height), rx: '2' });
        square.append(svgElement('title'));
        this.#svg.append(square);
      }
      setAttributes(square, { x: String(index * cellWidth), fill: heatColour(value, largest, screenPalette) });
      if (square.firstElementChild) setText(square.firstElementChild, `s${index + 1} = ${numbers[index]}`);
    });
  }
}
