import type { Architecture } from '../../spec/architecture';
import { findOperation } from '../defineOperation';
import type { Neighbour } from '../space';
import { architectureFromGenotype } from './genotype';
import type { GenotypePair } from './genotype';
import { DARTS_INNER, DARTS_INPUTS, DARTS_OUTPUT, dartsOperations } from './operations';

/** A random member of the space, uniform: for each inner node two different inputs among the nodes before it, operations drawn evenly. */
export function sampleDarts(random: () => number): Architecture {
  const draw = (count: number): number => Math.floor(random() * count);
  const pairs = (): GenotypePair[] =>
    Array.from({ length: DARTS_INNER }, (_, inner) => {
      const choices = DARTS_INPUTS + inner;
      const first = draw(choices);
      const other = draw(choices - 1);
      const second = other >= first ? other + 1 : other;
      return [Math.min(first, second), Math.max(first, second)].map((input) => ({
        operation: dartsOperations[draw(dartsOperations.length)]!.name,
        input,
      }));
    }).flat();
  return architectureFromGenotype({ pairs: pairs() }, { pairs: pairs() });
}

/** Every architecture that differs in one operation or in the input of one operation. */
export function dartsNeighbours(architecture: Architecture): Neighbour[] {
  const found: Neighbour[] = [];
  architecture.parts.forEach(({ cell }, part) => {
    cell.edges.forEach((edge, index) => {
      if (edge.to === DARTS_OUTPUT) return;
      const place = { kind: 'edge', part, edge: index } as const;
      const withEdge = (changed: typeof edge): Architecture => ({
        parts: architecture.parts.map((other, position) =>
          position === part
            ? { ...other, cell: { ...cell, edges: cell.edges.map((old, at) => (at === index ? changed : old)) } }
            : other,
        ),
      });
      const current = findOperation(dartsOperations, edge.operation ?? '')?.name;
      for (const { name } of dartsOperations) {
        if (name === current) continue;
        const changed = withEdge({ ...edge, operation: name });
        found.push({ architecture: changed, edit: { kind: 'set-operation', place, operation: name } });
      }
      for (let from = 0; from < edge.to; from++) {
        if (cell.edges.some((other) => other.to === edge.to && other.from === from)) continue;
        found.push({ architecture: withEdge({ ...edge, from }), edit: { kind: 'set-input', place, from } });
      }
    });
  });
  return found;
}
