import type { CellView } from '../../src/core/explain/flowView';
import type { ViewTransform } from '../../src/protocol/flowMessages';
import { element, setAttributes, svgElement } from '../dom';
import { Drawing } from './drawing';
import type { DiagramLayout } from './layout';
import { moveFrom, positionOf, type Move } from './navigation';
import type { Scene, ShapeGroup } from './shapes';
import { Tooltip } from './tooltip';
import { distanceAt, fitted, showing, zoomed, type Size } from './viewport';
import { wheelFactor, wheelPixels } from './wheel';

export interface GraphViewOptions {
  /** Distinguishes the elements' ids of several graphs. */
  readonly prefix: string;
  /** Somebody chose a vertex or link, or nothing. */
  readonly onSelect: (id: string | undefined) => void;
  /** Somebody wants to see it in the text. */
  readonly onReveal: (id: string, takeFocus: boolean) => void;
  /** Somebody moved or scaled the drawing; undefined: it is fitted again. */
  readonly onTransform: (transform: ViewTransform | undefined) => void;
  /** The mouse rests on a vertex or link, or on none. */
  readonly onHover: (id: string | undefined) => void;
  /** There is more or less room for the drawing. */
  readonly onResize: () => void;
  /** A key that the graph has no use for. */
  readonly onKey: (event: KeyboardEvent) => void;
}

const moves: Readonly<Record<string, Move>> = {
  ArrowDown: 'next',
  ArrowUp: 'previous',
  ArrowLeft: 'left',
  ArrowRight: 'right',
  Home: 'first',
  End: 'last',
};

/** Pixels that one key press moves the drawing. */
const panStep = 60;
/** Sizes of the panel that a layer may have. */
const layerLimit = 3;
/** Movement below this is a click. */
const clickSlack = 4;

/** One drawing that can be moved, scaled and walked through. For the keyboard it is one stop. */
export class GraphView {
  readonly element = element('div', { class: 'graph' });
  readonly svg = svgElement('svg', {
    tabindex: '0',
    role: 'application',
    'aria-roledescription': 'cell graph',
  });
  readonly #drawing: Drawing;
  #cell: CellView | undefined;
  #layout: DiagramLayout | undefined;
  #names: ReadonlyMap<string, ShapeGroup['name']> = new Map();
  #selected: string | undefined;
  #transform: ViewTransform = { scale: 1, x: 0, y: 0 };
  #isFitted = true;
  #frame: number | undefined;
  readonly #tooltip = new Tooltip();

  constructor(private readonly options: GraphViewOptions) {
    this.#drawing = new Drawing(options.prefix);
    this.svg.append(this.#drawing.root);
    this.element.append(this.svg, this.#tooltip.element);
    this.#listen();
    if (typeof ResizeObserver !== 'undefined') new ResizeObserver(() => this.#onResize()).observe(this.element);
  }

  /** Shows a drawing; scale, place and selection stay. */
  update(cell: CellView, layout: DiagramLayout, scene: Scene): void {
    this.#cell = cell;
    this.#layout = layout;
    this.#names = new Map(scene.groups.map((group) => [group.id, group.name]));
    this.#drawing.update(scene);
    const name = `${cell.name}: ${scene.groups.length} parts. Arrow keys follow the edges, Enter shows the source.`;
    this.svg.setAttribute('aria-label', name);
    this.#refit();
    this.select(this.#selected);
  }

  get selected(): string | undefined {
    return this.#selected;
  }

  /** Marks a vertex or link; nothing is reported. */
  select(id: string | undefined, mark: 'selected' | 'cursor' = 'selected'): void {
    for (const other of this.#drawing.root.querySelectorAll(`.${mark}`)) other.classList.remove(mark);
    const target = id === undefined ? undefined : this.#drawing.find(id);
    target?.classList.add(mark);
    if (mark === 'cursor') return;
    this.#selected = target ? id : undefined;
    this.#showName(this.#selected);
    const active = target && id !== undefined ? this.#drawing.elementId(id) : undefined;
    setAttributes(this.svg, { 'aria-activedescendant': active });
  }

  /** Moves the drawing so that a vertex or link is seen. */
  show(id: string): void {
    if (!this.#layout) return;
    const shown = showing(this.#transform, positionOf(this.#layout, id), this.#size());
    if (shown !== this.#transform) this.#setTransform(shown, true);
  }

  setTransform(transform: ViewTransform | undefined): void {
    this.#isFitted = transform === undefined;
    if (transform) this.#setTransform(transform, false);
    else this.#refit();
  }

  zoom(factor: number): void {
    const { width, height } = this.#size();
    this.#setTransform(zoomed(this.#transform, factor, { x: width / 2, y: height / 2 }), true);
  }

  fit(): void {
    this.#isFitted = true;
    this.#refit();
    this.options.onTransform(undefined);
  }

  #onResize(): void {
    this.#refit();
    this.options.onResize();
  }

  #refit(): void {
    if (!this.#isFitted || !this.#layout) return;
    const size = this.#size();
    if (size.width > 0 && size.height > 0) this.#setTransform(fitted(this.#layout, size), false);
  }

  #size(): Size {
    return { width: this.element.clientWidth, height: this.element.clientHeight };
  }

  #setTransform(transform: ViewTransform, isByHand: boolean): void {
    this.#transform = transform;
    if (isByHand) {
      this.#isFitted = false;
      this.options.onTransform(transform);
    }
    // Many pointer events fall into one frame.
    if (this.#frame !== undefined) return;
    this.#frame = requestAnimationFrame(() => {
      this.#frame = undefined;
      this.#paintTransform();
    });
  }

  #paintTransform(): void {
    const { scale, x, y } = this.#transform;
    this.#drawing.root.style.transform = `translate(${x}px, ${y}px) scale(${scale})`;
    this.#drawing.root.dataset['transform'] = `${scale} ${x} ${y}`;
    const distance = distanceAt(scale);
    if (this.svg.dataset['distance'] !== distance) this.svg.dataset['distance'] = distance;
    // Only names that have another size than drawn depend on it.
    if (distance !== 'near') this.svg.style.setProperty('--scale', String(scale));
    this.#showName(this.#tooltip.id ?? this.#selected);
  }

  #showName(id: string | undefined): void {
    const [name, box] = [this.#names.get(id ?? ''), this.#layout?.boxes.get(id ?? '')];
    const place = { ...(name ? { name } : {}), ...(box ? { box } : {}) };
    this.#tooltip.update(id, place, this.#transform, this.#size());
  }

  #listen(): void {
    this.svg.addEventListener('keydown', (event) => this.#onKey(event));
    this.svg.addEventListener('wheel', (event) => this.#onWheel(event), { passive: false });
    this.svg.addEventListener('dblclick', (event) => {
      const id = idAt(event);
      if (id !== undefined) this.options.onReveal(id, true);
    });
    this.svg.addEventListener('pointerover', (event) => {
      this.#showName(idAt(event) ?? this.#selected);
      this.options.onHover(idAt(event));
    });
    this.svg.addEventListener('pointerleave', () => {
      this.#showName(this.#selected);
      this.options.onHover(undefined);
    });
    this.#listenToPointer();
  }

  #listenToPointer(): void {
    let start: { readonly x: number; readonly y: number; readonly transform: ViewTransform } | undefined;
    let isDrag = false;
    this.svg.addEventListener('pointerdown', (event) => {
      if (event.button !== 0) return;
      start = { x: event.clientX, y: event.clientY, transform: this.#transform };
      isDrag = false;
    });
    this.svg.addEventListener('pointermove', (event) => {
      if (!start) return;
      const [dx, dy] = [event.clientX - start.x, event.clientY - start.y];
      if (!isDrag && Math.hypot(dx, dy) < clickSlack) return;
      if (!isDrag) this.svg.setPointerCapture?.(event.pointerId);
      isDrag = true;
      this.svg.classList.toggle('moving', this.#isWorthALayer());
      this.#setTransform({ ...start.transform, x: start.transform.x + dx, y: start.transform.y + dy }, true);
    });
    const end = (event: PointerEvent): void => {
      if (start && !isDrag && event.type === 'pointerup') this.#onClick(event);
      start = undefined;
      this.svg.classList.remove('moving');
    };
    this.svg.addEventListener('pointerup', end);
    this.svg.addEventListener('pointercancel', end);
  }

  /**
   * Whether the drawing is better moved as a layer of its own than painted again with every frame: where most of it is seen. Close up
   * few shapes are painted, and the layer would be large.
   */
  #isWorthALayer(): boolean {
    const { width, height } = this.#size();
    const { scale } = this.#transform;
    const area = (this.#layout?.width ?? 0) * (this.#layout?.height ?? 0) * scale * scale;
    return area < layerLimit * width * height;
  }

  #onClick(event: Event): void {
    const id = idAt(event);
    this.select(id);
    this.options.onSelect(this.#selected);
    if (this.#selected !== undefined) this.options.onReveal(this.#selected, false);
  }

  /** With Ctrl or Cmd, as pinching has it, the wheel scales. Else it moves what was scaled, and over what is fitted it scrolls the page. */
  #onWheel(event: WheelEvent): void {
    const isZoom = event.ctrlKey || event.metaKey;
    if (!isZoom && this.#isFitted) return;
    event.preventDefault();
    const { scale, x, y } = this.#transform;
    const [dx, dy] = wheelPixels(event);
    if (!isZoom) {
      this.#setTransform({ scale, x: x - dx, y: y - dy }, true);
      return;
    }
    const bounds = this.svg.getBoundingClientRect();
    const at = { x: event.clientX - bounds.left, y: event.clientY - bounds.top };
    this.#setTransform(zoomed(this.#transform, wheelFactor(dy), at), true);
  }

  #onKey(event: KeyboardEvent): void {
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    const move = moves[event.key];
    if (event.shiftKey && move && this.#pan(move)) event.preventDefault();
    else if (move) this.#walk(move, event);
    else if (!this.#command(event.key)) this.options.onKey(event);
    else event.preventDefault();
  }

  #walk(move: Move, event: KeyboardEvent): void {
    event.preventDefault();
    if (!this.#cell || !this.#layout) return;
    const id = moveFrom(this.#cell.diagram, this.#layout, this.#selected, move);
    if (id === undefined) return;
    this.select(id);
    this.show(id);
    this.options.onSelect(id);
  }

  #pan(move: Move): boolean {
    const steps: Partial<Record<Move, readonly [number, number]>> = {
      next: [0, -panStep],
      previous: [0, panStep],
      left: [panStep, 0],
      right: [-panStep, 0],
    };
    const step = steps[move];
    if (!step) return false;
    const { scale, x, y } = this.#transform;
    this.#setTransform({ scale, x: x + step[0], y: y + step[1] }, true);
    return true;
  }

  #command(key: string): boolean {
    if (key === 'Enter' && this.#selected !== undefined) this.options.onReveal(this.#selected, true);
    else if (key === 'Escape' && this.#selected !== undefined) {
      this.select(undefined);
      this.options.onSelect(undefined);
    } else if (key === '+' || key === '=') this.zoom(1.25);
    else if (key === '-') this.zoom(0.8);
    else if (key === '0') this.fit();
    else return false;
    return true;
  }
}

/** The vertex or link under a pointer; the lines of an operation on an edge stand for the operation. */
function idAt(event: Event): string | undefined {
  const group = event.target instanceof Element ? event.target.closest<SVGGElement>('g.vertex, g.link') : undefined;
  return group?.dataset['id']?.replace(/[<>]$/, '');
}
