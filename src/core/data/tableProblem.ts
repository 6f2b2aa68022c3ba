/** Codes of everything that a table reader complains about; stable, listed in docs/result-tables.md. */
export type TableProblemCode =
  | 'table-empty'
  | 'table-too-small'
  | 'table-header'
  | 'table-csv'
  | 'table-json'
  | 'table-ragged-row'
  | 'table-architecture-missing'
  | 'table-architecture-unknown'
  | 'table-duplicate'
  | 'table-column-missing'
  | 'table-column-ignored'
  | 'table-value-missing'
  | 'table-value-not-numeric'
  | 'table-value-infinite'
  | 'table-value-constant'
  | 'table-index';

/** Something wrong with a table, where it is, and what was done about it. */
export interface TableProblem {
  readonly code: TableProblemCode;
  /** `error`: the table cannot serve its purpose; `warning`: something was skipped; `information`: something was noticed. */
  readonly severity: 'error' | 'warning' | 'information';
  /** A whole sentence with place and consequence, for people. */
  readonly message: string;
  /** Data row from 1, the header not counted. */
  readonly row?: number;
  /** Line of the file from 1. */
  readonly line?: number;
  readonly column?: string;
}

/** Where a record stands in its file. */
export interface RecordPlace {
  readonly row: number;
  readonly line: number;
}

/** Problems of one code and column that are listed one by one; the rest is counted in one sentence. */
const LISTED = 20;

/** Collects problems, and keeps a table with a million bad cells from producing a million messages. */
export class ProblemList {
  private readonly listed: TableProblem[] = [];
  private readonly counts = new Map<string, { first: TableProblem; count: number }>();

  /** `message` is the consequence and reason without the place, which is put before it. */
  add(problem: Omit<TableProblem, 'row' | 'line'>, place?: RecordPlace): void {
    const full: TableProblem = place
      ? {
          ...problem,
          row: place.row,
          line: place.line,
          message: `${describePlace(place, problem.column)}: ${problem.message}`,
        }
      : problem;
    const key = `${problem.code} ${problem.column ?? ''}`;
    const seen = this.counts.get(key);
    if (seen) {
      seen.count++;
    } else {
      this.counts.set(key, { first: full, count: 1 });
    }
    if ((seen?.count ?? 1) <= LISTED) {
      this.listed.push(full);
    }
  }

  /** Number of problems of a code, the unlisted included. */
  count(code: TableProblemCode): number {
    return [...this.counts.values()]
      .filter(({ first }) => first.code === code)
      .reduce((sum, { count }) => sum + count, 0);
  }

  all(): TableProblem[] {
    const overflow = [...this.counts.values()]
      .filter(({ count }) => count > LISTED)
      .map(({ first: { code, severity, column }, count }): TableProblem => {
        const where = column === undefined ? '' : ` in column ${quote(column)}`;
        const message = `${count - LISTED} more problems of this kind${where} are not listed.`;
        return column === undefined ? { code, severity, message } : { code, severity, message, column };
      });
    return [...this.listed, ...overflow];
  }
}

function describePlace({ row, line }: RecordPlace, column: string | undefined): string {
  return `Row ${row} (line ${line})${column === undefined ? '' : `, column ${quote(column)}`}`;
}

/** Text from a file inside a message: one line, of bounded length, in quotation marks. */
export function quote(text: string): string {
  // eslint-disable-next-line no-control-regex -- control characters are exactly what must not reach a message
  const clean = text.replace(/[\u0000-\u001f\u007f-\u009f\u2028\u2029]+/g, ' ');
  const points = [...clean];
  return `'${points.length > 60 ? `${points.slice(0, 57).join('')}...` : clean}'`;
}
