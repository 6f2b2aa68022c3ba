import { formatFlops, formatParameters, formatShare } from '../../core/model/numberFormat';
import type { ArchitecturePlace } from '../../core/spec/architecture';
import type { HoverContext } from './hoverContext';

/** `Cost: 0.20 M params (26 % of the network), 28.3 M FLOPs`; undefined where the space does not count it. */
export function costSection(
  { entry, space, architecture }: HoverContext,
  place: ArchitecturePlace,
): string | undefined {
  if (!entry.valid) return undefined;
  const cost = space.costOf(architecture, place);
  const total = space.cost(architecture);
  const parts: string[] = [];
  const parameters = formatParameters(cost);
  if (parameters !== undefined) {
    const share =
      place.kind !== 'architecture' && cost.parameters !== undefined && total.parameters
        ? ` (${formatShare((100 * cost.parameters) / total.parameters)} of the network)`
        : '';
    parts.push(parameters + share);
  }
  const flops = formatFlops(cost);
  if (flops !== undefined) parts.push(flops);
  return parts.length > 0 ? `Cost: ${parts.join(', ')}` : undefined;
}
