import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { BenchmarkTableError, readColumns } from '../../../../scripts/tables/columns';

const folder = mkdtempSync(join(tmpdir(), 'flowcell-columns-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function read(text: string, textColumns: readonly string[] = []) {
  const path = join(folder, 'table.csv.gz');
  writeFileSync(path, gzipSync(text));
  return readColumns(path, textColumns);
}

describe('readColumns', () => {
  it('reads numbers and text, empty fields as NaN', () => {
    const table = read('index,arch,acc\n0,|a~0|,93.5\n1,,\n', ['arch']);
    expect(table.rows).toBe(2);
    expect([...table.numbers.get('index')!]).toEqual([0, 1]);
    expect([...table.numbers.get('acc')!]).toEqual([93.5, NaN]);
    expect(table.texts.get('arch')).toEqual(['|a~0|', '']);
  });

  it('does without a final line feed', () => {
    expect([...read('a\n1\n2').numbers.get('a')!]).toEqual([1, 2]);
    expect(read('a\n').rows).toBe(0);
  });

  it('reads every number as JavaScript does', () => {
    const number = fc.oneof(
      fc.double({ noNaN: true, noDefaultInfinity: true }),
      fc.double({ noNaN: true, min: -1e6, max: 1e6 }).map((value) => Number(value.toFixed(4))),
      fc.integer(),
    );
    fc.assert(
      fc.property(fc.array(number, { minLength: 1 }), (values) => {
        const table = read(`a\n${values.map((value) => (Object.is(value, -0) ? '-0' : String(value))).join('\n')}\n`);
        expect([...table.numbers.get('a')!]).toEqual(values);
      }),
    );
    expect([...read('a\n-100000000\n2.01819e+26\n-0.5\n.5\n').numbers.get('a')!]).toEqual([
      -1e8, 2.01819e26, -0.5, 0.5,
    ]);
  });

  it('names file, row and column of what is malformed', () => {
    expect(() => read('a,b\n1,x\n')).toThrow("table.csv.gz: row 1, column 'b': not a number");
    expect(() => read('a,b\n1,2\n3\n')).toThrow('table.csv.gz: row 2 does not have 2 fields');
    expect(() => read('a,b\n1,2,3\n')).toThrow('row 1 does not have 2 fields');
    expect(() => read('a\n1\n', ['arch'])).toThrow("no column 'arch'");
    expect(() => read('a')).toThrow('no header line');
    expect(() => read('a\n-\n')).toThrow('not a number');
    expect(() => readColumns(join(folder, 'missing.csv.gz'), [])).toThrow(BenchmarkTableError);
    writeFileSync(join(folder, 'plain.csv.gz'), 'a\n1\n');
    expect(() => readColumns(join(folder, 'plain.csv.gz'), [])).toThrow('cannot be read');
  });
});
