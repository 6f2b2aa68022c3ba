import type { ViewTransform } from '../../src/protocol/flowMessages';

/** Outside these scales nothing can be seen, even of a chain of thousands, or all of it is one shape. */
const scaleLimits = { least: 0.002, most: 4 } as const;

/**
 * Above the first scale names are readable as they are; above the second one they are whole at a fixed size; above the third one names in
 * short fit, above the fourth one initials.
 */
export const labelScales = { near: 0.72, middle: 0.54, medium: 0.33, far: 0.18 } as const;

/** How far away a drawing of this scale looks; flow.css says which names are shown then. */
export function distanceAt(scale: number): string {
  if (scale >= labelScales.near) return 'near';
  if (scale >= labelScales.middle) return 'middle';
  if (scale >= labelScales.medium) return 'medium';
  return scale >= labelScales.far ? 'far' : 'farthest';
}

export interface Size {
  readonly width: number;
  readonly height: number;
}

/** The whole drawing in the middle of the panel, never larger than drawn. */
export function fitted(drawing: Size, panel: Size): ViewTransform {
  const scale = Math.min(panel.width / drawing.width, panel.height / drawing.height, 1.15);
  return {
    scale,
    x: (panel.width - drawing.width * scale) / 2,
    y: Math.max(0, (panel.height - drawing.height * scale) / 2),
  };
}

/** Scaled by a factor around a point of the panel, which stays where it is. */
export function zoomed(
  transform: ViewTransform,
  factor: number,
  at: { readonly x: number; readonly y: number },
): ViewTransform {
  const scale = clampScale(transform.scale * factor);
  const ratio = scale / transform.scale;
  return { scale, x: at.x - (at.x - transform.x) * ratio, y: at.y - (at.y - transform.y) * ratio };
}

/** Moved as little as needed to have a point of the drawing in the panel, away from its border. */
export function showing(
  transform: ViewTransform,
  point: { readonly x: number; readonly y: number },
  panel: Size,
): ViewTransform {
  const border = Math.min(60, panel.width / 4, panel.height / 4);
  const shift = (position: number, size: number): number => {
    if (position < border) return border - position;
    return position > size - border ? size - border - position : 0;
  };
  const dx = shift(transform.x + point.x * transform.scale, panel.width);
  const dy = shift(transform.y + point.y * transform.scale, panel.height);
  return dx === 0 && dy === 0 ? transform : { ...transform, x: transform.x + dx, y: transform.y + dy };
}

function clampScale(scale: number): number {
  return Math.min(Math.max(scale, scaleLimits.least), scaleLimits.most);
}
