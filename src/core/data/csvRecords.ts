import { CsvParser, guessDelimiter, type CsvIssue, type CsvRecord } from './csvParser';
import { quote, type ProblemList } from './tableProblem';
import type { RecordReader, TableRecord } from './tableRecords';

/** Reads CSV with a header line; comma, semicolon and tab are told apart by the header. */
export class CsvRecordReader implements RecordReader {
  columns: readonly string[] = [];
  private parser: CsvParser | undefined;
  private header = '';
  private row = 0;

  constructor(
    private readonly problems: ProblemList,
    private readonly take: (record: TableRecord) => void,
  ) {}

  push(chunk: string): void {
    if (this.parser) {
      this.parser.push(chunk);
      return;
    }
    this.header += chunk;
    if (/[^\r\n\ufeff][^\r\n]*[\r\n]/.test(this.header)) {
      this.start();
    }
  }

  finish(): void {
    this.start();
    this.parser?.finish();
  }

  /** The delimiter is known once the first line is. */
  private start(): void {
    if (this.parser) {
      return;
    }
    const firstLine = this.header
      .replace(/^\ufeff/, '')
      .trimStart()
      .split(/[\r\n]/, 1)[0]!;
    this.parser = new CsvParser(
      { record: (record) => this.record(record), issue: (issue) => this.issue(issue) },
      guessDelimiter(firstLine),
    );
    this.parser.push(this.header);
    this.header = '';
  }

  private record({ line, fields }: CsvRecord): void {
    if (this.columns.length === 0) {
      this.columns = this.readHeader(fields);
      return;
    }
    this.row++;
    const place = { row: this.row, line };
    if (fields.length !== this.columns.length) {
      this.problems.add(
        {
          code: 'table-ragged-row',
          severity: 'warning',
          message: `${fields.length} ${fields.length === 1 ? 'field' : 'fields'} where the header has ${this.columns.length}; the row is skipped.`,
        },
        place,
      );
      return;
    }
    this.take({ ...place, fields: new Map(this.columns.map((column, i) => [column, fields[i]])) });
  }

  private readHeader(fields: readonly string[]): readonly string[] {
    const names = new Set<string>();
    return fields.map((field, i) => {
      const name = field.trim();
      if (name !== '' && !names.has(name)) {
        names.add(name);
        return name;
      }
      const replacement = `column ${i + 1}`;
      this.problems.add({
        code: 'table-header',
        severity: 'warning',
        column: replacement,
        message: `Header: ${name === '' ? `column ${i + 1} has no name` : `the name ${quote(name)} is used twice`}; it is called ${quote(replacement)}.`,
      });
      names.add(replacement);
      return replacement;
    });
  }

  private issue({ kind, line, field, lastLine = line }: CsvIssue): void {
    const column = this.columns[field];
    const reason =
      kind === 'unclosed-quote'
        ? `the quotation mark that opens in line ${line} is never closed${lastLine > line ? `, so everything up to line ${lastLine} became one field` : ''}`
        : 'text follows a closing quotation mark; it is read as part of the field';
    this.problems.add(
      { code: 'table-csv', severity: 'warning', message: `${reason}.`, ...(column === undefined ? {} : { column }) },
      { row: this.row + (this.columns.length === 0 ? 0 : 1), line },
    );
  }
}
