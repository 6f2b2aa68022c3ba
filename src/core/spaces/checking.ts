import type { Architecture, ArchitecturePlace, Cell } from '../spec/architecture';
import type { ProblemCode } from '../spec/problemCodes';
import { closestNames } from './closestNames';
import { findOperation } from './defineOperation';
import type { Operation, SpaceProblem } from './space';

/** A problem that keeps an architecture from being a member of its space, unless another severity is given. */
export function spaceProblem(
  code: ProblemCode,
  place: ArchitecturePlace,
  message: string,
  more: Partial<Pick<SpaceProblem, 'severity' | 'suggestions' | 'isGuess'>> = {},
): SpaceProblem {
  return {
    code,
    severity: more.severity ?? 'error',
    message,
    place,
    ...(more.suggestions && more.suggestions.length > 0 ? { suggestions: more.suggestions } : {}),
    ...(more.isGuess && { isGuess: more.isGuess }),
  };
}

/** Reports an operation that is not one of `operations`, with the names it may have been meant to be. */
export function checkOperation(
  name: string | undefined,
  operations: readonly Operation[],
  place: ArchitecturePlace,
  spaceName: string,
): SpaceProblem[] {
  if (name === undefined) {
    return [spaceProblem('missing-key', place, 'an operation is missing here')];
  }
  if (findOperation(operations, name)) return [];
  const suggestions = closestNames(
    name,
    operations.flatMap((operation) => [operation.name, ...operation.aliases]),
  ).map((found) => findOperation(operations, found)!.name);
  const unique = [...new Set(suggestions)];
  const hint = unique.length > 0 ? `; did you mean ${unique[0]}?` : '';
  return [
    spaceProblem('unknown-operation', place, `${spaceName} has no operation ${quote(name)}${hint}`, {
      suggestions: unique.length > 0 ? unique : operations.map((operation) => operation.name),
      ...(unique.length > 0 && { isGuess: true }),
    }),
  ];
}

/** Reports parts other than `roles`, in which case the architecture can not be looked at any further. */
export function checkRoles(architecture: Architecture, roles: readonly string[]): SpaceProblem[] {
  const found = architecture.parts.map((part) => part.role);
  if (found.length === roles.length && roles.every((role, index) => role === found[index])) return [];
  return [
    spaceProblem(
      'outside-space',
      { kind: 'architecture' },
      `an architecture of this space has the cells ${roles.join(', ')}; this one has ${found.join(', ') || 'none'}`,
    ),
  ];
}

/** Reports edges that are given twice, lead from a node to itself, or name nodes that do not exist. */
export function checkEdgeList(cell: Cell, part: number, allowParallel = false): SpaceProblem[] {
  const problems: SpaceProblem[] = [];
  const seen = new Set<string>();
  cell.edges.forEach(({ from, to }, edge) => {
    const place: ArchitecturePlace = { kind: 'edge', part, edge };
    const name = `${nodeName(cell, from)} -> ${nodeName(cell, to)}`;
    if (!cell.nodes[from] || !cell.nodes[to]) {
      problems.push(spaceProblem('unknown-node', place, `the edge ${name} names a node that does not exist`));
    } else if (from === to) {
      problems.push(spaceProblem('cycle', place, `node ${nodeName(cell, from)} feeds itself`));
    } else if (!allowParallel && seen.has(`${from},${to}`)) {
      problems.push(spaceProblem('duplicate-edge', place, `the edge ${name} is given twice`));
    }
    seen.add(`${from},${to}`);
  });
  return problems;
}

export function nodeName(cell: Cell, node: number): string {
  return cell.nodes[node]?.name ?? String(node);
}

/** A name from a file for use in a message: quoted, and cut when it is long. */
export function quote(text: string): string {
  return JSON.stringify(text.length > 60 ? `${text.slice(0, 57)}...` : text);
}
