import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';

/** A benchmark table in memory: one header line, comma separated, no quoting (the format of the tables' own README). */
export interface GzipTable {
  readonly rows: number;
  has(column: string): boolean;
  /** Texts of a column. @throws RangeError naming the columns there are */
  texts(column: string): readonly string[];
  /** Numbers of a column; empty fields are NaN. */
  numbers(column: string): Float64Array;
}

/** @throws Error if the file cannot be read */
export function readGzipTable(path: string): GzipTable {
  const lines = gunzipSync(readFileSync(path)).toString('latin1').split('\n');
  if (lines.at(-1) === '') lines.pop();
  const header = (lines.shift() ?? '').split(',');
  const rows = lines.map((line) => line.split(','));
  const texts = (column: string): readonly string[] => {
    const at = header.indexOf(column);
    if (at < 0) throw new RangeError(`${path} has no column ${column}: ${header.join(', ')}`);
    return rows.map((row) => row[at] ?? '');
  };
  return {
    rows: rows.length,
    has: (column) => header.includes(column),
    texts,
    numbers: (column) => Float64Array.from(texts(column), (text) => (text === '' ? Number.NaN : Number(text))),
  };
}
