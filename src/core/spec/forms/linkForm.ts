import { counted } from '../../spaces/counted';
import { inTopologicalOrder } from '../../spaces/topologicalOrder';
import { impliedOutputEdges } from '../../spaces/outputEdges';
import type { Cell, CellEdge } from '../architecture';
import { findPair, rangeInScalar } from '../syntax/syntaxTree';
import type { SyntaxNode } from '../syntax/syntaxTree';
import { nodeNameLosses, numberedName } from './matrixForm';
import type { CellForm } from './nativeForm';
import { inputOperation } from './nodesForm';
import { OUTPUT_NAME } from './nodeNaming';
import { readOperationList } from './operationList';
import type { OperationToken } from './operationList';
import { text } from './outputTree';
import type { Reading } from './reading';

/**
 * `link` and `ops`, as NAS-Bench-Graph writes its cells: the input of each inner node (0 = the cell's input, k = the k-th inner
 * node) and its operation. For spaces of one input whose inner nodes have one input each.
 */
export const linkForm: CellForm = {
  id: 'link',
  title: 'Input and operation of each node',
  keys: ['link', 'ops'],
  appliesTo: ({ placement, layout }) =>
    placement === 'node' && layout.inputs.length === 1 && layout.arity.max === 1 && layout.output !== 'explicit',
  matches: (value) => findPair(value, 'link') !== undefined,
  read(value, reading) {
    const link = findPair(value, 'link')!;
    const ops = findPair(value, 'ops');
    if (!ops) {
      reading.report('missing-key', '"ops" is missing beside "link"', link.key.range);
      return undefined;
    }
    const inputs = readLinks(link.value, reading);
    const operations = readOperationList(ops.value, reading);
    if (!inputs || !operations) return undefined;
    if (inputs.length !== operations.length) {
      const message = `${counted(inputs.length, 'input')} for ${counted(operations.length, 'operation')}`;
      reading.report('wrong-shape', message, ops.value.range);
      return undefined;
    }
    return cellFromLinks(inputs, operations, reading);
  },
  write(written) {
    const cell = inTopologicalOrder(written);
    const inner = cell.nodes.map((_, node) => node).slice(1, -1);
    const inputs = inner.map((node) => cell.edges.find((edge) => edge.to === node)?.from ?? 0);
    const separator = inputs.some((input) => input > 9) ? ' ' : '';
    return [
      ['link', text(inputs.join(separator))],
      ['ops', text(inner.map((node) => cell.nodes[node]!.operation ?? '').join(' '))],
    ];
  },
  losses: nodeNameLosses,
};

/** Digits in one text, or a list of numbers. */
function readLinks(node: SyntaxNode, reading: Reading): OperationToken[] | undefined {
  const tokens =
    node.kind === 'scalar' && /^\d*$/.test(node.text)
      ? [...node.text].map((digit, at) => ({ text: digit, range: rangeInScalar(node, at, at + 1) }))
      : readOperationList(node, reading);
  const wrong = tokens?.find(({ text: link }) => !/^\d{1,4}$/.test(link));
  if (!wrong) return tokens;
  reading.report(
    'wrong-shape',
    'an input is given as a number: 0 for the input of the cell, k for node k',
    wrong.range,
  );
  return undefined;
}

function cellFromLinks(
  inputs: readonly OperationToken[],
  operations: readonly OperationToken[],
  reading: Reading,
): Cell | undefined {
  const { layout, vocabulary } = reading.space;
  if (inputs.length + 2 > reading.limits.nodesPerCell) {
    reading.report(
      'too-many-nodes',
      `a cell of more than ${reading.limits.nodesPerCell} nodes is not read`,
      inputs[0]!.range,
    );
    return undefined;
  }
  const edges: CellEdge[] = [];
  inputs.forEach(({ text: link, range }, index) => {
    const from = Number(link);
    if (from > inputs.length) {
      reading.report('unknown-node', `there is no node ${from}; this cell has ${inputs.length}`, range);
      return;
    }
    reading.markEdge(edges.length, 'whole', range);
    reading.markNode(from, 'reference', range);
    edges.push({ from, to: index + 1 });
  });
  const nodes = [
    { name: layout.inputs[0]!, operation: inputOperation(vocabulary, 0) },
    ...operations.map((token, index) => {
      reading.markNode(index + 1, 'whole', token.range);
      reading.markNode(index + 1, 'operation', token.range);
      return { name: numberedName(index + 1, reading.space), operation: token.text };
    }),
    { name: OUTPUT_NAME, operation: OUTPUT_NAME },
  ];
  return { nodes, edges: [...edges, ...impliedOutputEdges({ nodes, edges }, layout)] };
}
