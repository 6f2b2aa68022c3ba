import type { Architecture, Cell, CellEdge } from '../../spec/architecture';
import { impliedOutputEdges } from '../outputEdges';
import type { SpaceProblem } from '../space';
import type { SpaceDefinition } from './spaceDefinition';
import { inputName } from './userGraph';

/** Draws after which a space whose rules contradict each other is given up on. */
const MAX_DRAWS = 2000;

/**
 * A random member of a user's space without dead parts where one comes up: number of nodes, number of inputs of each node, the
 * inputs themselves and the operations are each drawn evenly. Larger cells are therefore not favoured by their number.
 *
 * @throws RangeError when no member comes up.
 */
export function sampleUserSpace(
  definition: SpaceDefinition,
  random: () => number,
  check: (architecture: Architecture) => readonly SpaceProblem[],
): Architecture {
  let withWarnings: Architecture | undefined;
  for (let draw = 0; draw < MAX_DRAWS; draw++) {
    const architecture = {
      parts: definition.roles.map((role) => ({ role, cell: sampleCell(definition, random) })),
    };
    const problems = check(architecture);
    if (problems.length === 0) return architecture;
    if (problems.every(({ severity }) => severity !== 'error')) withWarnings ??= architecture;
    if (withWarnings && draw >= 20) return withWarnings;
  }
  if (withWarnings) return withWarnings;
  throw new RangeError(
    `no architecture of ${definition.name} came up in ${MAX_DRAWS} draws; its rules may contradict each other`,
  );
}

function sampleCell(definition: SpaceDefinition, random: () => number): Cell {
  const { layout, nodes, operations, placement, allowedEdges, isFixed } = definition;
  const draw = (count: number): number => Math.floor(random() * count);
  const drawOperation = (): string => operations[draw(operations.length)]!.name;
  const inputs = layout.inputs.length;
  const inner = nodes.min + draw(nodes.max - nodes.min + 1);
  const hasOutput = layout.output !== 'last';
  const last = inputs + inner - (hasOutput ? 0 : 1);
  const nodeList = Array.from({ length: last + 1 }, (_, node) => {
    const isInput = node < inputs;
    const isOutput = hasOutput && node === last;
    const name = isInput
      ? layout.inputs[node]!
      : isOutput
        ? 'output'
        : String(placement === 'edge' ? node : node - inputs + 1);
    if (placement === 'edge') return { name };
    return { name, operation: isInput ? inputName(node) : isOutput ? 'output' : drawOperation() };
  });
  const edges: CellEdge[] = [];
  const connect = (from: number, to: number): void => {
    const isPlain = placement === 'node' || (hasOutput && to === last);
    edges.push(isPlain ? { from, to } : { from, to, operation: drawOperation() });
  };
  const isPossible = (from: number, to: number): boolean =>
    !allowedEdges ||
    allowedEdges.some(([start, end]) => start === from && end === (to === last && hasOutput ? inputs + nodes.max : to));
  if (isFixed && allowedEdges) {
    for (const [from, to] of allowedEdges) connect(from, to);
    return { nodes: nodeList, edges };
  }
  for (let to = inputs; to < (hasOutput ? last : last + 1); to++) {
    const choices = Array.from({ length: to }, (_, from) => from).filter((from) => isPossible(from, to));
    const most = Math.min(layout.arity.max, choices.length);
    let wanted = Math.min(most, layout.arity.min + draw(most - Math.min(layout.arity.min, most) + 1));
    for (; wanted > 0; wanted--) connect(choices.splice(draw(choices.length), 1)[0]!, to);
  }
  const cell = { nodes: nodeList, edges };
  if (layout.output === 'explicit') {
    const feeds = new Set(edges.map(({ from }) => from));
    for (let from = 0; from < last; from++) {
      const isLeaf = from >= inputs && !feeds.has(from);
      if (isPossible(from, last) && (isLeaf || random() < 0.25 || last === inputs)) connect(from, last);
    }
    return cell;
  }
  return { nodes: nodeList, edges: [...edges, ...impliedOutputEdges(cell, layout)] };
}
