import { findCycle } from '../../graph/generations';
import { nodeLiveness } from '../../graph/prune';
import type { Architecture, ArchitecturePart, ArchitecturePlace } from '../../spec/architecture';
import { checkEdgeList, checkOperation, checkRoles, nodeName, spaceProblem } from '../checking';
import { hasImpliedOutputEdges } from '../outputEdges';
import type { EncodedArchitecture, Operation, SpaceProblem } from '../space';
import type { SpaceDefinition } from './spaceDefinition';

/** Everything that keeps an architecture from being a member of a user's space, and its dead parts. */
export function checkUserArchitecture(
  architecture: Architecture,
  definition: SpaceDefinition,
  vocabulary: readonly Operation[],
  toGraph: (architecture: Architecture) => EncodedArchitecture,
): SpaceProblem[] {
  const roles = checkRoles(architecture, definition.roles);
  if (roles.length > 0) return roles;
  const problems = architecture.parts.flatMap((part, index) => checkPart(part, index, definition));
  return problems.length > 0 ? problems : checkFlow(toGraph(architecture), architecture, vocabulary);
}

function checkPart({ role, cell }: ArchitecturePart, part: number, definition: SpaceDefinition): SpaceProblem[] {
  const { layout, placement, operations, maxEdges } = definition;
  const whole: ArchitecturePlace = definition.roles.length > 1 ? { kind: 'part', part } : { kind: 'architecture' };
  const inputs = layout.inputs.length;
  const last = cell.nodes.length - 1;
  const problems = [...checkNodeCount(cell.nodes.length, part, whole, definition), ...checkEdgeList(cell, part)];
  if (cell.edges.length > maxEdges) {
    const message = `a ${role} has at most ${maxEdges} edges; this one has ${cell.edges.length}`;
    problems.push(spaceProblem('too-many-edges', { kind: 'edge', part, edge: maxEdges }, message));
  }
  if (placement === 'node') {
    cell.nodes.forEach(({ operation }, node) => {
      if (node < inputs || node === last) return;
      problems.push(...checkOperation(operation, operations, { kind: 'node', part, node }, definition.name));
    });
  } else {
    cell.edges.forEach(({ to, operation }, edge) => {
      if (layout.output !== 'last' && to === last) return;
      problems.push(...checkOperation(operation, operations, { kind: 'edge', part, edge }, definition.name));
    });
  }
  if (problems.some(({ code }) => code === 'unknown-node')) return problems;
  problems.push(...checkTopology({ role, cell }, part, whole, definition));
  return problems;
}

function checkNodeCount(
  count: number,
  part: number,
  whole: ArchitecturePlace,
  { layout, nodes }: SpaceDefinition,
): SpaceProblem[] {
  const inner = count - layout.inputs.length - (layout.output === 'last' ? 0 : 1);
  const range = nodes.min === nodes.max ? `${nodes.min}` : `${nodes.min} to ${nodes.max}`;
  const message = `a cell has ${range} nodes beside its inputs and output; this one has ${inner}`;
  if (inner > nodes.max) {
    const place: ArchitecturePlace = { kind: 'node', part, node: layout.inputs.length + nodes.max };
    return [spaceProblem('too-many-nodes', place, message)];
  }
  return inner < nodes.min ? [spaceProblem('too-few-nodes', whole, message)] : [];
}

function checkTopology(
  { cell }: ArchitecturePart,
  part: number,
  whole: ArchitecturePlace,
  definition: SpaceDefinition,
): SpaceProblem[] {
  const { layout, allowedEdges, isFixed } = definition;
  const inputs = layout.inputs.length;
  const last = cell.nodes.length - 1;
  const problems: SpaceProblem[] = [];
  cell.edges.forEach(({ from, to }, edge) => {
    const place: ArchitecturePlace = { kind: 'edge', part, edge };
    const name = `${nodeName(cell, from)} -> ${nodeName(cell, to)}`;
    if (to < inputs) {
      problems.push(
        spaceProblem('edge-not-allowed', place, `${nodeName(cell, to)} is an input; nothing leads into it`),
      );
    } else if (layout.output !== 'last' && from === last) {
      problems.push(spaceProblem('edge-not-allowed', place, 'nothing leads out of the output'));
    } else if (allowedEdges && !isAllowed(from, to, last, definition)) {
      problems.push(spaceProblem('edge-not-allowed', place, `the space has no edge ${name}`));
    }
  });
  if (isFixed) {
    const missing = (allowedEdges ?? [])
      .filter(([from, to]) => !cell.edges.some((edge) => edge.from === from && edge.to === to))
      .map(([from, to]) => `${nodeName(cell, from)} -> ${nodeName(cell, to)}`);
    if (missing.length > 0)
      problems.push(spaceProblem('missing-edge', whole, `edges are missing: ${missing.join(', ')}`));
  }
  const cycle = findCycle(
    cell.nodes.length,
    cell.edges.filter(({ from, to }) => from !== to).map(({ from, to }) => [from, to] as const),
  );
  if (cycle) {
    const names = [...cycle, cycle[0]!].map((node) => nodeName(cell, node)).join(' -> ');
    problems.push(spaceProblem('cycle', { kind: 'node', part, node: cycle[0]! }, `the edges form a cycle: ${names}`));
  }
  problems.push(...checkArity(cell, part, definition));
  if (!hasImpliedOutputEdges(cell, layout) && layout.output !== 'explicit' && layout.output !== 'last') {
    const joined = layout.output === 'all' ? 'all nodes' : 'all nodes that feed no other';
    problems.push(spaceProblem('edge-not-allowed', { kind: 'node', part, node: last }, `the output joins ${joined}`));
  }
  return problems;
}

/** Allowed edges are given for a cell of the greatest size, in which the output has the highest index. */
function isAllowed(from: number, to: number, last: number, { allowedEdges, layout, nodes }: SpaceDefinition): boolean {
  const greatest = layout.inputs.length + nodes.max - (layout.output === 'last' ? 1 : 0);
  const target = to === last ? greatest : to;
  return allowedEdges!.some(([start, end]) => start === from && end === target);
}

function checkArity(cell: ArchitecturePart['cell'], part: number, { layout }: SpaceDefinition): SpaceProblem[] {
  const { min, max } = layout.arity;
  const last = cell.nodes.length - 1;
  return cell.nodes.flatMap((_, node) => {
    if (node < layout.inputs.length || (node === last && layout.output !== 'last')) return [];
    const arity = cell.edges.filter((edge) => edge.to === node).length;
    if (arity >= min && arity <= max) return [];
    const expected = min === max ? `${min}` : `${min} to ${max}`;
    const message = `node ${nodeName(cell, node)} has ${arity} ${arity === 1 ? 'input' : 'inputs'}; the space wants ${expected}`;
    return [spaceProblem('wrong-arity', { kind: 'node', part, node }, message)];
  });
}

function checkFlow(
  { graph, origins }: EncodedArchitecture,
  architecture: Architecture,
  vocabulary: readonly Operation[],
): SpaceProblem[] {
  const liveness = nodeLiveness(graph, vocabulary);
  const output = graph.operations.length - 1;
  const isFed = graph.edges.some(([from, to]) => to === output && liveness[from] === 'live');
  if (!isFed) {
    const message = 'no path leads from the input to the output';
    return [spaceProblem('disconnected-output', { kind: 'architecture' }, message, { severity: 'warning' })];
  }
  // Where every edge has to be there, an operation of no effect is nothing to complain of.
  const severity = origins.some(({ kind }) => kind === 'edge') ? 'information' : 'warning';
  return liveness.flatMap((state, node) => {
    const place = origins[node]!;
    const subject =
      place.kind === 'node' ? `node ${nodeName(architecture.parts[place.part]!.cell, place.node)}` : 'this operation';
    if (state === 'unreachable') {
      const message = `${subject} receives nothing from the input`;
      return [spaceProblem('unreachable-node', place, message, { severity })];
    }
    if (state !== 'dead-end') return [];
    return [spaceProblem('dead-node', place, `the result of ${subject} never arrives at the output`, { severity })];
  });
}
