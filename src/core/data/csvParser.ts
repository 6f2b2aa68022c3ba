/** One record of a CSV text: its fields and the line (1-based) on which it starts. */
export interface CsvRecord {
  readonly line: number;
  readonly fields: readonly string[];
}

/** A place where the text is not RFC 4180; the parser reads on with the most literal meaning. */
export interface CsvIssue {
  readonly kind: 'unclosed-quote' | 'text-after-quote';
  /** Of an unclosed quote: where it opens. */
  readonly line: number;
  /** Index of the field in its record. */
  readonly field: number;
  /** The last line that an unclosed quote has taken in. */
  readonly lastLine?: number;
}

export interface CsvHandler {
  record(record: CsvRecord): void;
  issue(issue: CsvIssue): void;
}

const QUOTE = 0x22;
const CARRIAGE_RETURN = 0x0d;
const LINE_FEED = 0x0a;

/**
 * An incremental CSV reader (RFC 4180; CRLF, LF and CR end a record, a byte-order mark is dropped, empty lines are skipped).
 * Chunks may be cut anywhere. Never throws; memory is that of one record.
 */
export class CsvParser {
  private state: 'field-start' | 'plain' | 'quoted' | 'quote-seen' = 'field-start';
  private field = '';
  private fields: string[] = [];
  private line = 1;
  private recordLine = 1;
  private quoteLine = 1;
  private started = false;
  private lastWasCarriageReturn = false;
  private readonly delimiter: number;

  constructor(
    private readonly handler: CsvHandler,
    delimiter = ',',
  ) {
    this.delimiter = delimiter.charCodeAt(0);
  }

  push(chunk: string): void {
    let position = !this.started && chunk.charCodeAt(0) === 0xfeff ? 1 : 0;
    this.started ||= chunk.length > 0;
    while (position < chunk.length) {
      position = this.step(chunk, position);
    }
  }

  finish(): void {
    if (this.state === 'quoted') {
      const lastLine = /[\r\n]$/.test(this.field) ? this.line - 1 : this.line;
      this.handler.issue({ kind: 'unclosed-quote', line: this.quoteLine, field: this.fields.length, lastLine });
    }
    this.endRecord();
  }

  /** Takes as much as one state can take at once; returns the next position. */
  private step(chunk: string, position: number): number {
    const code = chunk.charCodeAt(position);
    if (code === LINE_FEED && this.lastWasCarriageReturn) {
      this.lastWasCarriageReturn = false;
      this.field += this.state === 'quoted' ? '\n' : '';
      return position + 1;
    }
    this.lastWasCarriageReturn = code === CARRIAGE_RETURN;
    const endsLine = code === CARRIAGE_RETURN || code === LINE_FEED;
    if (this.state === 'quoted') {
      return this.stepQuoted(chunk, position, code, endsLine);
    }
    if (code === this.delimiter) {
      this.endField();
      return position + 1;
    }
    if (endsLine) {
      this.line++;
      this.endRecord();
      return position + 1;
    }
    if (code === QUOTE && this.state === 'field-start') {
      this.state = 'quoted';
      this.quoteLine = this.line;
      return position + 1;
    }
    if (this.state === 'quote-seen') {
      if (code === QUOTE) {
        this.field += '"';
        this.state = 'quoted';
        return position + 1;
      }
      this.handler.issue({ kind: 'text-after-quote', line: this.line, field: this.fields.length });
    }
    this.state = 'plain';
    const end = this.plainEnd(chunk, position);
    this.field += chunk.slice(position, end);
    return end;
  }

  private stepQuoted(chunk: string, position: number, code: number, endsLine: boolean): number {
    if (code === QUOTE) {
      this.state = 'quote-seen';
      return position + 1;
    }
    if (endsLine) {
      this.line++;
      this.field += chunk[position]!;
      return position + 1;
    }
    let end = position + 1;
    while (end < chunk.length && !isQuoteOrLineEnd(chunk.charCodeAt(end))) {
      end++;
    }
    this.field += chunk.slice(position, end);
    return end;
  }

  private plainEnd(chunk: string, position: number): number {
    let end = position + 1;
    while (end < chunk.length) {
      const code = chunk.charCodeAt(end);
      if (code === this.delimiter || code === LINE_FEED || code === CARRIAGE_RETURN) {
        break;
      }
      end++;
    }
    return end;
  }

  private endField(): void {
    this.fields.push(this.field);
    this.field = '';
    this.state = 'field-start';
  }

  private endRecord(): void {
    const empty = this.fields.length === 0 && this.field === '' && this.state === 'field-start';
    if (!empty) {
      this.endField();
      this.handler.record({ line: this.recordLine, fields: this.fields });
      this.fields = [];
    }
    this.recordLine = this.line;
  }
}

function isQuoteOrLineEnd(code: number): boolean {
  return code === QUOTE || code === LINE_FEED || code === CARRIAGE_RETURN;
}

/** The likeliest of comma, semicolon and tab: the one most frequent outside quotes in a header line. */
export function guessDelimiter(header: string): ',' | ';' | '\t' {
  const unquoted = header.replace(/"[^"]*"/g, '');
  const count = (delimiter: string) => unquoted.split(delimiter).length;
  const candidates = [',', ';', '\t'] as const;
  return candidates.reduce((best, candidate) => (count(candidate) > count(best) ? candidate : best));
}
