import type { Architecture } from '../architecture';

/** Writes any single cell with operations on its edges as an architecture string: a group for each node after the first, edges in the order of their sources. */
export function formatEdgeString(architecture: Architecture): string {
  const cell = architecture.parts[0]?.cell;
  const groups = (cell?.nodes ?? []).slice(1).map((_, index) => {
    const edges = (cell?.edges ?? []).filter((edge) => edge.to === index + 1).sort((a, b) => a.from - b.from);
    return `|${edges.map(({ from, operation }) => `${operation ?? ''}~${from}|`).join('')}`;
  });
  return groups.join('+');
}
