/**
 * Column groups that describe an architecture; the first group that a table has completely is the one that is read.
 * `cell`: an object as in a cell file; `arch`: a one-line native form, or the JSON of a cell; the others are the public benchmarks' own columns.
 */
export const ARCHITECTURE_COLUMNS: readonly (readonly string[])[] = [
  ['cell'],
  ['arch'],
  ['architecture'],
  ['arch_str'],
  ['genotype'],
  ['module_adjacency', 'module_operations'],
  ['adjacency', 'ops'],
  ['matrix', 'ops'],
  ['normal', 'reduce'],
  ['link', 'ops'],
];

/** Columns that name or group a row, and are a metric only where somebody asks for them by name. */
const IDENTIFYING = new Set(
  ['index', 'row', 'id', 'name', 'hash', 'module_hash', 'seed', 'split', 'split_order', 'canonical', 'space'].concat(
    ARCHITECTURE_COLUMNS.flat(),
  ),
);

export function architectureColumns(columns: readonly string[]): readonly string[] | undefined {
  return ARCHITECTURE_COLUMNS.find((group) => group.every((column) => columns.includes(column)));
}

export function mayBeMetric(column: string): boolean {
  return !IDENTIFYING.has(column.toLowerCase());
}
