import type { Architecture } from '../../spec/architecture';
import { inTopologicalOrder } from '../topologicalOrder';
import { findOperation } from '../defineOperation';
import { adjacencyMatrix, architectureFromMatrix } from './cellBuilding';
import { MAX_NODES, nasBench101Operations, operationDigits } from './operations';

/**
 * The cell of a row of a result table: `adjacency` is the upper triangle of the matrix row by row, without the diagonal
 * (`n(n-1)/2` characters `0` and `1`), `operations` one digit for each inner node: 0 conv3x3-bn-relu, 1 conv1x1-bn-relu,
 * 2 maxpool3x3. Undefined when the two do not describe a cell of at most seven nodes.
 */
export function parseCompactCell(adjacency: string, operations: string): Architecture | undefined {
  const nodes = operations.length + 2;
  if (nodes > MAX_NODES || adjacency.length !== (nodes * (nodes - 1)) / 2) return undefined;
  if (!/^[01]*$/.test(adjacency) || !/^[0-2]*$/.test(operations)) return undefined;
  let position = 0;
  const matrix = Array.from({ length: nodes }, (_, from) =>
    Array.from({ length: nodes }, (_, to) => (to > from ? Number(adjacency[position++]) : 0)),
  );
  const names = [...operations].map((digit) => operationDigits[Number(digit)]!);
  return architectureFromMatrix(matrix, ['input', ...names, 'output']);
}

/** The upper triangle and the operation digits of a member of the space, its nodes put in topological order. */
export function compactCell(written: Architecture): { adjacency: string; operations: string } {
  const architecture = {
    parts: written.parts.map(({ role, cell }) => ({ role, cell: inTopologicalOrder(cell) })),
  };
  const adjacency = adjacencyMatrix(architecture)
    .map((row, from) => row.slice(from + 1).join(''))
    .join('');
  const operations = (architecture.parts[0]?.cell.nodes ?? [])
    .slice(1, -1)
    .map(({ operation }) => {
      const name = findOperation(nasBench101Operations, operation ?? '')?.name ?? '';
      return String(operationDigits.indexOf(name));
    })
    .join('');
  return { adjacency, operations };
}
