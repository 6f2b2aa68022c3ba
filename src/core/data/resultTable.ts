import type { Architecture } from '../spec/architecture';
import { ARCHITECTURE_COLUMNS, architectureColumns, mayBeMetric } from './architectureColumns';
import { CsvRecordReader } from './csvRecords';
import { JsonLinesReader } from './jsonLines';
import { MetricColumnReader } from './metricColumn';
import { readMetricValue } from './metricValue';
import { ProblemList, quote, type RecordPlace, type TableProblem } from './tableProblem';
import type { RecordReader, TableRecord } from './tableRecords';

/** Reads an architecture from the fields of its columns (see `ARCHITECTURE_COLUMNS`). */
export interface ArchitectureResolver {
  parse(fields: ReadonlyMap<string, unknown>): ResolvedArchitecture;
}

export type ResolvedArchitecture =
  /** `key` is `SearchSpace.canonicalKey`: equal for architectures that compute the same function. */
  | { readonly kind: 'architecture'; readonly architecture: Architecture; readonly key: string }
  /** `message` says why not, without full stop; `column` is one of the fields. */
  | { readonly kind: 'problem'; readonly message: string; readonly column?: string };

export interface ResultTableOptions {
  readonly format: 'csv' | 'json-lines';
  readonly resolver: ArchitectureResolver;
  /** Columns to read as metrics; every one that looks like it where absent. */
  readonly targets?: readonly string[];
  /**
   * What to do with architectures that are the same up to isomorphism: use the first, use one row with the mean of
   * their values (both avoid that the same function stands in training and held-out data), or keep all (for evaluation on a benchmark).
   */
  readonly duplicates: 'first' | 'mean' | 'keep';
}

export interface ResultRow extends RecordPlace {
  readonly architecture: Architecture;
  readonly key: string;
}

/** A table of trained architectures. */
export interface ResultTable {
  readonly architectureColumns: readonly string[];
  readonly rows: readonly ResultRow[];
  /** Values in row order, NaN where there is none. Length: rows. */
  readonly metrics: ReadonlyMap<string, Float64Array>;
  readonly problems: readonly TableProblem[];
  /** Data rows of the file that are not in `rows`. */
  readonly skipped: number;
}

/** The whole text at once. Never throws: whatever is wrong is among the problems. */
export function readResultTable(text: string, options: ResultTableOptions): ResultTable {
  const reader = new ResultTableReader(options);
  reader.push(text);
  return reader.finish();
}

/** Reads a table in chunks, for files that should not be in memory as one string. */
export class ResultTableReader {
  private readonly problems = new ProblemList();
  private readonly records: RecordReader;
  private readonly rows: ResultRow[] = [];
  private readonly metrics = new Map<string, MetricColumnReader>();
  private readonly firstOfKey = new Map<string, number>();
  private readonly merged = new Map<number, Map<string, { sum: number; count: number }>>();
  private group: readonly string[] | undefined;
  private total = 0;

  constructor(private readonly options: ResultTableOptions) {
    const Reader = options.format === 'csv' ? CsvRecordReader : JsonLinesReader;
    this.records = new Reader(this.problems, (record) => this.take(record));
    for (const target of options.targets ?? []) {
      this.metrics.set(target, new MetricColumnReader(target, true));
    }
  }

  push(chunk: string): void {
    this.records.push(chunk);
  }

  finish(): ResultTable {
    this.records.finish();
    this.total += this.problems.count('table-ragged-row') + this.problems.count('table-json');
    this.checkColumns();
    for (const [row, sums] of this.merged) {
      for (const [name, { sum, count }] of sums) {
        this.metrics.get(name)!.set(row, count === 0 ? Number.NaN : sum / count);
      }
    }
    const metrics = new Map<string, Float64Array>();
    const columnProblems: TableProblem[] = [];
    for (const [name, column] of this.metrics) {
      const { values, problems } = column.finish();
      columnProblems.push(...problems);
      if (values) {
        metrics.set(name, values);
      }
    }
    return {
      architectureColumns: this.group ?? [],
      rows: this.rows,
      metrics,
      problems: [...this.problems.all(), ...columnProblems],
      skipped: this.total - this.rows.length,
    };
  }

  private take(record: TableRecord): void {
    this.total++;
    const group = this.groupOf(record);
    if (!group || !this.hasValue(record)) {
      return;
    }
    const architecture = this.resolve(record, group);
    if (!architecture) {
      return;
    }
    this.openColumns(record);
    const first = this.firstOfKey.get(architecture.key);
    if (first === undefined) {
      this.firstOfKey.set(architecture.key, this.rows.length);
      this.addRow(record, architecture);
    } else {
      this.takeDuplicate(record, architecture, first);
    }
  }

  /** The columns that hold the record's architecture: the same for all records of CSV, each record's own in JSON lines. */
  private groupOf(record: TableRecord): readonly string[] | undefined {
    const csv = this.options.format === 'csv';
    const group = (csv ? this.group : undefined) ?? architectureColumns([...record.fields.keys()]);
    this.group ??= group;
    if (!group && !csv) {
      this.problems.add(
        { code: 'table-architecture-missing', severity: 'warning', message: 'no architecture; the row is skipped.' },
        record,
      );
    }
    return group; // Where CSV has none, `checkColumns` says so once.
  }

  private resolve(record: TableRecord, group: readonly string[]): ResultRow | undefined {
    const fields = new Map(group.map((column) => [column, record.fields.get(column)]));
    const empty = group.find((column) => fields.get(column) === undefined);
    if (empty !== undefined) {
      this.problems.add(
        {
          code: 'table-architecture-missing',
          severity: 'warning',
          column: empty,
          message: 'no architecture; the row is skipped.',
        },
        record,
      );
      return undefined;
    }
    const resolved = this.options.resolver.parse(fields);
    if (resolved.kind === 'problem') {
      const message = `${resolved.message}; the row is skipped.`;
      const column = resolved.column ?? group[0]!;
      this.problems.add({ code: 'table-architecture-unknown', severity: 'warning', column, message }, record);
      return undefined;
    }
    const { architecture, key } = resolved;
    return { row: record.row, line: record.line, architecture, key };
  }

  /** JSON lines may show a column for the first time in any row. */
  private openColumns(record: TableRecord): void {
    if (this.options.targets) {
      return;
    }
    for (const name of record.fields.keys()) {
      if (!this.metrics.has(name) && mayBeMetric(name)) {
        const column = new MetricColumnReader(name, false);
        this.rows.forEach((row) => column.add(undefined, row));
        this.metrics.set(name, column);
      }
    }
  }

  /** Whether any wanted column can be used. Asked before the architecture is read, which takes far longer. */
  private hasValue(record: TableRecord): boolean {
    if (!this.options.targets) {
      return true;
    }
    const isNumber = (name: string): boolean => readMetricValue(record.fields.get(name)).kind === 'number';
    const usable = [...this.metrics.keys()].some(isNumber);
    if (!usable) {
      this.addValues(record);
      this.metrics.forEach((column) => column.dropLast());
    }
    return usable;
  }

  private addValues(record: TableRecord): void {
    for (const [name, column] of this.metrics) {
      column.add(record.fields.get(name), record);
    }
  }

  private addRow(record: TableRecord, row: ResultRow): void {
    this.addValues(record);
    this.rows.push(row);
  }

  private takeDuplicate(record: TableRecord, row: ResultRow, first: number): void {
    const { duplicates } = this.options;
    const consequence = {
      keep: 'both are kept',
      first: 'the row is skipped',
      mean: 'the mean of their values is used',
    }[duplicates];
    this.problems.add(
      {
        code: 'table-duplicate',
        severity: duplicates === 'keep' ? 'information' : 'warning',
        column: this.group![0]!,
        message: `the same architecture as row ${this.rows[first]!.row}, up to isomorphism; ${consequence}.`,
      },
      record,
    );
    if (duplicates !== 'first') {
      this.addRow(record, row);
    }
    if (duplicates === 'mean') {
      this.merge(first);
    }
  }

  /** Moves the values of the last row into the running means of the row `first`. */
  private merge(first: number): void {
    const last = this.rows.length - 1;
    const sums = this.merged.get(first) ?? new Map<string, { sum: number; count: number }>();
    this.merged.set(first, sums);
    for (const [name, column] of this.metrics) {
      const entry = sums.get(name) ?? count(column.at(first));
      const added = count(column.at(last));
      sums.set(name, { sum: entry.sum + added.sum, count: entry.count + added.count });
      column.dropLast();
    }
    this.rows.pop();
  }

  private checkColumns(): void {
    const { columns } = this.records;
    if (this.total === 0) {
      this.problems.add({ code: 'table-empty', severity: 'error', message: 'The table has no rows.' });
      return;
    }
    if (!this.group) {
      const known = ARCHITECTURE_COLUMNS.map((group) => group.map(quote).join(' with ')).join(', ');
      const message = `No column holds an architecture. One of these is needed: ${known}.`;
      this.problems.add({ code: 'table-column-missing', severity: 'error', message });
      return;
    }
    for (const target of this.options.targets ?? []) {
      if (!columns.includes(target)) {
        const message = `There is no column ${quote(target)}. The table has ${columns.map(quote).join(', ')}.`;
        this.problems.add({ code: 'table-column-missing', severity: 'error', column: target, message });
      }
    }
    if (this.rows.length < 2) {
      const rows = this.rows.length === 0 ? 'No row' : 'Only one row';
      const message = `${rows} of ${this.total} can be used; at least two are needed.`;
      this.problems.add({ code: 'table-too-small', severity: 'error', message });
    }
  }
}

function count(value: number): { sum: number; count: number } {
  return Number.isNaN(value) ? { sum: 0, count: 0 } : { sum: value, count: 1 };
}
