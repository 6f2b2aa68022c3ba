import type { Architecture } from '../../spec/architecture';
import type { SpaceProblem } from '../space';
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
