import type { Architecture, CellEdge } from '../../spec/architecture';

/** Upper-triangular adjacency matrix of a cell: `matrix[from][to]` is 1 where an edge leads. */
export type AdjacencyMatrix = readonly (readonly number[])[];

/**
 * The cell with this adjacency matrix. `operations` names every node, the first `input`, the last `output`. Nodes are named
 * `input`, `1`, `2`, ..., `output`; edges are in the matrix's row order. Nothing is pruned.
 */
export function architectureFromMatrix(matrix: AdjacencyMatrix, operations: readonly string[]): Architecture {
  const last = operations.length - 1;
  const edges: CellEdge[] = [];
  matrix.forEach((row, from) => {
    row.forEach((value, to) => {
      if (value !== 0) edges.push({ from, to });
    });
  });
  return {
    parts: [
      {
        role: 'cell',
        cell: {
          nodes: operations.map((operation, node) => ({
            name: node === 0 ? 'input' : node === last ? 'output' : String(node),
            operation,
          })),
          edges,
        },
      },
    ],
  };
}

/** The adjacency matrix of an architecture's only cell, in node order. */
export function adjacencyMatrix(architecture: Architecture): number[][] {
  const cell = architecture.parts[0]?.cell;
  const count = cell?.nodes.length ?? 0;
  const matrix = Array.from({ length: count }, () => new Array<number>(count).fill(0));
  for (const { from, to } of cell?.edges ?? []) {
    const row = matrix[from];
    if (row && to < count) row[to] = 1;
  }
  return matrix;
}
