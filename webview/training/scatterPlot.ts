import type { EvaluationReport } from '../../src/core/training/trainingReport';
import { element, setAttributes, setText, svgElement } from '../dom';
import { axisOf, numberText } from './axis';

type Row = EvaluationReport['points'][number];

const size = 380;
const pad = { left: 62, right: 12, top: 12, bottom: 44 };

/** Predicted against measured values, one dot a row; the rows that are missed worst stand out. */
export class ScatterPlot {
  readonly element: HTMLElement;
  readonly #svg = svgElement('svg', {
    ...{ class: 'chart scatter', role: 'application', tabindex: '0', 'aria-roledescription': 'scatter plot' },
    ...{ viewBox: `0 0 ${size} ${size}`, width: String(size), height: String(size) },
  });
  readonly #readout = element('p', { class: 'readout', role: 'status' });
  #rows: readonly Row[] = [];
  #dots: SVGElement[] = [];
  #selected: number | undefined;
  #scale = (value: number): number => value;

  /** @param onOpen shows a row of the table */
  constructor(private readonly onOpen: (row: number) => void) {
    this.element = element('div', { class: 'scatter-plot' });
    this.element.append(this.#svg, this.#readout);
    this.#svg.addEventListener('keydown', (event) => this.#onKey(event));
    this.#svg.addEventListener('blur', () => this.#select(undefined));
  }

  update({ points, misses, target }: EvaluationReport): void {
    // From left to right, so that the arrow keys walk along the axis.
    this.#rows = [...points].sort((a, b) => a.truth - b.truth);
    const axis = axisOf(
      this.#rows.flatMap(({ truth, value }) => [truth, value]),
      5,
    );
    const room = size - pad.left - pad.right;
    this.#scale = (value) => ((value - axis.low) / (axis.high - axis.low)) * room;
    const worst = new Set(misses.map(({ row }) => row));
    this.#dots = this.#rows.map((row, i) => this.#dot(row, i, worst.has(row.row)));
    const dots = svgElement('g');
    dots.append(...this.#dots);
    this.#svg.replaceChildren(...this.#frame(axis.ticks, target.title), dots);
    setAttributes(this.#svg, {
      'aria-label': `Predicted against measured ${target.title} of ${points.length} rows, from ${numberText(axis.low)} to ${numberText(axis.high)}. Arrow keys read single rows, Enter opens one.`,
    });
    this.#select(undefined);
  }

  #frame(ticks: readonly number[], title: string): SVGElement[] {
    const [left, bottom] = [pad.left, size - pad.bottom];
    const nodes: SVGElement[] = [];
    const text = (x: number, y: number, content: string, anchor: string, more: Record<string, string> = {}): void => {
      const label = svgElement('text', { x: x.toFixed(1), y: y.toFixed(1), 'text-anchor': anchor, ...more });
      label.textContent = content;
      nodes.push(label);
    };
    for (const tick of ticks) {
      const at = this.#scale(tick);
      nodes.push(
        svgElement('path', { class: 'grid-line', d: `M${left} ${(bottom - at).toFixed(1)}H${size - pad.right}` }),
      );
      nodes.push(svgElement('path', { class: 'grid-line', d: `M${(left + at).toFixed(1)} ${pad.top}V${bottom}` }));
      text(left - 8, bottom - at + 4, numberText(tick), 'end');
      text(left + at, bottom + 16, numberText(tick), 'middle');
    }
    nodes.push(svgElement('path', { class: 'diagonal', d: `M${left} ${bottom}L${size - pad.right} ${pad.top}` }));
    const middle = (pad.top + bottom) / 2;
    text((left + size - pad.right) / 2, size - 8, `measured ${title}`, 'middle');
    text(14, middle, 'predicted', 'middle', { transform: `rotate(-90 14 ${middle})` });
    return nodes;
  }

  #dot(row: Row, index: number, isMiss: boolean): SVGElement {
    const x = pad.left + this.#scale(row.truth);
    const y = size - pad.bottom - this.#scale(row.value);
    const place = { cx: x.toFixed(1), cy: y.toFixed(1), r: isMiss ? '4.5' : '3.5' };
    const dot = svgElement('circle', { class: isMiss ? 'point miss' : 'point', ...place });
    dot.addEventListener('pointerenter', () => this.#select(index));
    dot.addEventListener('pointerleave', () => this.#select(undefined));
    dot.addEventListener('click', () => this.onOpen(row.row));
    return dot;
  }

  #select(index: number | undefined): void {
    if (this.#selected !== undefined) this.#dots[this.#selected]?.classList.remove('selected');
    this.#selected = index;
    const row = index === undefined ? undefined : this.#rows[index];
    if (index !== undefined) this.#dots[index]?.classList.add('selected');
    setText(
      this.#readout,
      row
        ? `Row ${row.row}: measured ${numberText(row.truth)}, predicted ${numberText(row.value)} (${numberText(row.low)} to ${numberText(row.high)})`
        : 'On the line, prediction and measurement agree. Larger, ringed dots are the worst misses.',
    );
  }

  #onKey(event: KeyboardEvent): void {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const last = this.#rows.length - 1;
    const at = this.#selected ?? -1;
    const moves: Readonly<Record<string, number>> = {
      ...{ ArrowRight: at + 1, ArrowUp: at + 1, ArrowLeft: at - 1, ArrowDown: at - 1, Home: 0, End: last },
    };
    const next = moves[event.key];
    const row = this.#selected === undefined ? undefined : this.#rows[this.#selected];
    if (next !== undefined && last >= 0) this.#select(Math.max(0, Math.min(last, next)));
    else if (event.key === 'Enter' && row) this.onOpen(row.row);
    else if (event.key === 'Escape') this.#select(undefined);
    else return;
    event.preventDefault();
  }
}
