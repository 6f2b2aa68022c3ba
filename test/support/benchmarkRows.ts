import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { benchmarkData } from './benchmarkData';

export type BenchmarkRow = Readonly<Record<string, string>>;

/** Rows of one of the published tables; fields hold no commas. */
export function benchmarkRows(table: string): BenchmarkRow[] {
  const text = gunzipSync(readFileSync(join(benchmarkData, `${table}.csv.gz`))).toString('utf8');
  const [header = '', ...lines] = text.trimEnd().split('\n');
  const columns = header.split(',');
  return lines.map((line) => {
    const fields = line.split(',');
    return Object.fromEntries(columns.map((column, index) => [column, fields[index] ?? '']));
  });
}
