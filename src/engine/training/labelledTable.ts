import { createHash } from 'node:crypto';
import { isCost } from '../../core/data/columnDirection';
import type { ArchitectureGraph } from '../../core/graph/graph';
import { simplifyGraph } from '../../core/graph/simplify';
import { readResultTable, type ResultRow, type ResultTable } from '../../core/data/resultTable';
import type { TableProblemCode } from '../../core/data/tableProblem';
import type { Target } from '../../core/model/prediction';
import type { SearchSpace } from '../../core/spaces/space';
import { architectureResolver } from '../../core/spec/resolveArchitecture';
import { readTableInSteps } from './readTableInSteps';
import type { TableSource } from './tableSource';
import { breathe, type TrainingContext } from './trainingContext';
import { TrainingError } from './trainingError';

/** Architectures with a measured value each, in the order of their table. */
export interface LabelledTable {
  readonly name: string;
  readonly target: Target;
  readonly rows: readonly ResultRow[];
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

/** What reading a table needs of the work that it is done for. */
type ReadContext = Pick<TrainingContext, 'signal' | 'report'>;

/** Rows whose graphs are made between two looks at cancellation. */
const STRIDE = 256;

/** Rows with an architecture of the space and a value in the column. @throws TrainingError where the table cannot serve, CancelledError */
export async function readLabelledTable(
  source: TableSource,
  space: SearchSpace,
  { column, higherIsBetter, duplicates }: LabelledTableOptions,
  context: ReadContext,
): Promise<LabelledTable> {
  const options = { resolver: architectureResolver(space), targets: [column], duplicates };
  const table = await readTableInSteps(source, options, context);
  refuseErrors(table, source);
  const all = table.metrics.get(column) ?? new Float64Array();
  const kept = table.rows.map((_, i) => i).filter((i) => Number.isFinite(all[i]));
  const values = Float64Array.from(kept, (i) => all[i]!);
  const rows = kept.map((i) => table.rows[i]!);
  return {
    name: source.name,
    target: { ...describeColumn(column, values), higherIsBetter: higherIsBetter ?? !isCost(column) },
    rows,
    graphs: await graphsOf(rows, space, context),
    values,
    problems: table.problems.map(({ message }) => message),
    skipped: table.skipped + table.rows.length - rows.length,
    digest: tableDigest(source, column),
  };
}

/** Of what a model learns from a table: equal for equal tables. */
export const tableDigest = ({ text }: TableSource, column: string): string =>
  createHash('sha256').update(column).update('\0').update(text).digest('hex');

async function graphsOf(
  rows: readonly ResultRow[],
  space: SearchSpace,
  context: ReadContext,
): Promise<ArchitectureGraph[]> {
  const graphs: ArchitectureGraph[] = [];
  for (const { architecture } of rows) {
    if (graphs.length % STRIDE === 0) await breathe(context);
    graphs.push(simplifyGraph(space.toGraph(architecture).graph, space.vocabulary));
  }
  return graphs;
}

/**
 * Architectures of a table without looking at values, in the order of its rows.
 *
 * @param duplicates whether an architecture counts once or as often as the table has it
 * @throws TrainingError, CancelledError
 */
export async function readArchitectures(
  source: TableSource,
  space: SearchSpace,
  context: ReadContext,
  duplicates: 'first' | 'keep' = 'first',
): Promise<{ readonly rows: readonly ResultRow[]; readonly problems: readonly string[] }> {
  const table = await readTableInSteps(source, { resolver: architectureResolver(space), duplicates }, context);
  // One row is too few to learn from, and enough to be predicted.
  const isEnough = duplicates === 'keep' && table.rows.length > 0;
  refuseErrors(isEnough ? withoutCode(table, 'table-too-small') : table, source);
  const wanted = table.problems.filter(({ code }) => lostRows.has(code));
  return {
    rows: table.rows,
    problems: wanted.map(({ message }) => message),
  };
}

/** What keeps rows from having an architecture. */
const lostRows: ReadonlySet<TableProblemCode> = new Set([
  'table-architecture-missing',
  'table-architecture-unknown',
  'table-json',
  'table-csv',
  'table-ragged-row',
]);

const withoutCode = (table: ResultTable, code: TableProblemCode): ResultTable => ({
  ...table,
  problems: table.problems.filter((problem) => problem.code !== code),
});

/** Columns of a table that could be learned, best guesses first. Architectures are not read. */
export function metricColumns(source: TableSource): string[] {
  const head = source.text.split(/\r?\n/, 50).join('\n');
  let key = 0;
  const table = readResultTable(head, {
    format: source.format,
    resolver: { parse: () => ({ kind: 'architecture', architecture: { parts: [] }, key: String(key++) }) },
    duplicates: 'keep',
  });
  const names = [...table.metrics.keys()];
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

/** Accuracies in percent get their unit; the unit of anything else is not known. */
function describeColumn(column: string, values: Float64Array): Omit<Target, 'higherIsBetter'> {
  const isPercent =
    /acc|top|test|valid/i.test(column) && values.every((v) => v >= 0 && v <= 100) && values.some((v) => v > 1.5);
  return { name: column, title: column, unit: isPercent && !isCost(column) ? 'percent' : '' };
}
