/** A piece of SVG as data: drawn on the screen by `drawing.ts`, written as text by `svgText.ts`. */
export interface Shape {
  readonly tag: 'path' | 'rect' | 'circle' | 'text';
  readonly attributes: Readonly<Record<string, string>>;
  /** For `text` only. */
  readonly text?: string;
}

/** Shapes that belong together: a vertex, a link, a title. */
export interface ShapeGroup {
  /** Unique in its scene. */
  readonly id: string;
  /** `vertex`, `link` or `title`, with what is special about it. */
  readonly classes: string;
  /** What it is and all its numbers, in words; absent for decoration. */
  readonly label?: string;
  readonly shapes: readonly Shape[];
  /** What is written beside it on demand, and the scale from which on the shapes say it themselves. */
  readonly name?: { readonly text: string; readonly readableFrom: number };
}

/** A drawing: groups in the order in which they are painted. */
export interface Scene {
  readonly width: number;
  readonly height: number;
  readonly groups: readonly ShapeGroup[];
}

type AttributeValue = string | number | undefined;

function clean(attributes: Readonly<Record<string, AttributeValue>>): Record<string, string> {
  const kept: Record<string, string> = {};
  for (const [name, value] of Object.entries(attributes)) {
    if (value !== undefined) kept[name] = typeof value === 'number' ? number(value) : value;
  }
  return kept;
}

/** At most two decimals: a hundredth of a pixel is not seen. */
export function number(value: number): string {
  return String(Math.round(value * 100) / 100);
}

export function path(d: string, attributes: Readonly<Record<string, AttributeValue>>): Shape {
  return { tag: 'path', attributes: clean({ d, fill: 'none', ...attributes }) };
}

export function rect(
  box: { readonly x: number; readonly y: number; readonly width: number; readonly height: number },
  attributes: Readonly<Record<string, AttributeValue>>,
): Shape {
  return { tag: 'rect', attributes: clean({ ...box, ...attributes }) };
}

export function text(
  content: string,
  at: { readonly x: number; readonly y: number },
  attributes: Readonly<Record<string, AttributeValue>>,
): Shape {
  return { tag: 'text', attributes: clean({ x: at.x, y: at.y, ...attributes }), text: content };
}
