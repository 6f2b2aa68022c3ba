/**
 * Every code that a problem of a cell file or a space file may carry, with what it means. Codes are stable: settings,
 * scripts and quick fixes refer to them. docs/diagnostics.md describes each with an example.
 */
export const problemCodes = {
  // The text
  syntax: 'The text is not well-formed JSON or YAML.',
  encoding: 'The file is not UTF-8 text.',
  'file-too-large': 'The file is larger than Flowcell reads.',
  'file-large': 'The file is larger than Flowcell reads without being asked to.',
  'nesting-too-deep': 'Brackets or indentation are nested deeper than any cell needs.',
  'too-many-aliases': 'The YAML file has more anchors or aliases than Flowcell follows.',
  'too-many-cells': 'The file has more cells than Flowcell reads.',
  'merge-key': 'YAML merge keys (<<) are not followed.',
  'yaml-tag': 'YAML tags are ignored.',
  'multiple-documents': 'Only the first YAML document of a file is read.',
  'reserved-name': 'The name has a special meaning in JavaScript and is not allowed.',
  // The file
  'missing-space': 'The file does not say which search space its cells belong to.',
  'unknown-space': 'The named search space is not known.',
  'broken-space': 'The space file has errors.',
  'no-cells': 'The file has no cells.',
  'unknown-key': 'The key means nothing here.',
  'missing-key': 'A key that is needed here is missing.',
  'wrong-type': 'The value is of another type than expected.',
  'unknown-form': 'The cell is written in no form that its space knows.',
  'duplicate-name': 'Two cells, nodes or keys have the same name.',
  'duplicate-cell': 'Two cells of the file are the same architecture.',
  contradiction: 'The cell is written in two forms that are not the same architecture.',
  // The architecture
  'unknown-operation': 'The space has no such operation.',
  'unknown-node': 'The cell has no node of this name.',
  cycle: 'Edges lead back to where they came from.',
  'unreachable-node': 'Nothing from the input arrives here.',
  'dead-node': 'Nothing from here arrives at the output.',
  'disconnected-output': 'Nothing from the input arrives at the output.',
  'wrong-arity': 'A node has more or fewer inputs than its space allows.',
  'too-many-nodes': 'The cell has more nodes than its space allows.',
  'too-few-nodes': 'The cell has fewer nodes than its space needs.',
  'too-many-edges': 'The cell has more edges than its space allows.',
  'missing-edge': 'An edge that every cell of the space has is missing.',
  'duplicate-edge': 'The same edge is given twice.',
  'edge-not-allowed': 'The space has no edge between these nodes.',
  'wrong-shape': 'A matrix or list has the wrong size or wrong entries.',
  'outside-space': 'The cell is not a member of its space.',
} as const;

export type ProblemCode = keyof typeof problemCodes;
