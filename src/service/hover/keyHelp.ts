const line = 'The architecture on one line, as the benchmark writes it.';
const pairs =
  'Operations of the inner nodes, as pairs [operation, input]. The first inputs are the previous cells, the next ones inner nodes.';
const concat = 'Nodes whose channels form the output.';
const matrix = 'Adjacency matrix: row i has a 1 in column j where node i feeds node j.';

/** Keys of cell files by where they stand. schemas/cell-file.schema.json has them too, for other editors. */
export const fileKeys: ReadonlyMap<string, string> = new Map([
  [
    'space',
    'The search space of the cells: a bundled one, the path of a *.space.yaml file, or what such a file holds.',
  ],
  ['cells', 'The cells by name, or a list of them.'],
]);
/** Keys of a node. */
export const nodeKeys: ReadonlyMap<string, string> = new Map([
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

/** What `ops` means in forms that have something else than a matrix beside it. */
const listHelp: ReadonlyMap<string, string> = new Map([
  ['link', 'Operation of each inner node, in the order of "link".'],
  ['compact', 'Operation of each inner node as a digit: 0 conv3x3, 1 conv1x1, 2 maxpool3x3.'],
]);

/**
 * What a key of a cell means; undefined for keys that mean nothing.
 *
 * @param form the form that the cell is written in, where that is known
 */
export function cellKeyHelp(key: string, form = ''): string | undefined {
  return (key === 'ops' ? listHelp.get(form) : undefined) ?? cellKeys.get(key);
}
