import { canonicalGraphKey } from '../../graph/canonical';
import { findCycle } from '../../graph/generations';
import { nodeLiveness, pruneGraph } from '../../graph/prune';
import type { Architecture, ArchitecturePlace, Cell } from '../../spec/architecture';
import { cellNeighbours } from '../cellMoves';
import { checkEdgeList, checkOperation, checkRoles, nodeName, spaceProblem } from '../checking';
import { findOperation, vocabularyIndex } from '../defineOperation';
import type { EncodedArchitecture, SearchSpace, SpaceProblem } from '../space';
import { nasBench101NodeParameters, nasBench101Parameters } from './cost';
import { sampleNasBench101 } from './moves';
import { MAX_EDGES, MAX_NODES, nasBench101Operations, nasBench101Vocabulary } from './operations';

const WHOLE: ArchitecturePlace = { kind: 'architecture' };

/** NAS-Bench-101: at most seven nodes, nine edges, three operations (Ying et al., ICML 2019). */
export const nasBench101: SearchSpace = {
  name: 'nas-bench-101',
  title: 'NAS-Bench-101',
  description: 'Up to seven nodes and nine edges, three operations on the nodes. 423,624 cells up to isomorphism.',
  placement: 'node',
  layout: { inputs: ['input'], output: 'explicit', arity: { min: 1, max: MAX_NODES - 2 } },
  roles: ['cell'],
  operations: nasBench101Operations,
  vocabulary: nasBench101Vocabulary,
  limits: { maxNodes: MAX_NODES, maxEdges: MAX_EDGES },
  size: 423_624,
  check,
  toGraph,
  canonicalKey(architecture) {
    const { graph } = pruneGraph(toGraph(architecture).graph, nasBench101Vocabulary);
    return canonicalGraphKey({ labels: graph.operations, edges: graph.edges.map(([from, to]) => [from, to, 1]) });
  },
  cost: (architecture) => ({ parameters: nasBench101Parameters(architecture) }),
  costOf(architecture, place) {
    if (place.kind === 'edge') return {};
    if (place.kind === 'node') return { parameters: nasBench101NodeParameters(architecture, place.node) };
    return { parameters: nasBench101Parameters(architecture) };
  },
  sample: (random) => sampleNasBench101(random, check),
  neighbours: (architecture) => cellNeighbours(architecture, nasBench101),
};

function check(architecture: Architecture): SpaceProblem[] {
  const roleProblems = checkRoles(architecture, nasBench101.roles);
  const cell = architecture.parts[0]?.cell;
  if (roleProblems.length > 0 || !cell) return roleProblems;
  const problems = [...checkSize(cell), ...checkEnds(cell), ...checkEdgeList(cell, 0)];
  cell.nodes.slice(1, -1).forEach(({ operation }, index) => {
    const place: ArchitecturePlace = { kind: 'node', part: 0, node: index + 1 };
    problems.push(...checkOperation(operation, nasBench101Operations, place, 'nas-bench-101'));
  });
  if (problems.some(({ code }) => code === 'unknown-node' || code === 'cycle')) return problems;
  const cycle = findCycle(
    cell.nodes.length,
    cell.edges.map(({ from, to }) => [from, to] as const),
  );
  if (cycle) {
    const names = [...cycle, cycle[0]!].map((node) => nodeName(cell, node)).join(' -> ');
    const place: ArchitecturePlace = { kind: 'node', part: 0, node: cycle[0]! };
    problems.push(spaceProblem('cycle', place, `the edges form a cycle: ${names}`));
  }
  return problems.some(({ severity }) => severity === 'error') ? problems : [...problems, ...checkFlow(architecture)];
}

function checkSize(cell: Cell): SpaceProblem[] {
  const problems: SpaceProblem[] = [];
  if (cell.nodes.length > MAX_NODES) {
    const message = `a cell has at most ${MAX_NODES} nodes, input and output included; this one has ${cell.nodes.length}`;
    // The first inner node too many; the output stands after it.
    problems.push(spaceProblem('too-many-nodes', { kind: 'node', part: 0, node: MAX_NODES - 1 }, message));
  }
  if (cell.nodes.length < 2) {
    problems.push(spaceProblem('too-few-nodes', WHOLE, 'a cell has at least an input and an output'));
  }
  if (cell.edges.length > MAX_EDGES) {
    const message = `a cell has at most ${MAX_EDGES} edges; this one has ${cell.edges.length}`;
    problems.push(spaceProblem('too-many-edges', { kind: 'edge', part: 0, edge: MAX_EDGES }, message));
  }
  return problems;
}

/** The first node is the input and the last the output; no other node is either. */
function checkEnds(cell: Cell): SpaceProblem[] {
  const last = cell.nodes.length - 1;
  return cell.nodes.flatMap(({ operation, name }, node) => {
    const place: ArchitecturePlace = { kind: 'node', part: 0, node };
    const expected = node === 0 ? 'input' : node === last ? 'output' : undefined;
    if (expected !== undefined && operation !== expected) {
      return [
        spaceProblem('outside-space', place, `the ${node === 0 ? 'first' : 'last'} node must be the ${expected}`),
      ];
    }
    if (expected === undefined && (operation === 'input' || operation === 'output')) {
      return [spaceProblem('outside-space', place, `node ${name} is a second ${operation}; a cell has one`)];
    }
    return [];
  });
}

function checkFlow(architecture: Architecture): SpaceProblem[] {
  const cell = architecture.parts[0]!.cell;
  const { graph } = toGraph(architecture);
  const liveness = nodeLiveness(graph, nasBench101Vocabulary);
  const problems = liveness.flatMap((state, node) => {
    const place: ArchitecturePlace = { kind: 'node', part: 0, node };
    const name = nodeName(cell, node);
    if (state === 'unreachable') {
      const message = `node ${name} receives nothing from the input; the benchmark leaves it out`;
      return [spaceProblem('unreachable-node', place, message, { severity: 'warning' })];
    }
    if (state === 'dead-end') {
      const message = `the result of node ${name} never arrives at the output; the benchmark leaves it out`;
      return [spaceProblem('dead-node', place, message, { severity: 'warning' })];
    }
    return [];
  });
  const connected = graph.edges.some(
    ([from, to]) => to === cell.nodes.length - 1 && (from === 0 || liveness[from] === 'live'),
  );
  if (!connected) {
    problems.push(spaceProblem('disconnected-output', WHOLE, 'no path leads from the input to the output'));
  }
  return problems;
}

/** The cell's own nodes and edges as they are written: the published protocol trains on unpruned matrices. */
function toGraph(architecture: Architecture): EncodedArchitecture {
  const cell = architecture.parts[0]!.cell;
  return {
    graph: {
      operations: cell.nodes.map(({ operation }) => {
        const name = findOperation(nasBench101Vocabulary, operation ?? '')?.name ?? '';
        return vocabularyIndex(nasBench101Vocabulary, name);
      }),
      edges: cell.edges.map(({ from, to }) => [from, to] as const),
    },
    origins: cell.nodes.map((_, node) => ({ kind: 'node', part: 0, node })),
  };
}
