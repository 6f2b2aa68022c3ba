import { impliedOutputEdges, writtenEdges } from '../../spaces/outputEdges';
import { nodeName, quote } from '../../spaces/checking';
import { closestNames } from '../../spaces/closestNames';
import { findOperation } from '../../spaces/defineOperation';
import type { Operation } from '../../spaces/space';
import type { Cell, CellEdge } from '../architecture';
import type { TextRange } from '../document';
import { findPair } from '../syntax/syntaxTree';
import type { SyntaxNode, SyntaxScalar } from '../syntax/syntaxTree';
import type { CellForm } from './nativeForm';
import { inputIndex, OUTPUT_NAME } from './nodeNaming';
import { blockObject, inlineList, inlineObject, number, text } from './outputTree';
import type { OutputPair, OutputValue } from './outputTree';
import { tokenRange } from './reading';
import type { Reading } from './reading';

const OPERATION_KEYS = ['op', 'operation', 'type'];
const INPUT_KEYS = ['inputs', 'input', 'from'];

/** `nodes: { a: { op: conv3x3-bn-relu, inputs: [input] }, output: { inputs: [a] } }`, or a list of the same with `name`. */
export const nodesForm: CellForm = {
  id: 'nodes',
  title: 'Named nodes with their operations and inputs',
  keys: ['nodes'],
  appliesTo: (space) => space.placement === 'node',
  matches: (value) => findPair(value, 'nodes') !== undefined,
  read(value, reading) {
    const nodes = findPair(value, 'nodes')?.value;
    return nodes && cellFromNodes(readNodes(nodes, reading), nodes.range, reading);
  },
  write(cell, space) {
    const edges = writtenEdges(cell, space.layout);
    const pairs = cell.nodes.flatMap((node, index): OutputPair[] => {
      if (index < space.layout.inputs.length) return [];
      const inputs = edges.filter((edge) => edge.to === index).map((edge) => reference(nodeName(cell, edge.from)));
      const isOutput = index === cell.nodes.length - 1;
      if (isOutput && inputs.length === 0) return [];
      const operation: OutputPair[] = isOutput ? [] : [['op', text(node.operation ?? '')]];
      return [[node.name, inlineObject([...operation, ['inputs', inlineList(inputs)]])]];
    });
    return [['nodes', blockObject(pairs)]];
  },
  losses: () => [],
};

/** Names that are numbers are written as numbers, which need no quotes. */
function reference(name: string): OutputValue {
  return /^(0|[1-9]\d{0,8})$/.test(name) ? number(Number(name)) : text(name);
}

interface WrittenNode {
  readonly name: SyntaxScalar;
  readonly operation: SyntaxScalar | undefined;
  readonly inputs: readonly SyntaxScalar[];
  readonly range: TextRange;
}

function readNodes(node: SyntaxNode, reading: Reading): WrittenNode[] {
  if (node.kind === 'mapping') {
    return node.pairs.map(({ key, value, range }) => readNode(key, value, range, reading));
  }
  if (node.kind === 'sequence') {
    return node.items.flatMap((item) => {
      const name = findPair(item, 'name', 'id')?.value;
      if (name?.kind === 'scalar' && name.value !== null) return [readNode(name, item, item.range, reading)];
      reading.report('missing-key', 'a node needs a name', item.range);
      return [];
    });
  }
  reading.reportType(node, 'nodes such as "a: { op: ..., inputs: [input] }"');
  return [];
}

function readNode(name: SyntaxScalar, value: SyntaxNode, range: TextRange, reading: Reading): WrittenNode {
  if (value.kind !== 'mapping' && !(value.kind === 'scalar' && value.value === null)) {
    reading.reportType(value, 'a mapping with "op" and "inputs"');
  }
  const operation = findPair(value, ...OPERATION_KEYS)?.value;
  if (operation && operation.kind !== 'scalar') reading.reportType(operation, 'the name of an operation');
  return {
    name,
    operation: operation?.kind === 'scalar' && operation.value !== null ? operation : undefined,
    inputs: readInputs(findPair(value, ...INPUT_KEYS)?.value, reading),
    range,
  };
}

function readInputs(node: SyntaxNode | undefined, reading: Reading): SyntaxScalar[] {
  if (!node) return [];
  if (node.kind === 'scalar') return node.value === null ? [] : [node];
  if (node.kind === 'mapping') {
    reading.reportType(node, 'a list of node names');
    return [];
  }
  return node.items.flatMap((item) => {
    if (item.kind === 'scalar' && item.value !== null) return [item];
    reading.reportType(item, 'the name of a node');
    return [];
  });
}

function cellFromNodes(written: readonly WrittenNode[], range: TextRange, reading: Reading): Cell | undefined {
  const { layout, vocabulary } = reading.space;
  if (written.length > reading.limits.nodesPerCell) {
    const message = `a cell of more than ${reading.limits.nodesPerCell} nodes is not read`;
    reading.report('too-many-nodes', message, written[reading.limits.nodesPerCell]!.range);
    return undefined;
  }
  // Inputs first and the output last, whatever the order in the file; both may be left out.
  const inputs: (WrittenNode | undefined)[] = layout.inputs.map(() => undefined);
  let output: WrittenNode | undefined;
  const inner: WrittenNode[] = [];
  for (const node of written) {
    const role = roleOf(node, inputs, reading);
    if (role === 'output' && !output) output = node;
    else if (typeof role === 'number' && !inputs[role]) inputs[role] = node;
    else inner.push(node);
  }
  if (!output && layout.output === 'explicit') {
    reading.report('missing-key', 'the node "output" is missing: it lists the nodes that form the output', range);
  }
  const ordered = [...inputs, ...inner, output];
  const names = ordered.map((node, index) => node?.name.text ?? layout.inputs[index] ?? OUTPUT_NAME);
  const duplicates = new Set<string>();
  const index = new Map<string, number>();
  names.forEach((name, node) => {
    if (index.has(name)) duplicates.add(name);
    else index.set(name, node);
  });
  for (const node of ordered) {
    if (!node || !duplicates.has(node.name.text) || ordered[index.get(node.name.text)!] === node) continue;
    reading.report('duplicate-name', `there is another node ${quote(node.name.text)}`, tokenRange(node.name));
  }
  const edges: CellEdge[] = [];
  ordered.forEach((node, to) => {
    if (!node) return;
    reading.markNode(to, 'whole', node.range);
    reading.markNode(to, 'name', tokenRange(node.name));
    if (node.operation) reading.markNode(to, 'operation', tokenRange(node.operation));
    for (const input of node.inputs) {
      const from = index.get(input.text) ?? inputIndex(input.text, layout);
      if (from === undefined) {
        const message = `there is no node ${quote(input.text)}`;
        reading.report('unknown-node', message, tokenRange(input), closestNames(input.text, names));
        continue;
      }
      reading.markNode(from, 'reference', tokenRange(input));
      reading.markEdge(edges.length, 'whole', tokenRange(input));
      edges.push({ from, to });
    }
  });
  const nodes = ordered.map((node, position) => {
    const isInput = position < inputs.length;
    const implied = isInput ? inputOperation(vocabulary, position) : node === output ? OUTPUT_NAME : undefined;
    const operation = implied ?? node?.operation?.text;
    return operation === undefined ? { name: names[position]! } : { name: names[position]!, operation };
  });
  return { nodes, edges: [...edges, ...impliedOutputEdges({ nodes, edges }, layout)] };
}

/** Which end of the cell a written node is: the index of an input, the output, or neither. */
function roleOf(
  node: WrittenNode,
  taken: readonly (WrittenNode | undefined)[],
  reading: Reading,
): number | 'output' | undefined {
  const { layout, vocabulary } = reading.space;
  const kind = node.operation && findOperation(vocabulary, node.operation.text)?.kind;
  if (kind === 'output' || (!node.operation && node.name.text === OUTPUT_NAME)) return 'output';
  if (kind === 'input' || !node.operation) {
    const named = inputIndex(node.operation?.text ?? node.name.text, layout) ?? inputIndex(node.name.text, layout);
    if (named !== undefined) return named;
    if (kind === 'input') return taken.indexOf(undefined);
  }
  return undefined;
}

/** Operation of the input node at this position: the vocabulary's inputs in order. */
export function inputOperation(vocabulary: readonly Operation[], position: number): string {
  return vocabulary.filter(({ kind }) => kind === 'input')[position]?.name ?? 'input';
}
