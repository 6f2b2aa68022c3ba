import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { gunzipSync } from 'node:zlib';

/** A benchmark table that is missing or not what it should be; the message names the file. */
export class BenchmarkTableError extends Error {
  override readonly name = 'BenchmarkTableError';
}

/** A table in memory, column by column. */
export interface TableColumns {
  readonly rows: number;
  /** Empty fields are NaN. Length of each: rows. */
  readonly numbers: ReadonlyMap<string, Float64Array>;
  readonly texts: ReadonlyMap<string, readonly string[]>;
}

const COMMA = 0x2c;
const LINE_FEED = 0x0a;

/**
 * Reads `*.csv.gz` without quotation marks, as the benchmark tables are: 20 MB in about half a second, where a reader of general CSV takes several.
 *
 * @param textColumns columns kept as text; all others are numbers.
 * @throws BenchmarkTableError if the file cannot be read or a row is malformed.
 */
export function readColumns(path: string, textColumns: readonly string[]): TableColumns {
  const bytes = readGzip(path);
  const fail = (reason: string): never => {
    throw new BenchmarkTableError(`${basename(path)}: ${reason}`);
  };
  const headerEnd = bytes.indexOf(LINE_FEED);
  if (headerEnd < 0) {
    fail('no header line');
  }
  const names = bytes.toString('latin1', 0, headerEnd).split(',');
  for (const name of textColumns) {
    if (!names.includes(name)) {
      fail(`no column '${name}'`);
    }
  }
  const rows = countLines(bytes, headerEnd + 1);
  const columns = names.map((name) => (textColumns.includes(name) ? new Array<string>(rows) : new Float64Array(rows)));
  let position = headerEnd + 1;
  for (let row = 0; row < rows; row++) {
    for (let c = 0; c < columns.length; c++) {
      const last = c === columns.length - 1;
      const end = fieldEnd(bytes, position);
      const terminator = end < bytes.length ? bytes[end]! : LINE_FEED;
      if ((terminator === LINE_FEED) !== last) {
        fail(`row ${row + 1} does not have ${names.length} fields`);
      }
      const column = columns[c]!;
      if (column instanceof Float64Array) {
        const value = parseNumber(bytes, position, end);
        if (value === undefined) {
          fail(`row ${row + 1}, column '${names[c]!}': not a number`);
        }
        column[row] = value!;
      } else {
        column[row] = bytes.toString('latin1', position, end);
      }
      position = end + 1;
    }
  }
  const numbers = new Map<string, Float64Array>();
  const texts = new Map<string, readonly string[]>();
  columns.forEach((column, c) => {
    if (column instanceof Float64Array) {
      numbers.set(names[c]!, column);
    } else {
      texts.set(names[c]!, column);
    }
  });
  return { rows, numbers, texts };
}

/** @throws BenchmarkTableError if the file is missing or no gzip file. */
export function readGzip(path: string): Buffer {
  try {
    return gunzipSync(readFileSync(path));
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new BenchmarkTableError(`${path} cannot be read: ${reason}`);
  }
}

function countLines(bytes: Buffer, start: number): number {
  let lines = 0;
  for (let i = bytes.indexOf(LINE_FEED, start); i >= 0; i = bytes.indexOf(LINE_FEED, i + 1)) {
    lines++;
  }
  return bytes.length > start && bytes[bytes.length - 1] !== LINE_FEED ? lines + 1 : lines;
}

function fieldEnd(bytes: Buffer, position: number): number {
  let end = position;
  while (end < bytes.length && bytes[end] !== COMMA && bytes[end] !== LINE_FEED) {
    end++;
  }
  return end;
}

/** Digits that a double holds exactly, so that one division rounds correctly. */
const EXACT_DIGITS = 15;
const POWERS_OF_TEN = Array.from({ length: EXACT_DIGITS + 1 }, (_, exponent) => 10 ** exponent);

/** NaN where the field is empty, undefined where it is no number. */
function parseNumber(bytes: Buffer, start: number, end: number): number | undefined {
  if (start === end) {
    return Number.NaN;
  }
  const negative = bytes[start] === 0x2d;
  let mantissa = 0;
  let digits = 0;
  let decimals = -1;
  for (let i = negative ? start + 1 : start; i < end; i++) {
    const digit = bytes[i]! - 0x30;
    if (digit >= 0 && digit <= 9) {
      mantissa = mantissa * 10 + digit;
      digits++;
      decimals += decimals < 0 ? 0 : 1;
    } else if (bytes[i] === 0x2e && decimals < 0) {
      decimals = 0;
    } else {
      return parseGeneral(bytes.toString('latin1', start, end));
    }
  }
  if (digits === 0 || digits > EXACT_DIGITS) {
    return parseGeneral(bytes.toString('latin1', start, end));
  }
  const value = decimals > 0 ? mantissa / POWERS_OF_TEN[decimals]! : mantissa;
  return negative ? -value : value;
}

function parseGeneral(text: string): number | undefined {
  const value = Number(text);
  return Number.isNaN(value) ? undefined : value;
}
