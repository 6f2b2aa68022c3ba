import { element, setAttributes, setText, svgElement } from '../dom';
import { axisOf, logarithmicAxisOf, numberText, type Axis } from './axis';

/** One value of a curve. */
export interface CurvePoint {
  readonly x: number;
  readonly y: number;
  /** Curves are broken between points of different parts: members of an ensemble start anew. */
  readonly part: number;
}

export interface CurveChartOptions {
  /** `Loss` */
  readonly title: string;
  /** A class of the style sheet, which colours it. */
  readonly name: string;
  /** Whether a small value is good; the best one is marked. */
  readonly isLowBest: boolean;
  /** A value of the curve in words; as short as it can be where absent. */
  readonly valueText?: (value: number) => string;
  /** Somebody looks at an epoch, or no longer. */
  readonly onInspect: (x: number | undefined) => void;
}

const height = 190;
const pad = { left: 58, right: 14, top: 12, bottom: 26 };
const fallbackWidth = 560;

/** A curve over epochs that grows while one looks at it: drawn in place, read with the mouse or the arrow keys. */
export class CurveChart {
  readonly element: HTMLElement;
  readonly #svg = svgElement('svg', { role: 'application', tabindex: '0', class: 'chart' });
  readonly #grid = svgElement('g', { class: 'grid', 'aria-hidden': 'true' });
  readonly #line = svgElement('path', { class: 'curve' });
  readonly #best = svgElement('circle', { class: 'best', r: '3.5' });
  readonly #cross = svgElement('line', { class: 'cross' });
  readonly #dot = svgElement('circle', { class: 'dot', r: '4' });
  readonly #title: HTMLElement;
  readonly #readout = element('span', { class: 'readout', role: 'status' });
  #points: readonly CurvePoint[] = [];
  #width = fallbackWidth;
  #isLogarithmic = false;
  #end = 1;
  #inspected: number | undefined;
  #xAxis: Axis = axisOf([], 1);
  #yAxis: Axis = axisOf([], 1);

  constructor(private readonly options: CurveChartOptions) {
    const { title, name } = options;
    this.#title = element('h3', {}, title);
    this.element = element(
      'section',
      { class: `curve-chart ${name}`, 'aria-label': title },
      element('div', { class: 'chart-head' }, this.#title, this.#readout),
    );
    this.#svg.append(this.#grid, this.#line, this.#best, this.#cross, this.#dot);
    this.element.append(this.#svg);
    this.#svg.addEventListener('pointermove', (event) => this.#inspectAt(event));
    this.#svg.addEventListener('pointerleave', () => options.onInspect(undefined));
    this.#svg.addEventListener('blur', () => options.onInspect(undefined));
    this.#svg.addEventListener('keydown', (event) => this.#onKey(event));
    if (typeof ResizeObserver === 'function') new ResizeObserver(() => this.#resize()).observe(this.element);
  }

  /** @param end where the axis ends: all epochs of the run, where that is known */
  update(points: readonly CurvePoint[], end: number, isLogarithmic: boolean): void {
    this.#points = points;
    this.#end = end;
    this.#isLogarithmic = isLogarithmic;
    this.element.hidden = points.length === 0;
    this.#draw();
  }

  /** Marks the point of an epoch, or the next one before it. */
  inspect(x: number | undefined): void {
    this.#inspected = x;
    this.#drawInspected();
  }

  #draw(): void {
    const points = this.#points;
    const values = points.map(({ y }) => y);
    const end = Math.max(1, this.#end, points.at(-1)?.x ?? 1);
    const rough = axisOf([0, end], Math.max(2, Math.floor(this.#width / 110)));
    this.#xAxis = { low: 0, high: end, ticks: rough.ticks.filter((tick) => tick <= end && Number.isInteger(tick)) };
    this.#yAxis = (this.#isLogarithmic ? logarithmicAxisOf(values) : undefined) ?? axisOf(values, 4);
    const [width, tall] = [String(this.#width), String(height)];
    setAttributes(this.#svg, { viewBox: `0 0 ${width} ${tall}`, width: '100%', height: tall });
    this.#drawGrid();
    setAttributes(this.#line, { d: this.#path() });
    const best = this.#bestPoint();
    setAttributes(this.#best, {
      cx: best && this.#x(best.x).toFixed(1),
      cy: best && this.#y(best.y).toFixed(1),
      visibility: best ? 'visible' : 'hidden',
    });
    this.#drawInspected();
  }

  #drawGrid(): void {
    const nodes: SVGElement[] = [];
    const text = (x: number, y: number, content: string, anchor: string): void => {
      const label = svgElement('text', { x: x.toFixed(1), y: y.toFixed(1), 'text-anchor': anchor });
      label.textContent = content;
      nodes.push(label);
    };
    for (const tick of this.#yAxis.ticks) {
      const y = this.#y(tick);
      const d = `M${pad.left} ${y.toFixed(1)}H${this.#width - pad.right}`;
      nodes.push(svgElement('path', { d }));
      text(pad.left - 8, y + 4, numberText(tick), 'end');
    }
    for (const tick of this.#xAxis.ticks) text(this.#x(tick), height - 8, numberText(tick), 'middle');
    this.#grid.replaceChildren(...nodes);
  }

  /** Of many points, the lowest and highest of each pixel: nothing that could be seen is left out. */
  #path(): string {
    const parts: string[] = [];
    let column = { x: Number.NaN, part: Number.NaN, low: 0, high: 0, last: 0 };
    const put = (x: number, y: number, isMove: boolean): void =>
      void parts.push(`${isMove ? 'M' : 'L'}${x.toFixed(1)} ${y.toFixed(1)}`);
    for (const { x: epoch, y: value, part } of this.#points) {
      const [x, y] = [Math.round(this.#x(epoch) * 2) / 2, this.#y(value)];
      if (x === column.x && part === column.part) {
        if (y < column.low || y > column.high) put(x, y, false);
        column = { ...column, low: Math.min(column.low, y), high: Math.max(column.high, y), last: y };
        continue;
      }
      if (parts.length > 0 && part === column.part) put(column.x, column.last, false);
      put(x, y, part !== column.part);
      column = { x, part, low: y, high: y, last: y };
    }
    if (parts.length > 0) put(column.x, column.last, false);
    return parts.join('');
  }

  #bestPoint(): CurvePoint | undefined {
    const { isLowBest } = this.options;
    let best: CurvePoint | undefined;
    for (const point of this.#points) {
      if (!best || (isLowBest ? point.y < best.y : point.y > best.y)) best = point;
    }
    return best;
  }

  #drawInspected(): void {
    const last = this.#points.at(-1);
    const found = this.#inspected === undefined ? undefined : this.#pointAt(this.#inspected);
    const visibility = found ? 'visible' : 'hidden';
    const [x, y] = found ? [this.#x(found.x).toFixed(1), this.#y(found.y).toFixed(1)] : ['0', '0'];
    setAttributes(this.#cross, { visibility, x1: x, x2: x, y1: String(pad.top), y2: String(height - pad.bottom) });
    setAttributes(this.#dot, { visibility, cx: x, cy: y });
    const best = this.#bestPoint();
    const shown = found ?? last;
    const which = found ? `epoch ${found.x}: ` : 'now ';
    const bestText = best && !found ? `, best ${this.#text(best.y)} at epoch ${best.x}` : '';
    setText(this.#readout, shown ? `${which}${this.#text(shown.y)}${bestText}` : '');
    const { title } = this.options;
    const first = this.#points[0];
    const summary =
      first && last ? `${this.#text(first.y)} to ${this.#text(last.y)} in ${last.x} epochs` : 'no values yet';
    setAttributes(this.#svg, {
      'aria-label': `${title}: ${summary}${bestText}. Arrow keys read single epochs.`,
      'aria-roledescription': 'curve',
    });
  }

  #text(value: number): string {
    return (this.options.valueText ?? numberText)(value);
  }

  #pointAt(x: number): CurvePoint | undefined {
    const points = this.#points;
    let [low, high] = [0, points.length - 1];
    while (low < high) {
      const middle = Math.ceil((low + high) / 2);
      const point = points[middle];
      if (point && point.x <= x) low = middle;
      else high = middle - 1;
    }
    return points[low];
  }

  #inspectAt(event: PointerEvent): void {
    const box = this.#svg.getBoundingClientRect();
    const share = (event.clientX - box.left - pad.left) / Math.max(1, box.width - pad.left - pad.right);
    const { low, high } = this.#xAxis;
    if (share >= 0 && share <= 1.02) this.options.onInspect(Math.round(low + share * (high - low)));
  }

  #onKey(event: KeyboardEvent): void {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const points = this.#points;
    const last = points.length - 1;
    const inspected = this.#inspected === undefined ? undefined : this.#pointAt(this.#inspected);
    const at = inspected ? points.indexOf(inspected) : last;
    const page = Math.max(1, Math.round(points.length / 20));
    const moves: Readonly<Record<string, number>> = {
      ...{ ArrowLeft: at - 1, ArrowRight: at + 1, PageUp: at - page, PageDown: at + page, Home: 0, End: last },
    };
    const next = moves[event.key];
    if (event.key === 'Escape') this.options.onInspect(undefined);
    else if (next !== undefined) this.options.onInspect(points[Math.max(0, Math.min(last, next))]?.x);
    else return;
    event.preventDefault();
  }

  #resize(): void {
    const width = Math.round(this.element.clientWidth);
    if (width < 40 || width === this.#width) return;
    this.#width = width;
    this.#draw();
  }

  #x(value: number): number {
    const { low, high } = this.#xAxis;
    return pad.left + ((value - low) / (high - low)) * (this.#width - pad.left - pad.right);
  }

  #y(value: number): number {
    const { low, high } = this.#yAxis;
    const isLogarithmic = this.#isLogarithmic && low > 0;
    const of = isLogarithmic ? Math.log10 : (v: number): number => v;
    const share = (of(value) - of(low)) / (of(high) - of(low));
    return height - pad.bottom - share * (height - pad.top - pad.bottom);
  }
}
