import { impliedOutputEdges, writtenEdges } from '../../spaces/outputEdges';
import { nodeName } from '../../spaces/checking';
import type { Cell, CellEdge } from '../architecture';
import type { TextRange } from '../document';
import { findPair, rangeInScalar } from '../syntax/syntaxTree';
import type { SyntaxNode, SyntaxScalar } from '../syntax/syntaxTree';
import type { CellForm } from './nativeForm';
import { orderNodes } from './nodeNaming';
import { blockObject, text } from './outputTree';
import { tokenRange } from './reading';
import type { Reading } from './reading';

/** `edges: { 0 -> 1: nor_conv_3x3, ... }`, or a list of `[0, 1, nor_conv_3x3]`. */
export const edgesForm: CellForm = {
  id: 'edges',
  title: 'Edges with their operations',
  keys: ['edges'],
  appliesTo: (space) => space.placement === 'edge',
  matches: (value) => findPair(value, 'edges') !== undefined,
  read(value, reading) {
    const edges = findPair(value, 'edges')?.value;
    return edges && cellFromEdges(readEdges(edges, reading), reading);
  },
  write(cell, space) {
    const edges = writtenEdges(cell, space.layout).map(({ from, to, operation }) => {
      return [`${nodeName(cell, from)} -> ${nodeName(cell, to)}`, text(operation ?? 'concat')] as const;
    });
    return [['edges', blockObject(edges)]];
  },
  losses: () => [],
};

interface Token {
  readonly text: string;
  readonly range: TextRange;
}

interface WrittenEdge {
  readonly from: Token;
  readonly to: Token;
  readonly operation: Token | undefined;
  readonly range: TextRange;
}

function readEdges(node: SyntaxNode, reading: Reading): WrittenEdge[] {
  if (node.kind === 'mapping') {
    return node.pairs.flatMap(({ key, value, range }) => {
      const ends = readArrow(key, reading);
      if (!ends) return [];
      const operation = operationToken(value, reading);
      return operation === 'broken' ? [] : [{ ...ends, operation, range }];
    });
  }
  if (node.kind === 'sequence') return node.items.flatMap((item) => readListedEdge(item, reading));
  reading.reportType(node, 'edges such as "0 -> 1: operation"');
  return [];
}

/** Reads a key `0 -> 1`. */
function readArrow(key: SyntaxScalar, reading: Reading): { from: Token; to: Token } | undefined {
  const match = /^(\s*)([^\s].*?)(\s*(?:->|=>|→)\s*)([^\s].*?)\s*$/u.exec(key.text);
  if (!match) {
    reading.report('wrong-shape', 'write an edge as "0 -> 1", from one node to another', key.range);
    return undefined;
  }
  const [, indent, from, arrow, to] = match as unknown as [string, string, string, string, string];
  const toStart = indent.length + from.length + arrow.length;
  return {
    from: { text: from, range: rangeInScalar(key, indent.length, indent.length + from.length) },
    to: { text: to, range: rangeInScalar(key, toStart, toStart + to.length) },
  };
}

/** Reads `[0, 1, operation]` or `{ from: 0, to: 1, op: operation }`. */
function readListedEdge(item: SyntaxNode, reading: Reading): WrittenEdge[] {
  const [from, to, operation] =
    item.kind === 'sequence'
      ? item.items
      : [findPair(item, 'from')?.value, findPair(item, 'to')?.value, findPair(item, 'op', 'operation')?.value];
  if (from?.kind !== 'scalar' || to?.kind !== 'scalar' || from.value === null || to.value === null) {
    reading.report('wrong-shape', 'write an edge as [from, to, operation]', item.range);
    return [];
  }
  const token = operation ? operationToken(operation, reading) : undefined;
  if (token === 'broken') return [];
  const end = (scalar: SyntaxScalar): Token => ({ text: scalar.text, range: tokenRange(scalar) });
  return [{ from: end(from), to: end(to), operation: token, range: item.range }];
}

function operationToken(node: SyntaxNode, reading: Reading): Token | undefined | 'broken' {
  const value = node.kind === 'mapping' ? (findPair(node, 'op', 'operation')?.value ?? node) : node;
  if (value.kind !== 'scalar') {
    reading.reportType(value, 'the name of an operation');
    return 'broken';
  }
  return value.value === null ? undefined : { text: value.text, range: tokenRange(value) };
}

function cellFromEdges(written: readonly WrittenEdge[], reading: Reading): Cell | undefined {
  const { layout } = reading.space;
  const names = orderNodes(
    written.map(({ from, to }) => [from.text, to.text] as const),
    layout,
  );
  if (names.length > reading.limits.nodesPerCell) {
    const far = written.find(({ from, to }) =>
      [from, to].some(({ text: name }) => Number(name) >= reading.limits.nodesPerCell),
    );
    const message = `a cell of more than ${reading.limits.nodesPerCell} nodes is not read`;
    reading.report('too-many-nodes', message, (far ?? written[0]!).range);
    return undefined;
  }
  const index = new Map(names.map((name, node) => [name, node]));
  const output = names.length - 1;
  const edges = written.map(({ from, to, operation, range }, edge): CellEdge => {
    const start = index.get(from.text)!;
    const end = index.get(to.text)!;
    reading.markEdge(edge, 'whole', range);
    reading.markNode(start, 'reference', from.range);
    reading.markNode(end, 'reference', to.range);
    const joinsOutput = layout.output !== 'last' && end === output;
    if (!operation || joinsOutput) return { from: start, to: end };
    reading.markEdge(edge, 'operation', operation.range);
    return { from: start, to: end, operation: operation.text };
  });
  const cell = { nodes: names.map((name) => ({ name })), edges };
  return { ...cell, edges: [...edges, ...impliedOutputEdges(cell, layout)] };
}
