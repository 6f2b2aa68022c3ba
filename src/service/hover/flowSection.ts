import { flowOfPlaces, type PlaceFlow } from '../../core/flow/placeFlow';
import type { ArchitecturePlace } from '../../core/spec/architecture';
import { samePlace } from '../spans';
import type { HoverContext } from './hoverContext';
import { lines } from './markdown';

const BAR_LENGTH = 10;

/** A share between 0 and 1 as a bar of ten blocks. */
export function flowBar(share: number): string {
  const filled = Math.round(Math.min(Math.max(share, 0), 1) * BAR_LENGTH);
  return '█'.repeat(filled) + '░'.repeat(BAR_LENGTH - filled);
}

/** The flow at a place; undefined where the graph has no node for it or the cell is no member of its space. */
export function flowAt({ entry, space, architecture }: HoverContext, place: ArchitecturePlace): PlaceFlow | undefined {
  if (!entry.valid) return undefined;
  return flowOfPlaces(space, architecture).find((flow) => samePlace(flow.place, place));
}

/**
 * Forward and backward flow as bars, relative to the cell's strongest, or why nothing flows.
 *
 * @param forward whose forward message is shown
 * @param backward whose backward message is shown; another place than `forward` for an edge between two nodes
 */
export function flowSection(
  context: HoverContext,
  forward: ArchitecturePlace,
  backward: ArchitecturePlace = forward,
): string | undefined {
  const from = flowAt(context, forward);
  const to = flowAt(context, backward);
  if (!from || !to) return undefined;
  const liveness = from.liveness === 'live' ? to.liveness : from.liveness;
  if (liveness === 'zero') return 'Nothing flows here: this operation passes nothing on.';
  if (liveness === 'unreachable') return 'Nothing flows here: no path leads from the input to this place.';
  if (liveness === 'dead-end') return 'Nothing of this arrives at the output.';
  return lines(flowLine('forward flow ', from.forward), flowLine('backward flow', to.backward));
}

function flowLine(title: string, share: number): string {
  return `\`${title} ${flowBar(share)} ${`${Math.round(share * 100)} %`.padStart(5)}\``;
}
