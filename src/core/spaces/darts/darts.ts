import { canonicalGraphKey } from '../../graph/canonical';
import type { Architecture, ArchitecturePart, ArchitecturePlace } from '../../spec/architecture';
import { checkEdgeList, checkOperation, checkRoles, nodeName, spaceProblem } from '../checking';
import type { SearchSpace, SpaceProblem } from '../space';
import { dartsCost, dartsCostOf } from './cost';
import { dartsGraph } from './dartsGraph';
import { genotypeCell, isDefaultConcat } from './genotype';
import { dartsNeighbours, sampleDarts } from './moves';
import {
  DARTS_ARITY,
  DARTS_INNER,
  DARTS_INPUTS,
  DARTS_OUTPUT,
  dartsOperations,
  dartsRoles,
  dartsVocabulary,
} from './operations';

/** DARTS, the space of NAS-Bench-301: a normal and a reduction cell (Liu, Simonyan and Yang, ICLR 2019). */
export const darts: SearchSpace = {
  name: 'darts',
  title: 'DARTS',
  description:
    'A normal and a reduction cell; in each, four inner nodes that add two operations on earlier nodes. About 10^18 pairs.',
  placement: 'edge',
  layout: { inputs: ['0', '1'], output: 'all', arity: { min: DARTS_ARITY, max: DARTS_ARITY } },
  roles: dartsRoles,
  operations: dartsOperations,
  vocabulary: dartsVocabulary,
  limits: { maxNodes: DARTS_OUTPUT + 1, maxEdges: DARTS_INNER * (DARTS_ARITY + 1) },
  // Per cell 1 * 3 * 6 * 10 choices of inputs and 7^8 of operations; two cells.
  size: (180 * 7 ** 8) ** 2,
  check,
  toGraph: dartsGraph,
  canonicalKey(architecture) {
    const { graph } = dartsGraph(architecture);
    return canonicalGraphKey({ labels: graph.operations, edges: graph.edges.map(([from, to]) => [from, to, 1]) });
  },
  cost: (architecture) => dartsCost(architecture),
  costOf: (architecture, place) => dartsCostOf(architecture, place),
  sample: sampleDarts,
  neighbours: dartsNeighbours,
};

function check(architecture: Architecture): SpaceProblem[] {
  const problems = checkRoles(architecture, dartsRoles);
  if (problems.length > 0) return problems;
  return architecture.parts.flatMap(checkPart);
}

function checkPart({ role, cell }: ArchitecturePart, part: number): SpaceProblem[] {
  const whole: ArchitecturePlace = { kind: 'part', part };
  const problems: SpaceProblem[] = checkEdgeList(cell, part);
  const output = cell.nodes.length - 1;
  const inner = output - DARTS_INPUTS;
  if (inner > DARTS_INNER) {
    const place: ArchitecturePlace = { kind: 'node', part, node: DARTS_OUTPUT };
    const message = `a ${role} cell has ${DARTS_INNER} inner nodes (${DARTS_INNER * DARTS_ARITY} operations); this one has ${inner}`;
    problems.push(spaceProblem('too-many-nodes', place, message));
  } else if (inner < DARTS_INNER) {
    const message = `a ${role} cell has ${DARTS_INNER} inner nodes (${DARTS_INNER * DARTS_ARITY} operations); this one has ${inner}`;
    problems.push(spaceProblem('too-few-nodes', whole, message));
  }
  cell.edges.forEach(({ from, to, operation }, edge) => {
    const place: ArchitecturePlace = { kind: 'edge', part, edge };
    if (to === output) return;
    problems.push(...checkOperation(operation, dartsOperations, place, 'darts'));
    if (from > to && from < output) {
      const message = `node ${nodeName(cell, to)} cannot read node ${nodeName(cell, from)}, which comes after it`;
      problems.push(spaceProblem('cycle', place, message));
    } else if (from === output) {
      problems.push(spaceProblem('cycle', place, `node ${nodeName(cell, to)} cannot read the output`));
    }
  });
  for (let node = DARTS_INPUTS; node < output; node++) {
    const arity = cell.edges.filter((edge) => edge.to === node).length;
    if (arity === DARTS_ARITY) continue;
    const message = `node ${nodeName(cell, node)} has ${arity} ${arity === 1 ? 'input' : 'inputs'}; every inner node has ${DARTS_ARITY}`;
    problems.push(spaceProblem('wrong-arity', { kind: 'node', part, node }, message));
  }
  const { concat } = genotypeCell({ role, cell });
  if (inner === DARTS_INNER && !isDefaultConcat(concat)) {
    const message = `the output joins nodes ${concat.join(', ') || 'none'}; in this space it joins all of 2, 3, 4, 5`;
    problems.push(spaceProblem('outside-space', { kind: 'node', part, node: output }, message));
  }
  return problems;
}
