import { inTopologicalOrder } from '../../spaces/topologicalOrder';
import { counted } from '../../spaces/counted';
import { findOperation } from '../../spaces/defineOperation';
import type { SearchSpace } from '../../spaces/space';
import type { Cell, CellEdge } from '../architecture';
import type { TextRange } from '../document';
import { findPair, rangeInScalar } from '../syntax/syntaxTree';
import type { SyntaxNode } from '../syntax/syntaxTree';
import type { CellForm } from './nativeForm';
import { inputOperation } from './nodesForm';
import { OUTPUT_NAME } from './nodeNaming';
import { readOperationList } from './operationList';
import type { OperationToken } from './operationList';
import { blockList, inlineList, number, text } from './outputTree';
import { tokenRange } from './reading';
import type { Reading } from './reading';

/** `module_adjacency` and `module_operations`, as NAS-Bench-101's own dumps have them. */
export const moduleForm: CellForm = matrixFormWith('module', 'NAS-Bench-101 adjacency and operations', [
  'module_adjacency',
  'module_operations',
]);

/** `matrix` and `ops`: the adjacency matrix and the operation of each node. */
export const matrixForm: CellForm = matrixFormWith('matrix', 'Adjacency matrix and operations', ['matrix', 'ops']);

function matrixFormWith(id: string, title: string, [matrixKey, operationsKey]: readonly [string, string]): CellForm {
  return {
    id,
    title,
    keys: [matrixKey, operationsKey],
    appliesTo: (space) => space.placement === 'node',
    matches: (value) => findPair(value, matrixKey) !== undefined,
    read(value, reading) {
      const matrix = findPair(value, matrixKey);
      const operations = findPair(value, operationsKey);
      if (!matrix) return undefined;
      if (!operations) {
        reading.report('missing-key', `"${operationsKey}" is missing beside "${matrixKey}"`, matrix.key.range);
        return undefined;
      }
      const rows = readMatrix(matrix.value, reading);
      const tokens = readOperationList(operations.value, reading);
      return rows && tokens && cellFromMatrix(rows, tokens, operations.value.range, reading);
    },
    write(written, space) {
      const cell = inTopologicalOrder(written);
      const rows = cell.nodes.map((_, from) => {
        const targets = new Set(cell.edges.filter((edge) => edge.from === from).map((edge) => edge.to));
        return inlineList(cell.nodes.map((_node, to) => number(targets.has(to) ? 1 : 0)));
      });
      const names = cell.nodes.map(
        ({ operation }) => findOperation(space.vocabulary, operation ?? '')?.name ?? operation,
      );
      return [
        [matrixKey, blockList(rows)],
        [operationsKey, inlineList(names.map((name) => text(name ?? '')))],
      ];
    },
    losses: nodeNameLosses,
  };
}

/** Forms that number the nodes lose the names that the author gave them. */
export function nodeNameLosses(cell: Cell, space: SearchSpace): string[] {
  const last = cell.nodes.length - 1;
  const named = cell.nodes.filter(({ name }, node) => {
    if (node < space.layout.inputs.length) return name !== (space.layout.inputs[node] ?? name);
    return name !== (node === last ? OUTPUT_NAME : numberedName(node, space));
  });
  const losses = named.length > 0 ? [`the names of nodes: ${named.map(({ name }) => name).join(', ')}`] : [];
  return inTopologicalOrder(cell) === cell ? losses : [...losses, 'the order in which the nodes are written'];
}

/** Name of an inner node where the form gives it none: inner nodes count from 1. */
export function numberedName(node: number, space: SearchSpace): string {
  return String(node - space.layout.inputs.length + 1);
}

interface MatrixEntry {
  readonly value: number;
  readonly range: TextRange;
}

function readMatrix(node: SyntaxNode, reading: Reading): MatrixEntry[][] | undefined {
  if (node.kind !== 'sequence') {
    reading.reportType(node, 'a list of rows');
    return undefined;
  }
  const size = node.items.length;
  if (size > reading.limits.nodesPerCell) {
    reading.report(
      'too-many-nodes',
      `a cell of more than ${reading.limits.nodesPerCell} nodes is not read`,
      node.range,
    );
    return undefined;
  }
  let isSquare = true;
  const rows = node.items.map((row, index) => {
    const entries = readRow(row, reading);
    if (entries && entries.length !== size) {
      const message = `row ${index + 1} has ${counted(entries.length, 'entry', 'entries')}; a matrix of ${counted(size, 'row')} has ${size} in each`;
      reading.report('wrong-shape', message, row.range);
    }
    isSquare &&= entries?.length === size;
    return entries ?? [];
  });
  return isSquare ? rows : undefined;
}

/** A row is a list of 0 and 1, or a text of these digits. */
function readRow(row: SyntaxNode, reading: Reading): MatrixEntry[] | undefined {
  if (row.kind === 'scalar' && /^[01]+$/.test(row.text)) {
    return [...row.text].map((digit, at) => ({ value: Number(digit), range: rangeInScalar(row, at, at + 1) }));
  }
  if (row.kind !== 'sequence') {
    reading.reportType(row, 'a row of 0 and 1');
    return undefined;
  }
  return row.items.map((item) => {
    const value = item.kind === 'scalar' ? Number(item.value === null ? NaN : item.value) : NaN;
    if (value !== 0 && value !== 1) reading.report('wrong-shape', 'an entry of the matrix is 0 or 1', item.range);
    return { value: value === 1 ? 1 : 0, range: item.kind === 'scalar' ? tokenRange(item) : item.range };
  });
}

function cellFromMatrix(
  rows: readonly (readonly MatrixEntry[])[],
  written: readonly OperationToken[],
  operationsRange: TextRange,
  reading: Reading,
): Cell | undefined {
  const { layout, vocabulary } = reading.space;
  const inputs = layout.inputs.length;
  const inner = rows.length - inputs - 1;
  // Operations of the inner nodes alone are enough.
  const shift = written.length === inner ? inputs : 0;
  if (written.length !== rows.length && written.length !== inner) {
    const message = `${counted(written.length, 'operation')} for a matrix of ${counted(rows.length, 'node')}`;
    reading.report('wrong-shape', message, operationsRange);
    return undefined;
  }
  const last = rows.length - 1;
  const nodes = rows.map((_, node) => {
    const token = written[node - shift];
    if (token) {
      reading.markNode(node, 'whole', token.range);
      reading.markNode(node, 'operation', token.range);
    }
    const implied = node < inputs ? inputOperation(vocabulary, node) : node === last ? OUTPUT_NAME : '';
    const name = node < inputs ? layout.inputs[node]! : node === last ? OUTPUT_NAME : numberedName(node, reading.space);
    return { name, operation: token?.text ?? implied };
  });
  const edges: CellEdge[] = [];
  rows.forEach((row, from) => {
    row.forEach(({ value, range }, to) => {
      if (value === 0) return;
      reading.markEdge(edges.length, 'whole', range);
      edges.push({ from, to });
    });
  });
  return { nodes, edges };
}
