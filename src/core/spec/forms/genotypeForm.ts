import { genotypeCell, isDefaultConcat, partFromGenotypeCell } from '../../spaces/darts/genotype';
import type { GenotypePair } from '../../spaces/darts/genotype';
import { DARTS_ARITY, DARTS_INPUTS, dartsRoles } from '../../spaces/darts/operations';
import type { Architecture, ArchitecturePart } from '../architecture';
import type { TextRange } from '../document';
import { findPair, rangeInScalar } from '../syntax/syntaxTree';
import type { SyntaxNode, SyntaxScalar } from '../syntax/syntaxTree';
import { readPythonNumbers, readTildePairs } from './genotypeText';
import type { GenotypeTextPair } from './genotypeText';
import type { NativeForm } from './nativeForm';
import { blockList, inlineList, number, text } from './outputTree';
import type { OutputPair } from './outputTree';
import { tokenRange } from './reading';
import type { Reading } from './reading';

/** `normal` and `reduce` as lists of `[operation, input]`, the published genotype's own shape, with or without `normal_concat` and `reduce_concat`. */
export const genotypeForm: NativeForm = genotypeFormWith('genotype', 'Genotype with concatenation lists', true);

/** The same without the concatenation lists, which are the same in every DARTS cell. */
export const pairsForm: NativeForm = genotypeFormWith('pairs', 'Operation and input pairs', false);

function genotypeFormWith(id: string, title: string, withConcat: boolean): NativeForm {
  return {
    id,
    title,
    keys: ['normal', 'reduce', 'normal_concat', 'reduce_concat'],
    matches(value) {
      const cells = dartsRoles.map((role) => findPair(value, role)?.value).filter((cell) => cell !== undefined);
      if (cells.length === 0 || cells.some((cell) => cell.kind === 'mapping')) return false;
      const hasConcat = dartsRoles.some((role) => findPair(value, `${role}_concat`) !== undefined);
      return hasConcat === withConcat;
    },
    read(value, reading) {
      const parts = dartsRoles.map((role, part) => readPart(value, role, reading.forPart(part)));
      return parts.every((part) => part !== undefined) ? { parts } : undefined;
    },
    write: (architecture) => writeGenotype(architecture, withConcat),
    losses: (architecture) => (withConcat ? [] : concatLosses(architecture)),
  };
}

/** What is lost where a form has no concatenation lists. */
export function concatLosses(architecture: Architecture): string[] {
  return architecture.parts
    .filter((part) => !isDefaultConcat(genotypeCell(part).concat))
    .map((part) => `the concatenation list of the ${part.role} cell (${genotypeCell(part).concat.join(', ')})`);
}

function writeGenotype({ parts }: Architecture, withConcat: boolean): OutputPair[] {
  return parts.flatMap((part): OutputPair[] => {
    const { pairs, concat } = genotypeCell(part);
    const list = blockList(pairs.map(({ operation, input }) => inlineList([text(operation), number(input)])));
    return withConcat
      ? [
          [part.role, list],
          [`${part.role}_concat`, inlineList(concat.map(number))],
        ]
      : [[part.role, list]];
  });
}

function readPart(value: SyntaxNode, role: string, reading: Reading): ArchitecturePart | undefined {
  const pair = findPair(value, role);
  if (!pair) {
    const range = value.kind === 'mapping' ? (value.pairs[0]?.key.range ?? value.range) : value.range;
    reading.report('missing-key', `the ${role} cell is missing`, range);
    return undefined;
  }
  const items = pair.value.kind === 'scalar' ? [] : flattened(pair.value);
  if (items.length > reading.limits.nodesPerCell) {
    reading.report(
      'too-many-nodes',
      `a cell of more than ${reading.limits.nodesPerCell} operations is not read`,
      pair.value.range,
    );
    return undefined;
  }
  const pairs =
    pair.value.kind === 'scalar'
      ? readPairText(pair.value, reading)
      : items.map((item, edge) => readPair(item, edge, reading));
  if (!pairs || pairs.includes(undefined)) return undefined;
  reading.mark({ kind: 'part', part: reading.part }, 'whole', pair.range);
  reading.mark({ kind: 'part', part: reading.part }, 'name', tokenRange(pair.key));
  const concatNode = findPair(value, `${role}_concat`)?.value;
  const concat = concatNode && readConcat(concatNode, reading);
  markInnerNodes(pairs.length, reading);
  const part = partFromGenotypeCell(role, { pairs: pairs as GenotypePair[], ...(concat ? { concat } : {}) });
  if (concatNode) reading.markNode(part.cell.nodes.length - 1, 'whole', concatNode.range);
  return part;
}

/** Marks each inner node by the pairs that it adds. */
export function markInnerNodes(pairs: number, reading: Reading): void {
  const whole = new Map<number, TextRange>();
  for (const { place, role, range } of reading.spans) {
    if (place.kind !== 'edge' || place.part !== reading.part || role !== 'whole' || place.edge >= pairs) continue;
    const node = DARTS_INPUTS + Math.floor(place.edge / DARTS_ARITY);
    const known = whole.get(node);
    whole.set(node, known ? { start: Math.min(known.start, range.start), end: Math.max(known.end, range.end) } : range);
  }
  for (const [node, range] of whole) reading.markNode(node, 'whole', range);
}

/** The pairs of a list, whether they stand in it one by one or grouped by node. */
function flattened(node: SyntaxNode): readonly SyntaxNode[] {
  if (node.kind !== 'sequence') return [node];
  const isGroup = (item: SyntaxNode): boolean =>
    item.kind === 'sequence' && item.items.some((inner) => inner.kind !== 'scalar');
  return node.items.flatMap((item) => (item.kind === 'sequence' && isGroup(item) ? item.items : [item]));
}

function readPair(item: SyntaxNode, edge: number, reading: Reading): GenotypePair | undefined {
  if (item.kind === 'scalar') {
    const [pair, ...more] = readTildePairs(item.text, 0) ?? [];
    if (pair && more.length === 0) return markTextPair(item, pair, edge, reading);
  }
  const [operation, input, ...others] = item.kind === 'sequence' ? item.items : [];
  if (others.length > 0 || operation?.kind !== 'scalar' || input?.kind !== 'scalar' || !/^\d{1,3}$/.test(input.text)) {
    reading.report('wrong-shape', 'write an operation as [name, input], the input a number', item.range);
    return undefined;
  }
  mark(edge, Number(input.text), item.range, tokenRange(operation), tokenRange(input), reading);
  return { operation: operation.text, input: Number(input.text) };
}

function readPairText(scalar: SyntaxScalar, reading: Reading): GenotypePair[] | undefined {
  const pairs = readTildePairs(scalar.text, 0);
  if (!pairs) {
    reading.report(
      'wrong-shape',
      'write the operations as a list of [name, input], or as "name~input name~input ..."',
      scalar.range,
    );
    return undefined;
  }
  return pairs.map((pair, edge) => markTextPair(scalar, pair, edge, reading));
}

/** Marks a pair that stands in the text of a scalar, and returns it. */
export function markTextPair(
  scalar: SyntaxScalar,
  pair: GenotypeTextPair,
  edge: number,
  reading: Reading,
): GenotypePair {
  const at = (start: number, length: number): TextRange => rangeInScalar(scalar, start, start + length);
  const input = Number(pair.input.text);
  const operation = at(pair.operation.start, pair.operation.text.length);
  mark(
    edge,
    input,
    at(pair.start, pair.end - pair.start),
    operation,
    at(pair.input.start, pair.input.text.length),
    reading,
  );
  return { operation: pair.operation.text, input };
}

function mark(
  edge: number,
  from: number,
  whole: TextRange,
  operation: TextRange,
  input: TextRange,
  reading: Reading,
): void {
  reading.markEdge(edge, 'whole', whole);
  reading.markEdge(edge, 'operation', operation);
  reading.markNode(from, 'reference', input);
}

function readConcat(node: SyntaxNode, reading: Reading): number[] | undefined {
  const numbers = node.kind === 'scalar' ? readPythonNumbers(node.text) : undefined;
  if (numbers) return numbers;
  if (node.kind !== 'sequence') {
    reading.reportType(node, 'a list of node numbers');
    return undefined;
  }
  const isNumber = (item: SyntaxNode): item is SyntaxScalar => item.kind === 'scalar' && /^\d{1,2}$/.test(item.text);
  const wrong = node.items.find((item) => !isNumber(item));
  if (wrong) {
    reading.report('wrong-shape', 'a concatenation list has the numbers of nodes', wrong.range);
    return undefined;
  }
  return node.items.filter(isNumber).map(({ text: digits }) => Number(digits));
}
