import type { DrawnPlace } from '../../core/explain/flowView';
import { costSection } from './costSection';
import { describePlace, findSpaceOperation, operationAt, operationTitle } from './describe';
import { flowSection } from './flowSection';
import type { HoverContext } from './hoverContext';
import { codeSpan, escapeMarkdown, paragraphs } from './markdown';
import { predictionSection, withoutSection } from './predictionSection';

/** What the operation at a node or an edge computes, costs and carries. */
export function operationHover(context: HoverContext, place: DrawnPlace): string | undefined {
  const { space, architecture } = context;
  const name = operationAt(architecture, place);
  if (name === undefined) return undefined;
  const operation = findSpaceOperation(space, name);
  if (!operation) {
    const known = space.operations.map((known) => codeSpan(known.name)).join(', ');
    return `${escapeMarkdown(space.name)} has no operation ${codeSpan(name)}. Its operations: ${known}.`;
  }
  return paragraphs(
    `${operationTitle(operation)} on ${describePlace(architecture, place)}`,
    escapeMarkdown(operation.description),
    costSection(context, place),
    flowSection(context, place),
    withoutSection(context, place),
    predictionSection(context, 'shown'),
  );
}
