import { existsSync } from 'node:fs';
import { resolve } from 'node:path';

/** The directory of the published benchmark tables, where there is one; tests on them are skipped elsewhere. */
export const benchmarkData: string = resolve(process.env['FLOWCELL_DATA'] ?? '../shared/data');
export const hasBenchmarkData = existsSync(benchmarkData);
if (!hasBenchmarkData) {
  console.warn(
    `No benchmark tables at ${benchmarkData}: tests on them are skipped. FLOWCELL_DATA names another directory.`,
  );
}
