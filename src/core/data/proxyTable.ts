import { CsvRecordReader } from './csvRecords';
import { readMetricValue } from './metricValue';
import { ProblemList, quote, type TableProblem } from './tableProblem';
import type { TableRecord } from './tableRecords';

export interface ProxyTableOptions {
  /** Number of architectures in the table that the proxies belong to; indices are 0..size - 1. */
  readonly size: number;
  /** The column that joins both tables. */
  readonly indexColumn: string;
  /** The proxies to read; every other column where absent. */
  readonly proxies?: readonly string[];
}

/** Scores of architectures without training, joined to another table by index. */
export interface ProxyTable {
  /** Each proxy's value by architecture index, NaN where it is undefined or the architecture has no row. Length: size. */
  readonly proxies: ReadonlyMap<string, Float64Array>;
  /** Number of architectures with a value, by proxy. */
  readonly defined: ReadonlyMap<string, number>;
  readonly problems: readonly TableProblem[];
}

/** NAS-Bench-Suite-Zero writes this where a proxy could not be computed. */
const UNDEFINED_SCORE = -1e8;

/**
 * Reads a CSV table of zero-cost proxies. A value that is empty, infinite, -1e8 (NAS-Bench-Suite-Zero's "undefined") or no number is
 * left out, and each proxy's number of left-out values is reported. Never throws.
 */
export function readProxyTable(text: string, options: ProxyTableOptions): ProxyTable {
  const problems = new ProblemList();
  const seen = new Uint8Array(options.size);
  const columns = new Map<string, ProxyColumn>();
  const take = (record: TableRecord): void => {
    const index = readIndex(record, options, seen, problems);
    if (index === undefined) {
      return;
    }
    for (const [name, field] of record.fields) {
      if (name === options.indexColumn || options.proxies?.includes(name) === false) {
        continue;
      }
      const column = columns.get(name) ?? new ProxyColumn(options.size);
      columns.set(name, column);
      column.add(index, field);
    }
  };
  const reader = new CsvRecordReader(problems, take);
  reader.push(text);
  reader.finish();
  reportMissingColumns(reader.columns, options, problems);
  const proxies = new Map<string, Float64Array>();
  const defined = new Map<string, number>();
  for (const [name, column] of columns) {
    column.report(name, problems);
    if (column.defined > 0 || options.proxies) {
      proxies.set(name, column.values);
      defined.set(name, column.defined);
    }
  }
  return { proxies, defined, problems: problems.all() };
}

class ProxyColumn {
  readonly values: Float64Array;
  defined = 0;
  private readonly leftOut = { missing: 0, infinite: 0, 'not-numeric': 0, undefined: 0 };

  constructor(size: number) {
    this.values = new Float64Array(size).fill(Number.NaN);
  }

  add(index: number, field: unknown): void {
    const read = readMetricValue(field);
    if (read.kind !== 'number') {
      this.leftOut[read.kind]++;
    } else if (read.value === UNDEFINED_SCORE) {
      this.leftOut.undefined++;
    } else {
      this.values[index] = read.value;
      this.defined++;
    }
  }

  report(column: string, problems: ProblemList): void {
    const { missing, infinite, undefined: undefinedScores, 'not-numeric': notNumeric } = this.leftOut;
    const parts = [
      [missing, 'empty'],
      [infinite, 'infinite'],
      [undefinedScores, 'undefined (-1e8)'],
      [notNumeric, 'not a number'],
    ].filter(([count]) => count !== 0);
    if (parts.length > 0) {
      const counts = parts.map(([count, what]) => `${count} ${what}`).join(', ');
      const message = `Column ${quote(column)}: values left out: ${counts}; ${this.defined} are used.`;
      problems.add({ code: 'table-value-missing', severity: 'information', column, message });
    }
  }
}

function readIndex(
  record: TableRecord,
  { indexColumn, size }: ProxyTableOptions,
  seen: Uint8Array,
  problems: ProblemList,
): number | undefined {
  const field = record.fields.get(indexColumn);
  if (field === undefined) {
    return undefined; // The column is missing from the header, which is said once.
  }
  const read = readMetricValue(field);
  const index = read.kind === 'number' ? read.value : Number.NaN;
  const complain = (reason: string): undefined => {
    const message = `${reason}; the row is skipped.`;
    problems.add({ code: 'table-index', severity: 'warning', column: indexColumn, message }, record);
    return undefined;
  };
  if (!Number.isInteger(index)) {
    return complain(`${quote(typeof field === 'string' ? field : '')} is not an index`);
  }
  if (index < 0 || index >= size) {
    return complain(`index ${index} is outside 0..${size - 1}`);
  }
  if (seen[index]) {
    return complain(`index ${index} came before`);
  }
  seen[index] = 1;
  return index;
}

function reportMissingColumns(columns: readonly string[], options: ProxyTableOptions, problems: ProblemList): void {
  for (const name of [options.indexColumn, ...(options.proxies ?? [])]) {
    if (!columns.includes(name)) {
      const message = `There is no column ${quote(name)}. The table has ${columns.map(quote).join(', ')}.`;
      problems.add({ code: 'table-column-missing', severity: 'error', column: name, message });
    }
  }
}
