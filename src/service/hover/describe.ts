import type { Operation, SearchSpace } from '../../core/spaces/space';
import type { Architecture, ArchitecturePlace, Cell } from '../../core/spec/architecture';
import { cellOf } from '../spans';
import { codeSpan, escapeMarkdown } from './markdown';

/** The operation of this name or alias, input and output included. */
export function findSpaceOperation(space: SearchSpace, name: string): Operation | undefined {
  return [...space.operations, ...space.vocabulary].find(
    (operation) => operation.name === name || operation.aliases.includes(name),
  );
}

export function operationAt(architecture: Architecture, place: ArchitecturePlace): string | undefined {
  const cell = cellOf(architecture, place);
  if (place.kind === 'node') return cell?.nodes[place.node]?.operation;
  return place.kind === 'edge' ? cell?.edges[place.edge]?.operation : undefined;
}

/** ``edge `0 -> 1` ``, ``node `a` ``, with the cell's role where an architecture has several. */
export function describePlace(architecture: Architecture, place: ArchitecturePlace): string {
  const cell = cellOf(architecture, place);
  const role = place.kind !== 'architecture' ? architecture.parts[place.part]?.role : undefined;
  const suffix = architecture.parts.length > 1 && role !== undefined ? ` of the ${escapeMarkdown(role)} cell` : '';
  if (place.kind === 'node') return `node ${codeSpan(nodeName(cell, place.node))}${suffix}`;
  const edge = place.kind === 'edge' ? cell?.edges[place.edge] : undefined;
  if (!edge) return role === undefined ? 'the architecture' : `the ${escapeMarkdown(role)} cell`;
  return `edge ${codeSpan(`${nodeName(cell, edge.from)} -> ${nodeName(cell, edge.to)}`)}${suffix}`;
}

export function nodeName(cell: Cell | undefined, node: number): string {
  return cell?.nodes[node]?.name ?? String(node);
}

/** ``**nor_conv_3x3** · convolution`` and what it computes. */
export function operationTitle(operation: Operation): string {
  const kind = operation.kind === 'other' ? '' : ` · ${kindNames[operation.kind]}`;
  return `**${escapeMarkdown(operation.name)}**${kind}`;
}

const kindNames: Readonly<Record<Exclude<Operation['kind'], 'other'>, string>> = {
  input: 'input',
  output: 'output',
  convolution: 'convolution',
  pooling: 'pooling',
  identity: 'identity',
  zero: 'no connection',
  aggregation: 'aggregation',
};
