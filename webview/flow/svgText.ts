import type { Scene, Shape, ShapeGroup } from './shapes';

/** Fonts that paper and other programs have. */
const fonts = 'Inter, "Helvetica Neue", Helvetica, Arial, sans-serif';

/** Shapes for eyes and fingers on a screen, and labels of other scales. */
const onScreenOnly = new Set(['hit', 'ring', 'middling', 'medium', 'far']);

export interface SvgTextOptions {
  readonly title: string;
  readonly background: string;
}

/** Scenes below each other as one self-contained SVG. Draw them with a palette of fixed colours. */
export function svgText(scenes: readonly Scene[], { title, background }: SvgTextOptions): string {
  const width = Math.ceil(Math.max(1, ...scenes.map((scene) => scene.width)));
  const height = Math.ceil(
    Math.max(
      1,
      scenes.reduce((sum, scene) => sum + scene.height, 0),
    ),
  );
  const lines = [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" font-family="${escapeXml(fonts)}" role="img">`,
    `<title>${escapeXml(title)}</title>`,
    `<rect width="${width}" height="${height}" fill="${escapeXml(background)}"/>`,
  ];
  let top = 0;
  for (const scene of scenes) {
    lines.push(`<g transform="translate(0 ${top})">`, ...scene.groups.flatMap(groupText), '</g>');
    top += scene.height;
  }
  return `${[...lines, '</svg>'].join('\n')}\n`;
}

function groupText({ label, shapes }: ShapeGroup): string[] {
  const shown = shapes.filter(({ attributes }) => !onScreenOnly.has(attributes['class'] ?? ''));
  return [
    '<g>',
    ...(label === undefined ? [] : [`<title>${escapeXml(label)}</title>`]),
    ...shown.map(shapeText),
    '</g>',
  ];
}

function shapeText({ tag, attributes, text }: Shape): string {
  const written = Object.entries(attributes)
    .filter(([name]) => name !== 'class')
    .map(([name, value]) => ` ${name}="${escapeXml(value)}"`)
    .join('');
  return text === undefined ? `<${tag}${written}/>` : `<${tag}${written}>${escapeXml(text)}</${tag}>`;
}

/** Text of unknown origin for XML: markup and characters that XML forbids are neither. */
export function escapeXml(text: string): string {
  return (
    text
      // eslint-disable-next-line no-control-regex -- these are what XML forbids
      .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, '')
      .replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`)
  );
}
