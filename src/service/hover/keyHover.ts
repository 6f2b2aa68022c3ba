import type { TextRange } from '../../core/spec/document';
import { spaceFileHover } from '../spaceFile/spaceFileHover';
import type { CellFile } from '../serviceTypes';
import { entryAt } from '../spans';
import { syntaxPlaceAt } from '../syntaxPath';
import { syntaxOf } from '../syntaxRanges';
import { escapeMarkdown, paragraphs } from './markdown';

const line = 'The architecture on one line, as the benchmark writes it.';
const pairs =
  'Operations of the inner nodes, as pairs [operation, input]. The first inputs are the previous cells, the next ones inner nodes.';
const concat = 'Nodes whose channels form the output.';
const matrix = 'Adjacency matrix: row i has a 1 in column j where node i feeds node j.';

/** Keys of cell files by where they stand. schemas/cell-file.schema.json has them too, for other editors. */
const fileKeys: ReadonlyMap<string, string> = new Map([
  [
    'space',
    'The search space of the cells: a bundled one, the path of a *.space.yaml file, or what such a file holds.',
  ],
  ['cells', 'The cells by name, or a list of them.'],
]);
const nodeKeys: ReadonlyMap<string, string> = new Map([
  ['op', 'Operation of the node.'],
  ['inputs', 'Names of the nodes that this node reads.'],
]);
const cellKeys: ReadonlyMap<string, string> = new Map([
  ['description', 'What the cell is; not read by Flowcell.'],
  ['name', 'Name of the cell, in lists of cells.'],
  ['edges', 'The operation on each edge.'],
  ['arch', line],
  ['arch_str', line],
  ['architecture', line],
  ['genotype', 'The genotype as Python prints it.'],
  [
    'nodes',
    'Nodes by name, each with its operation and the nodes that it reads. "input" is there without being written.',
  ],
  ['matrix', matrix],
  ['module_adjacency', matrix],
  ['ops', 'Operation of each node of the matrix.'],
  ['module_operations', 'Operation of each node, input and output included.'],
  ['adjacency', 'Upper triangle of the adjacency matrix, row by row, in 0 and 1.'],
  ['link', 'For each node the number of the one that it reads, as NAS-Bench-Graph writes it.'],
  ['normal', pairs],
  ['reduce', pairs],
  ['normal_concat', concat],
  ['reduce_concat', concat],
]);

/** What `ops` lists in forms without a matrix of their own rows. */
const listHelp: ReadonlyMap<string, string> = new Map([
  ['link', 'Operation of each inner node, in the order of "link".'],
  ['compact', 'Operation of each inner node as a digit: 0 conv3x3, 1 conv1x1, 2 maxpool3x3.'],
]);

/** Explains a key of a cell file, or anything in the definition of a space. */
export function keyHover(file: CellFile, offset: number): { markdown: string; range: TextRange } | undefined {
  const definition = spaceFileHover(file, offset);
  if (definition) return definition;
  const found = syntaxPlaceAt(syntaxOf(file).root, offset);
  if (found?.kind !== 'key') return undefined;
  const { path, scalar, range } = found;
  const form = entryAt(file.parsed, offset)?.form ?? '';
  const help =
    (scalar.text === 'ops' && isCellPath(path) ? listHelp.get(form) : undefined) ??
    (path.length === 0 ? fileKeys.get(scalar.text) : undefined) ??
    (path.at(-2) === 'nodes' ? nodeKeys : isCellPath(path) ? cellKeys : undefined)?.get(scalar.text);
  return help === undefined
    ? undefined
    : { markdown: paragraphs(`**${escapeMarkdown(scalar.text)}**`, escapeMarkdown(help)), range };
}

/** A cell, or one of several under its role; without `cells` the file itself may be a cell, or hold some. */
function isCellPath(path: readonly (string | number)[]): boolean {
  const inner = path[0] === 'cells' ? path.slice(1) : path;
  const isRole = inner.length === 2 && /^(normal|reduce)$/.test(String(inner[1]));
  return path[0] === 'cells' ? inner.length === 1 || isRole : inner.length <= 1 || isRole;
}
