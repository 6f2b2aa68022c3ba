import { setAttributes, setText, svgElement } from '../dom';
import type { Scene, Shape, ShapeGroup } from './shapes';

/** Puts scenes on the screen: elements that are there already are changed, so that transitions run and nothing flickers. */
export class Drawing {
  readonly root = svgElement('g', { class: 'drawing' });
  readonly #groups = new Map<string, SVGGElement>();

  /** @param prefix distinguishes the elements' ids from those of other drawings in the document */
  constructor(private readonly prefix: string) {}

  update({ groups }: Scene): void {
    const ids = new Set(groups.map(({ id }) => id));
    for (const [id, group] of this.#groups) {
      if (ids.has(id)) continue;
      group.remove();
      this.#groups.delete(id);
    }
    groups.forEach((group, index) => {
      const target = this.#group(group);
      this.#paint(target, group);
      if (this.root.children[index] !== target) this.root.insertBefore(target, this.root.children[index] ?? null);
    });
  }

  /** The element of a vertex or link. */
  find(id: string): SVGGElement | undefined {
    return this.#groups.get(id);
  }

  elementId(id: string): string {
    return `${this.prefix}-${id.replace(/[^\w-]/g, '_')}`;
  }

  #group({ id }: ShapeGroup): SVGGElement {
    let group = this.#groups.get(id);
    if (!group) {
      group = svgElement('g', { 'data-id': id, id: this.elementId(id) });
      this.#groups.set(id, group);
    }
    return group;
  }

  #paint(target: SVGGElement, { classes, label, shapes }: ShapeGroup): void {
    const marks = ['selected', 'cursor'].filter((mark) => target.classList.contains(mark));
    setAttributes(target, {
      class: [classes, ...marks].join(' '),
      role: label === undefined ? 'presentation' : 'img',
      'aria-label': label,
    });
    shapes.forEach((shape, index) => this.#paintShape(target, shape, target.children[index]));
    while (target.children.length > shapes.length) target.lastElementChild?.remove();
  }

  #paintShape(parent: SVGGElement, shape: Shape, existing: Element | undefined): void {
    let target = existing;
    if (target?.tagName !== shape.tag) {
      const created = svgElement(shape.tag);
      if (target) target.replaceWith(created);
      else parent.append(created);
      target = created;
    }
    for (const { name } of [...target.attributes]) if (!(name in shape.attributes)) target.removeAttribute(name);
    setAttributes(target, shape.attributes);
    if (shape.text !== undefined) setText(target, shape.text);
  }
}
