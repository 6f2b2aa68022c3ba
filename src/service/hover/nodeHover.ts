import type { ArchitecturePlace, Cell } from '../../core/spec/architecture';
import { cellOf } from '../spans';
import { costSection } from './costSection';
import { describePlace, findSpaceOperation, nodeName, operationTitle } from './describe';
import { flowAt, flowSection } from './flowSection';
import type { HoverContext } from './hoverContext';
import { codeSpan, escapeMarkdown, lines, paragraphs } from './markdown';
import { predictionSection, withoutSection } from './predictionSection';

/** What a node computes, what feeds it and what it feeds. */
export function nodeHover(
  context: HoverContext,
  place: Extract<ArchitecturePlace, { kind: 'node' }>,
): string | undefined {
  const { space, architecture } = context;
  const cell = cellOf(architecture, place);
  const node = cell?.nodes[place.node];
  if (!cell || !node) return undefined;
  const operation = node.operation === undefined ? undefined : findSpaceOperation(space, node.operation);
  const title = describePlace(architecture, place);
  return paragraphs(
    `**${title.charAt(0).toUpperCase()}${title.slice(1)}**`,
    operation && lines(operationTitle(operation), escapeMarkdown(operation.description)),
    connections(context, cell, place),
    operation && costSection(context, place),
    flowSection(context, place),
    withoutSection(context, place),
    predictionSection(context, 'shown'),
  );
}

function connections(
  context: HoverContext,
  cell: Cell,
  place: Extract<ArchitecturePlace, { kind: 'node' }>,
): string | undefined {
  const list = (nodes: readonly number[]): string =>
    [...new Set(nodes)].map((node) => codeSpan(nodeName(cell, node))).join(', ');
  const inputs = cell.edges.filter(({ to }) => to === place.node).map(({ from }) => from);
  const outputs = cell.edges.filter(({ from }) => from === place.node).map(({ to }) => to);
  const generation = flowAt(context, place)?.generation;
  const texts = [
    inputs.length > 0 ? `Reads ${list(inputs)}` : undefined,
    outputs.length > 0 ? `feeds ${list(outputs)}` : undefined,
    generation === undefined ? undefined : `generation ${generation}`,
  ].filter((text) => text !== undefined);
  const text = texts.join('; ');
  return text === '' ? undefined : `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;
}
