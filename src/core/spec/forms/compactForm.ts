import { counted } from '../../spaces/counted';
import { operationDigits } from '../../spaces/nasBench101/operations';
import { compactCell, parseCompactCell } from '../../spaces/nasBench101/compactString';
import type { Cell } from '../architecture';
import { findPair, rangeInScalar } from '../syntax/syntaxTree';
import type { SyntaxScalar } from '../syntax/syntaxTree';
import { nodeNameLosses } from './matrixForm';
import type { CellForm } from './nativeForm';
import { text } from './outputTree';
import type { Reading } from './reading';

/** `adjacency` and `ops` of a NAS-Bench-101 result table: the upper triangle as a text of 0 and 1, operations as digits. */
export const compactForm: CellForm = {
  id: 'compact',
  title: 'Upper triangle and operation digits',
  keys: ['adjacency', 'ops'],
  appliesTo: (space) => space.name === 'nas-bench-101',
  matches: (value) => findPair(value, 'adjacency') !== undefined,
  read(value, reading) {
    const adjacency = findPair(value, 'adjacency')!;
    const ops = findPair(value, 'ops')?.value;
    if (adjacency.value.kind !== 'scalar') {
      reading.reportType(adjacency.value, 'the upper triangle of the matrix, for instance "110101"');
      return undefined;
    }
    if (ops && ops.kind !== 'scalar') {
      reading.reportType(ops, 'one digit for each inner node, for instance "02"');
      return undefined;
    }
    return readCompact(adjacency.value, 0, adjacency.value.text.length, ops, 0, reading);
  },
  write(cell) {
    const { adjacency, operations } = compactCell({ parts: [{ role: 'cell', cell }] });
    return [
      ['adjacency', text(adjacency)],
      ['ops', text(operations)],
    ];
  },
  losses: nodeNameLosses,
  operationText: (operation) => String(operationDigits.indexOf(operation)),
};

/**
 * Reads the two texts of a compact cell and marks where nodes and edges stand in them.
 *
 * @param start and `end`: where the triangle stands in `adjacency`; `operationsStart`: where the digits begin in `operations`.
 */
export function readCompact(
  adjacency: SyntaxScalar,
  start: number,
  end: number,
  operations: SyntaxScalar | undefined,
  operationsStart: number,
  reading: Reading,
): Cell | undefined {
  const bits = adjacency.text.slice(start, end);
  const digits = operations?.text.slice(operationsStart) ?? '';
  const cell = parseCompactCell(bits, digits)?.parts[0]!.cell;
  if (!cell) {
    const nodes = digits.length + 2;
    const message =
      /^[01]+$/.test(bits) && /^[0-2]*$/.test(digits)
        ? `${counted(digits.length, 'operation')} ${digits.length === 1 ? 'needs' : 'need'} ${counted((nodes * (nodes - 1)) / 2, 'character')} of the matrix; ${bits.length} ${bits.length === 1 ? 'is' : 'are'} given`
        : 'the upper triangle is written in 0 and 1, operations as 0 (conv3x3), 1 (conv1x1), 2 (maxpool3x3)';
    reading.report('wrong-shape', message, adjacency.range);
    return undefined;
  }
  const count = cell.nodes.length;
  cell.edges.forEach(({ from, to }, edge) => {
    const position = start + (from * (2 * count - from - 1)) / 2 + (to - from - 1);
    reading.markEdge(edge, 'whole', rangeInScalar(adjacency, position, position + 1));
  });
  for (let node = 1; operations && node < count - 1; node++) {
    const range = rangeInScalar(operations, operationsStart + node - 1, operationsStart + node);
    reading.markNode(node, 'whole', range);
    reading.markNode(node, 'operation', range);
  }
  return cell;
}
