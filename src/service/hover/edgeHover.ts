import type { ArchitecturePlace } from '../../core/spec/architecture';
import { cellOf } from '../spans';
import { describePlace } from './describe';
import { flowSection } from './flowSection';
import type { HoverContext } from './hoverContext';
import { codeSpan, paragraphs } from './markdown';
import { nodeName } from './describe';
import { operationHover } from './operationHover';
import { predictionSection, withoutSection } from './predictionSection';

/** What an edge carries: its operation where it has one, else the result of one node to another. */
export function edgeHover(
  context: HoverContext,
  place: Extract<ArchitecturePlace, { kind: 'edge' }>,
): string | undefined {
  const cell = cellOf(context.architecture, place);
  const edge = cell?.edges[place.edge];
  if (!edge) return undefined;
  if (edge.operation !== undefined) return operationHover(context, place);
  const title = describePlace(context.architecture, place);
  const node = (index: number): ArchitecturePlace => ({ kind: 'node', part: place.part, node: index });
  return paragraphs(
    `**${title.charAt(0).toUpperCase()}${title.slice(1)}**`,
    `Hands the result of ${codeSpan(nodeName(cell, edge.from))} to ${codeSpan(nodeName(cell, edge.to))}.`,
    flowSection(context, node(edge.from), node(edge.to)),
    withoutSection(context, place),
    predictionSection(context, 'shown'),
  );
}
