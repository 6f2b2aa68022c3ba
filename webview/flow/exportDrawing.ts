import type { CellView } from '../../src/core/explain/flowView';
import { bestLayout } from './layout';
import { legendScene } from './legend';
import { printPalette } from './palette';
import { sceneOf, type SceneOptions } from './scene';
import { svgText } from './svgText';

/** Proportions of a page of paper. */
const page = { width: 210, height: 297 };

/** Cells with their legend as an SVG for print: fixed colours, nothing of the editor's. */
export function printedSvg(
  cells: readonly { readonly cell: CellView; readonly options: Omit<SceneOptions, 'palette'> }[],
): string {
  const [first] = cells;
  const scenes = cells.map(({ cell, options }) =>
    sceneOf(cell, bestLayout(cell.diagram, page), { ...options, palette: printPalette }),
  );
  if (first)
    scenes.push(
      legendScene(first.cell, {
        ...first.options,
        width: Math.max(420, ...scenes.map(({ width }) => width)),
        palette: printPalette,
      }),
    );
  const title = cells.map(({ cell }) => cell.name).join(' and ');
  return svgText(scenes, { title, background: printPalette.background });
}

/** Pixels for each unit of a drawing: sharp on a page. */
const pngScale = 2;
/** Browsers refuse larger canvases. */
const maxPixels = 8_192;

/** An SVG as PNG, in base64. Rejects where the browser can not draw it. */
export async function pngOf(svg: string): Promise<string> {
  const image = new Image();
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(svg)}`;
  await image.decode();
  const scale = Math.min(pngScale, maxPixels / image.width, maxPixels / image.height);
  const canvas = document.createElement('canvas');
  canvas.width = Math.ceil(image.width * scale);
  canvas.height = Math.ceil(image.height * scale);
  const context = canvas.getContext('2d');
  if (!context) throw new Error('there is no canvas to draw on');
  context.drawImage(image, 0, 0, canvas.width, canvas.height);
  return canvas.toDataURL('image/png').replace(/^data:image\/png;base64,/, '');
}
