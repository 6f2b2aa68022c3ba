import { createHash } from 'node:crypto';
import type { ArchitectureGraph } from '../../core/graph/graph';
import { simplifyGraph } from '../../core/graph/simplify';
import { readResultTable, ResultTableReader, type ResultRow, type ResultTable } from '../../core/data/resultTable';
import type { Target } from '../../core/model/prediction';
import type { SearchSpace } from '../../core/spaces/space';
import type { Architecture } from '../../core/spec/architecture';
import { architectureResolver } from '../../core/spec/resolveArchitecture';
import type { TableSource } from './tableSource';
import { TrainingError } from './trainingError';

/** Architectures with a measured value each, in the order of their table. */
export interface LabelledTable {
  readonly name: string;
  readonly target: Target;
  readonly rows: readonly { readonly row: number; readonly line: number; readonly architecture: Architecture }[];
  /** Simplified graphs. Length: rows. */
  readonly graphs: readonly ArchitectureGraph[];
  readonly values: Float64Array;
  /** Whole sentences with row and column. */
  readonly problems: readonly string[];
  readonly skipped: number;
  /** Of the table's text and the column: equal tables have equal digests. */
  readonly digest: string;
}

export interface LabelledTableOptions {
  readonly column: string;
  readonly higherIsBetter?: boolean;
  readonly duplicates: 'mean' | 'keep';
}

/** Rows with an architecture of the space and a value in the column. @throws TrainingError where the table cannot serve */
export function readLabelledTable(
  source: TableSource,
  space: SearchSpace,
  { column, higherIsBetter, duplicates }: LabelledTableOptions,
): LabelledTable {
  const table = readResultTable(source.text, {
    format: source.format,
    resolver: architectureResolver(space),
    targets: [column],
    duplicates,
  });
  refuseErrors(table, source);
  const all = table.metrics.get(column) ?? new Float64Array();
  const kept = table.rows.map((_, i) => i).filter((i) => Number.isFinite(all[i]));
  const values = Float64Array.from(kept, (i) => all[i]!);
  const rows = kept.map((i) => table.rows[i]!);
  return {
    name: source.name,
    target: { ...describeColumn(column, values), higherIsBetter: higherIsBetter ?? !isCost(column) },
    rows,
    graphs: rows.map(({ architecture }) => simplifyGraph(space.toGraph(architecture).graph, space.vocabulary)),
    values,
    problems: table.problems.map(({ message }) => message),
    skipped: table.skipped + table.rows.length - rows.length,
    digest: createHash('sha256').update(column).update('\0').update(source.text).digest('hex'),
  };
}

/** Architectures of a table without looking at values. @throws TrainingError */
export function readArchitectures(
  source: TableSource,
  space: SearchSpace,
): { readonly rows: readonly ResultRow[]; readonly problems: readonly string[] } {
  const table = readResultTable(source.text, {
    format: source.format,
    resolver: architectureResolver(space),
    duplicates: 'first',
  });
  refuseErrors(table, source);
  const wanted = table.problems.filter(({ code }) => code.startsWith('table-architecture') || code === 'table-json');
  return {
    rows: table.rows,
    problems: wanted.map(({ message }) => message),
  };
}

/** Columns of a table that could be learned, best guesses first. Architectures are not read. */
export function metricColumns(source: TableSource): string[] {
  const head = source.text.split(/\r?\n/, 50).join('\n');
  let key = 0;
  const reader = new ResultTableReader({
    format: source.format,
    resolver: { parse: () => ({ kind: 'architecture', architecture: { parts: [] }, key: String(key++) }) },
    duplicates: 'keep',
  });
  reader.push(head);
  const names = [...reader.finish().metrics.keys()];
  const rank = (name: string): number => (/acc|test|valid|score|top1/i.test(name) ? 0 : 1);
  return names.sort((a, b) => rank(a) - rank(b));
}

function refuseErrors({ problems }: ResultTable, { name }: TableSource): void {
  const errors = problems.filter(({ severity }) => severity === 'error');
  if (errors.length === 0) return;
  const others = problems.filter(({ severity }) => severity === 'warning').slice(0, 20);
  throw new TrainingError(
    `${name} cannot be used: ${errors.map(({ message }) => message).join(' ')}`,
    others.map(({ message }) => message),
  );
}

/** Costs are better when they are small. */
export const isCost = (column: string): boolean =>
  /latency|energy|time|loss|error|perplexity|flops|param|memory|\bms\b/i.test(column);

/** Accuracies in percent get their unit; the unit of anything else is not known. */
function describeColumn(column: string, values: Float64Array): Omit<Target, 'higherIsBetter'> {
  const isPercent =
    /acc|top|test|valid/i.test(column) && values.every((v) => v >= 0 && v <= 100) && values.some((v) => v > 1.5);
  return { name: column, title: column, unit: isPercent && !isCost(column) ? 'percent' : '' };
}
