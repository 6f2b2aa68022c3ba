import type { DiagramVertex } from '../../src/core/explain/flowView';
import { maxLabelLength, type Box } from './layout';
import type { ItemContext } from './scene';
import { text, type Shape } from './shapes';
import { mediumLabel, shortLabel } from './vertexShapes';
import { labelScales } from './viewport';

/** Pixels of the screen that a character takes where names have a fixed size. */
const characterWidth = 6;

/** Inputs and outputs say what they are. */
export function nameOf({ kind, label }: DiagramVertex): string {
  const name = (kind === 'input' || kind === 'output') && !label.includes(kind) ? `${kind} ${label}` : label;
  return cut(name);
}

/** A name as long as a shape has room for. */
export function cut(label: string): string {
  return label.length > maxLabelLength ? `${label.slice(0, maxLabelLength - 1)}…` : label;
}

/** What a vertex says beside it where its shape cannot: everything that stands there, and where that is. */
export function wholeName({ title, label, place }: DiagramVertex, { replaced }: ItemContext): string {
  const name = replaced ? `${replaced.label} → ${label}` : label;
  return title === label ? name : `${name} · ${place.kind} ${title}`;
}

/** Names for the scales at which the drawn one cannot be read. The style shows those of one scale at a time. */
export function smallNames(vertex: DiagramVertex, box: Box, context: ItemContext): Shape[] {
  const { x, y } = box;
  const style = { fill: context.palette.text, 'text-anchor': 'middle', 'dominant-baseline': 'central' };
  const lines = middlingLines(vertex, box, context);
  return [
    ...lines.map((line, index) => {
      const dy = lines.length === 1 ? undefined : index === 0 ? '-0.58em' : '0.58em';
      return text(line, { x, y }, { class: 'middling', ...style, dy });
    }),
    text(mediumName(vertex, box, context), { x, y }, { class: 'medium', ...style }),
    text(shortLabel(vertex.label, vertex.kind), { x, y }, { class: 'far', ...style }),
  ];
}

/** The name; where it stands for another one, both, in two lines if one is not enough. */
function middlingLines(vertex: DiagramVertex, box: Box, { replaced }: ItemContext): string[] {
  const label = nameOf(vertex);
  if (!replaced) return [label];
  const whole = `${replaced.label} → ${label}`;
  const isFitting = fitsAt(labelScales.middle, box);
  if (isFitting(whole)) return [whole];
  const lineOf = (name: string, arrow = ''): string => `${arrow}${isFitting(arrow + name) ? name : mediumLabel(name)}`;
  return [lineOf(replaced.label), lineOf(label, '→ ')];
}

/** The name in short; where it stands for another one, both in short, or their initials. */
function mediumName(vertex: DiagramVertex, box: Box, { replaced }: ItemContext): string {
  const label = mediumLabel(nameOf(vertex));
  if (!replaced) return label;
  const names = `${mediumLabel(replaced.label)} → ${label}`;
  const initials = `${shortLabel(replaced.label, replaced.kind)}→${shortLabel(vertex.label, vertex.kind)}`;
  return [names, initials].find(fitsAt(labelScales.medium, box)) ?? label;
}

/** Whether words are as wide as a shape at most, at a scale and all above it. */
function fitsAt(scale: number, { width }: Box): (words: string) => boolean {
  return (words) => words.length * characterWidth <= width * scale;
}
