import type { Architecture, Cell } from '../../spec/architecture';
import { findOperation } from '../defineOperation';
import type { Neighbour, SpaceProblem } from '../space';
import { architectureFromMatrix } from './cellBuilding';
import { liveNodes } from './cost';
import { MAX_NODES, nasBench101Operations } from './operations';

type Check = (architecture: Architecture) => readonly SpaceProblem[];

/**
 * A random member of the space: seven nodes, each edge of the upper triangle present with probability one half, each operation
 * drawn evenly, drawn again until the cell is a member (Ying et al., section 3). Dead nodes are then left out, so
 * that smaller cells come up too.
 */
export function sampleNasBench101(random: () => number, check: Check): Architecture {
  for (;;) {
    const matrix = Array.from({ length: MAX_NODES }, (_, from) =>
      Array.from({ length: MAX_NODES }, (_, to) => (to > from && random() < 0.5 ? 1 : 0)),
    );
    const inner = Array.from(
      { length: MAX_NODES - 2 },
      () => nasBench101Operations[Math.floor(random() * nasBench101Operations.length)]!.name,
    );
    const names = ['input', ...inner, 'output'];
    const live = liveNodes(architectureFromMatrix(matrix, names).parts[0]!.cell);
    const kept = names.map((_, node) => node).filter((node) => live[node]);
    const architecture = architectureFromMatrix(
      kept.map((from) => kept.map((to) => matrix[from]![to]!)),
      kept.map((node) => names[node]!),
    );
    if (kept.length >= 2 && check(architecture).length === 0) return architecture;
  }
}

/** Every cell that differs in one operation or one edge and is still a member without dead nodes of its own making. */
export function nasBench101Neighbours(architecture: Architecture, check: Check): Neighbour[] {
  const part = architecture.parts[0];
  if (!part) return [];
  const { nodes, edges } = part.cell;
  const found: Neighbour[] = [];
  const warnings = check(architecture).length;
  const offer = (cell: Cell, edit: Neighbour['edit']): void => {
    const changed = { parts: [{ role: part.role, cell }] };
    const problems = check(changed);
    if (problems.every(({ severity }) => severity !== 'error') && problems.length <= warnings) {
      found.push({ architecture: changed, edit });
    }
  };
  nodes.forEach((node, index) => {
    if (index === 0 || index === nodes.length - 1) return;
    const current = findOperation(nasBench101Operations, node.operation ?? '')?.name;
    for (const { name } of nasBench101Operations) {
      if (name === current) continue;
      const changed = nodes.map((other, position) => (position === index ? { ...other, operation: name } : other));
      offer(
        { nodes: changed, edges },
        { kind: 'set-operation', place: { kind: 'node', part: 0, node: index }, operation: name },
      );
    }
  });
  edges.forEach((_, edge) => {
    const rest = edges.filter((_, position) => position !== edge);
    offer({ nodes, edges: rest }, { kind: 'remove-edge', place: { kind: 'edge', part: 0, edge } });
  });
  for (let from = 0; from < nodes.length; from++) {
    for (let to = 0; to < nodes.length; to++) {
      if (from === to || to === 0 || from === nodes.length - 1) continue;
      if (edges.some((edge) => edge.from === from && edge.to === to)) continue;
      offer({ nodes, edges: [...edges, { from, to }] }, { kind: 'add-edge', part: 0, from, to });
    }
  }
  return found;
}
