import { mermaidOf } from '../../src/core/explain/mermaid';
import type { FlowView } from '../../src/core/explain/flowView';
import type { FlowViewState } from '../../src/protocol/flowMessages';
import { sceneOptions } from './cellPane';
import { printedSvg } from './exportDrawing';
import { shownOverlay } from './overlay';

/** What a view shows as an SVG for print; undefined where it shows no cell. */
export function printedView(view: FlowView, state: FlowViewState): string | undefined {
  if (!view.cell) return undefined;
  const overlay = shownOverlay(view, state);
  if (overlay) return printedSvg([overlay]);
  const cells = [view.cell, ...(view.other ? [view.other] : [])];
  return printedSvg(cells.map((cell) => ({ cell, options: sceneOptions(cell, view, state) })));
}

/** What a view shows as a Mermaid flowchart; undefined where it shows no cell. */
export function mermaidOfView(view: FlowView, state: FlowViewState): string | undefined {
  if (!view.cell) return undefined;
  const overlay = shownOverlay(view, state);
  return mermaidOf(overlay?.cell ?? view.cell, overlay?.changes);
}
