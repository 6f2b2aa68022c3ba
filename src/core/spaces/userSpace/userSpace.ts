import { canonicalGraphKey } from '../../graph/canonical';
import { contractIdentities, pruneGraph } from '../../graph/prune';
import type { Architecture, ArchitecturePart, CellEdge, CellNode } from '../../spec/architecture';
import { cellNeighbours } from '../cellMoves';
import { defineOperation, findOperation } from '../defineOperation';
import type { Cost, EncodedArchitecture, Operation, SearchSpace } from '../space';
import { checkUserArchitecture } from './checkUserCell';
import { hashName } from '../../random/seed';
import { sampleUserSpace } from './sampleUserSpace';
import type { SpaceDefinition } from './spaceDefinition';
import { inputName, userGraph } from './userGraph';

/** The search space that a `*.space.yaml` defines. */
export function createUserSpace(definition: SpaceDefinition): SearchSpace {
  const { layout, nodes, operations, placement, roles } = definition;
  const vocabulary: readonly Operation[] = [
    ...layout.inputs.map((name, position) => {
      const description = name === 'input' ? 'The input of a cell.' : `The input ${name} of a cell.`;
      return defineOperation(inputName(position), 'input', description);
    }),
    ...operations,
    defineOperation('output', 'output', 'The output of a cell.'),
  ];
  const toGraph = (architecture: Architecture): EncodedArchitecture =>
    userGraph(withNames(architecture, vocabulary), definition, vocabulary);
  const check: SearchSpace['check'] = (architecture) =>
    checkUserArchitecture(architecture, definition, vocabulary, toGraph);
  const size = fixedSize(definition);
  const space: SearchSpace = {
    name: definition.name,
    title: definition.title,
    description: definition.description,
    placement,
    layout,
    roles,
    operations,
    vocabulary,
    limits: {
      maxNodes: layout.inputs.length + nodes.max + (layout.output === 'last' ? 0 : 1),
      maxEdges: definition.maxEdges,
    },
    ...(size === undefined ? {} : { size }),
    version: versionOf(definition),
    check,
    toGraph,
    canonicalKey(architecture) {
      const { graph } = pruneGraph(toGraph(architecture).graph, vocabulary);
      return canonicalGraphKey(contractIdentities(graph, vocabulary));
    },
    cost: ({ parts }) => total([definition.skeletonCost, ...parts.map((part) => partCost(part, definition))]),
    costOf(architecture, place) {
      if (place.kind === 'architecture') return space.cost(architecture);
      const part = architecture.parts[place.part];
      if (!part) return {};
      if (place.kind === 'part') return partCost(part, definition);
      return itemCost(place.kind === 'node' ? part.cell.nodes[place.node] : part.cell.edges[place.edge], definition);
    },
    sample: (random) => sampleUserSpace(definition, random, check),
    neighbours: (architecture) => cellNeighbours(architecture, space),
  };
  return space;
}

/** Of everything that decides which cells there are and what an encoder sees of them. */
function versionOf(definition: SpaceDefinition): string {
  const { placement, roles, layout, nodes, operations, maxEdges, allowedEdges, isFixed } = definition;
  const seen = operations.map(({ name, kind }) => [name, kind]);
  const text = JSON.stringify([placement, roles, layout, nodes, seen, maxEdges, allowedEdges ?? null, isFixed]);
  return hashName(text).toString(16).padStart(16, '0');
}

/** Replaces aliases by the operations' own names. */
function withNames({ parts }: Architecture, vocabulary: readonly Operation[]): Architecture {
  const named = <T extends CellNode | CellEdge>(item: T): T => {
    const name = item.operation === undefined ? undefined : findOperation(vocabulary, item.operation)?.name;
    return name === undefined || name === item.operation ? item : { ...item, operation: name };
  };
  return {
    parts: parts.map(({ role, cell }) => ({
      role,
      cell: { nodes: cell.nodes.map(named), edges: cell.edges.map(named) },
    })),
  };
}

/** Number of architectures of a space of fixed topology: the choices of operations. */
function fixedSize(definition: SpaceDefinition): number | undefined {
  const { isFixed, allowedEdges, layout, nodes, operations, placement, roles } = definition;
  if (!isFixed || !allowedEdges || nodes.min !== nodes.max) return undefined;
  const output = layout.output === 'last' ? undefined : layout.inputs.length + nodes.max;
  const places = placement === 'node' ? nodes.max : allowedEdges.filter(([, to]) => to !== output).length;
  return operations.length ** (places * roles.length);
}

function partCost({ cell }: ArchitecturePart, definition: SpaceDefinition): Cost {
  const items = definition.placement === 'node' ? cell.nodes : cell.edges;
  return total(items.filter(({ operation }) => operation !== undefined).map((item) => itemCost(item, definition)));
}

function itemCost(item: CellNode | CellEdge | undefined, { operations }: SpaceDefinition): Cost {
  if (item?.operation === undefined) return {};
  const operation = operations.find(
    ({ name, aliases }) => name === item.operation || aliases.includes(item.operation!),
  );
  return operation ? operation.cost : { parameters: 0, flops: 0 };
}

/** A total is known only where every summand is. */
function total(costs: readonly Cost[]): Cost {
  const sum = (key: keyof Cost): number | undefined =>
    costs.reduce<number | undefined>((value, cost) => {
      const more = cost[key];
      return value === undefined || more === undefined ? undefined : value + more;
    }, 0);
  const parameters = sum('parameters');
  const flops = sum('flops');
  return { ...(parameters === undefined ? {} : { parameters }), ...(flops === undefined ? {} : { flops }) };
}
