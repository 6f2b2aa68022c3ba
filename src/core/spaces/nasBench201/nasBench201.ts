import { nodeLiveness } from '../../graph/prune';
import type { ArchitectureGraph, GraphEdge } from '../../graph/graph';
import type { Architecture, ArchitecturePlace } from '../../spec/architecture';
import { checkEdgeList, checkOperation, checkRoles, nodeName, spaceProblem } from '../checking';
import { findOperation, vocabularyIndex } from '../defineOperation';
import type { EncodedArchitecture, Neighbour, SearchSpace, SpaceProblem } from '../space';
import { edgeOperations, nasBench201Architecture } from './archString';
import { nasBench201Key } from './canonicalKey';
import { nasBench201Cost, operationCost } from './cost';
import { nasBench201Edges, nasBench201Operations, nasBench201Vocabulary } from './operations';

const NODES = 4;
const WHOLE: ArchitecturePlace = { kind: 'architecture' };

/** NAS-Bench-201: four nodes, each pair joined by one of five operations (Dong and Yang, ICLR 2020). */
export const nasBench201: SearchSpace = {
  name: 'nas-bench-201',
  title: 'NAS-Bench-201',
  description: 'Four nodes; each of the six edges between them carries one of five operations. 15,625 cells.',
  placement: 'edge',
  layout: { inputs: ['0'], output: 'last', arity: { min: 1, max: NODES - 1 } },
  roles: ['cell'],
  operations: nasBench201Operations,
  vocabulary: nasBench201Vocabulary,
  limits: { maxNodes: NODES, maxEdges: nasBench201Edges.length },
  size: 15_625,
  check,
  toGraph,
  canonicalKey: (architecture) => nasBench201Key(operationNames(architecture)),
  cost: (architecture) => nasBench201Cost(operationNames(architecture)),
  costOf(architecture, place) {
    if (place.kind === 'edge') {
      const operation = architecture.parts[place.part]?.cell.edges[place.edge]?.operation;
      return operation === undefined ? {} : operationCost(findOperation(nasBench201Operations, operation)?.name ?? '');
    }
    return place.kind === 'node' ? {} : nasBench201Cost(operationNames(architecture));
  },
  sample(random) {
    const count = nasBench201Operations.length;
    return nasBench201Architecture(
      nasBench201Edges.map(() => nasBench201Operations[Math.floor(random() * count)]!.name),
    );
  },
  neighbours,
};

/** Operation names in the order of the architecture string, aliases resolved. */
function operationNames(architecture: Architecture): string[] {
  return edgeOperations(architecture).map((name) => findOperation(nasBench201Operations, name)?.name ?? name);
}

function check(architecture: Architecture): SpaceProblem[] {
  const roleProblems = checkRoles(architecture, nasBench201.roles);
  const cell = architecture.parts[0]?.cell;
  if (roleProblems.length > 0 || !cell) return roleProblems;
  const problems: SpaceProblem[] = [];
  const outside = cell.edges.findIndex(({ from, to }) => Math.max(from, to) >= NODES);
  if (outside >= 0) {
    const { from, to } = cell.edges[outside]!;
    const message = `a cell has the nodes 0 to ${NODES - 1}; this edge names node ${nodeName(cell, Math.max(from, to))}`;
    problems.push(spaceProblem('too-many-nodes', { kind: 'edge', part: 0, edge: outside }, message));
  } else if (cell.nodes.length > NODES) {
    const place: ArchitecturePlace = { kind: 'node', part: 0, node: NODES };
    problems.push(
      spaceProblem('too-many-nodes', place, `a cell has ${NODES} nodes; this one has ${cell.nodes.length}`),
    );
  }
  problems.push(...checkEdgeList(cell, 0));
  cell.edges.forEach(({ from, to, operation }, edge) => {
    const place: ArchitecturePlace = { kind: 'edge', part: 0, edge };
    problems.push(...checkOperation(operation, nasBench201Operations, place, 'nas-bench-201'));
    if (from > to && from < NODES) {
      const message = `the edge ${nodeName(cell, from)} -> ${nodeName(cell, to)} leads backward: nodes are in order`;
      problems.push(spaceProblem('cycle', place, message));
    }
  });
  // An edge that leads backward is not missing as well: one mistake is one problem.
  const missing = nasBench201Edges
    .filter(
      (ends) => !cell.edges.some((edge) => ends.includes(edge.from) && ends.includes(edge.to) && edge.from !== edge.to),
    )
    .map(([from, to]) => `${from} -> ${to}`);
  if (missing.length > 0) {
    const message = `${missing.length === 1 ? 'an edge is' : 'edges are'} missing: ${missing.join(', ')}; none leaves an edge out`;
    problems.push(spaceProblem('missing-edge', WHOLE, message));
  }
  return problems.length > 0 ? problems : deadParts(architecture);
}

/** What is odd about a member of the space: operations whose result can not matter. */
function deadParts(architecture: Architecture): SpaceProblem[] {
  const { graph, origins } = toGraph(architecture);
  const liveness = nodeLiveness(graph, nasBench201Vocabulary);
  if (!liveness.slice(1, -1).includes('live')) {
    return [
      spaceProblem('disconnected-output', WHOLE, 'no path leads from the input to the output', { severity: 'warning' }),
    ];
  }
  return liveness.flatMap((state, node) => {
    const place = origins[node]!;
    if (state === 'unreachable') {
      const message = 'this operation receives nothing from the input';
      return [spaceProblem('unreachable-node', place, message, { severity: 'information' })];
    }
    if (state === 'dead-end') {
      const message = 'the result of this operation never arrives at the output';
      return [spaceProblem('dead-node', place, message, { severity: 'information' })];
    }
    return [];
  });
}

/** Edges of the graph are the same for every cell: edge nodes are joined where one ends and the other starts. */
const graphEdges: readonly GraphEdge[] = (() => {
  const output = nasBench201Edges.length + 1;
  const edges: GraphEdge[] = [];
  nasBench201Edges.forEach(([from, to], index) => {
    if (from === 0) edges.push([0, index + 1]);
    nasBench201Edges.forEach(([nextFrom], next) => {
      if (nextFrom === to) edges.push([index + 1, next + 1]);
    });
    if (to === NODES - 1) edges.push([index + 1, output]);
  });
  return edges;
})();

/** Eight nodes (FGP section 3): the input, one node for each edge of the cell in the order of the string, the output. */
function toGraph(architecture: Architecture): EncodedArchitecture {
  const cell = architecture.parts[0]!.cell;
  const graph: ArchitectureGraph = {
    operations: ['input', ...operationNames(architecture), 'output'].map((name) =>
      vocabularyIndex(nasBench201Vocabulary, name),
    ),
    edges: graphEdges,
  };
  const origins: ArchitecturePlace[] = [
    { kind: 'node', part: 0, node: 0 },
    ...nasBench201Edges.map(([from, to]): ArchitecturePlace => {
      const edge = cell.edges.findIndex((candidate) => candidate.from === from && candidate.to === to);
      return edge < 0 ? WHOLE : { kind: 'edge', part: 0, edge };
    }),
    { kind: 'node', part: 0, node: NODES - 1 },
  ];
  return { graph, origins };
}

/** The 24 cells that differ in one operation. */
function neighbours(architecture: Architecture): Neighbour[] {
  const part = architecture.parts[0];
  if (!part) return [];
  return part.cell.edges.flatMap((current, edge) =>
    nasBench201Operations
      .filter(({ name }) => name !== findOperation(nasBench201Operations, current.operation ?? '')?.name)
      .map(({ name }): Neighbour => {
        const edges = part.cell.edges.map((other, index) => (index === edge ? { ...other, operation: name } : other));
        return {
          architecture: { parts: [{ role: part.role, cell: { nodes: part.cell.nodes, edges } }] },
          edit: { kind: 'set-operation', place: { kind: 'edge', part: 0, edge }, operation: name },
        };
      }),
  );
}
