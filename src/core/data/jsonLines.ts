import type { ProblemList } from './tableProblem';
import type { RecordReader, TableRecord } from './tableRecords';

/** Reads JSON lines: one object a line, empty lines skipped. */
export class JsonLinesReader implements RecordReader {
  private readonly names = new Set<string>();
  private pending = '';
  private line = 0;
  private row = 0;
  private endedInCarriageReturn = false;

  constructor(
    private readonly problems: ProblemList,
    private readonly take: (record: TableRecord) => void,
  ) {}

  get columns(): readonly string[] {
    return [...this.names];
  }

  push(chunk: string): void {
    // A CRLF cut in two must not count as two lines.
    const text = this.endedInCarriageReturn && chunk.startsWith('\n') ? chunk.slice(1) : chunk;
    this.endedInCarriageReturn = chunk === '' ? this.endedInCarriageReturn : chunk.endsWith('\r');
    const lines = text.split(/\r\n|\r|\n/);
    const last = lines.pop()!;
    for (const line of lines) {
      this.takeLine(this.pending + line);
      this.pending = '';
    }
    this.pending += last;
  }

  finish(): void {
    if (this.pending !== '') {
      this.takeLine(this.pending);
      this.pending = '';
    }
  }

  private takeLine(raw: string): void {
    this.line++;
    const text = this.line === 1 ? raw.replace(/^\ufeff/, '') : raw;
    if (text.trim() === '') {
      return;
    }
    this.row++;
    const place = { row: this.row, line: this.line };
    let value: unknown;
    try {
      value = JSON.parse(text);
    } catch (error) {
      const reason = error instanceof Error ? error.message.replace(/\s+/g, ' ').slice(0, 120) : 'unreadable';
      this.problems.add(
        { code: 'table-json', severity: 'warning', message: `not JSON (${reason}); the row is skipped.` },
        place,
      );
      return;
    }
    if (typeof value !== 'object' || value === null || Array.isArray(value)) {
      this.problems.add(
        { code: 'table-json', severity: 'warning', message: 'not a JSON object; the row is skipped.' },
        place,
      );
      return;
    }
    const fields = new Map<string, unknown>(Object.entries(value));
    for (const name of fields.keys()) {
      this.names.add(name);
    }
    this.take({ ...place, fields });
  }
}
