import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  readResultTable,
  ResultTableReader,
  type ArchitectureResolver,
  type ResultTableOptions,
} from '../../../../src/core/data/resultTable';

/** A space whose architectures are lower-case words; the same letters make the same architecture. */
const resolver: ArchitectureResolver = {
  parse(fields) {
    const arch = fields.get('arch') ?? fields.get('cell') ?? `${String(fields.get('normal'))}`;
    if (typeof arch !== 'string' || !/^[a-z]+$/.test(arch)) {
      return { kind: 'problem', message: 'not a word of this space', column: [...fields.keys()][0]! };
    }
    return { kind: 'architecture', architecture: { parts: [] }, key: [...arch].sort().join('') };
  },
};

const read = (text: string, options: Partial<ResultTableOptions> = {}) =>
  readResultTable(text, { format: 'csv', resolver, duplicates: 'first', ...options });
const codes = (table: ReturnType<typeof read>) => table.problems.map(({ code }) => code);

describe('readResultTable', () => {
  it('reads architectures and every numeric column', () => {
    const table = read('index,arch,acc,latency\n0,ab,93.5,1.5\n1,cd,92,2\n');
    expect(table.rows.map(({ row, line, key }) => [row, line, key])).toEqual([
      [1, 2, 'ab'],
      [2, 3, 'cd'],
    ]);
    expect(Object.fromEntries([...table.metrics].map(([name, values]) => [name, [...values]]))).toEqual({
      acc: [93.5, 92],
      latency: [1.5, 2],
    });
    expect(table).toMatchObject({ architectureColumns: ['arch'], problems: [], skipped: 0 });
  });

  it('names row and column of everything that it skips', () => {
    const table = read('arch,acc\nab,1\nX?,2\n,3\ncd,four\nef,\ngh,inf\nij\nkl,9\n', { targets: ['acc'] });
    expect(table.rows.map(({ key }) => key)).toEqual(['ab', 'kl']);
    expect(table.skipped).toBe(6);
    expect(table.problems.map(({ message }) => message)).toEqual([
      "Row 2 (line 3), column 'arch': not a word of this space; the row is skipped.",
      "Row 3 (line 4), column 'arch': not a word of this space; the row is skipped.",
      'Row 7 (line 8): 1 field where the header has 2; the row is skipped.',
      "Row 4 (line 5), column 'acc': 'four' is not a number; the row is not used for this column.",
      "Row 5 (line 6), column 'acc': no value; the row is not used for this column.",
      "Row 6 (line 7), column 'acc': the value is infinite; the row is not used for this column.",
    ]);
  });

  it('uses the first of isomorphic architectures, their mean, or all', () => {
    const text = 'arch,acc,lat\nab,1,\nba,3,5\ncd,7,6\nba,5,7\n';
    const first = read(text);
    expect([...first.metrics.get('acc')!]).toEqual([1, 7]);
    expect(codes(first).filter((code) => code === 'table-duplicate')).toHaveLength(2);
    expect(first.problems[0]!.message).toContain(
      'the same architecture as row 1, up to isomorphism; the row is skipped.',
    );
    const mean = read(text, { duplicates: 'mean' });
    expect([...mean.metrics.get('acc')!]).toEqual([3, 7]);
    expect([...mean.metrics.get('lat')!]).toEqual([6, 6]);
    const all = read(text, { duplicates: 'keep' });
    expect([...all.metrics.get('acc')!]).toEqual([1, 3, 7, 5]);
    expect(all.problems[0]).toMatchObject({ code: 'table-duplicate', severity: 'information' });
  });

  it('refuses what nothing can be learned from', () => {
    expect(codes(read(''))).toEqual(['table-empty']);
    expect(codes(read('arch,acc\n'))).toEqual(['table-empty']);
    expect(codes(read('arch,acc\nab,1\n'))).toEqual(['table-too-small']);
    expect(codes(read('name,acc\nx,1\ny,2\n'))).toEqual(['table-column-missing']);
    expect(read('arch,acc\nab,1\ncd,1\n', { targets: ['acc'] }).problems).toMatchObject([
      { code: 'table-value-constant', severity: 'error', column: 'acc' },
    ]);
    const missing = read('arch,acc\nab,1\ncd,2\n', { targets: ['accuracy'] });
    expect(missing.problems[0]!.message).toBe("There is no column 'accuracy'. The table has 'arch', 'acc'.");
    expect(missing.rows).toEqual([]);
  });

  it('leaves columns without numbers out, with one sentence', () => {
    const table = read('arch,note,acc\nab,good,1\ncd,bad,2\n');
    expect([...table.metrics.keys()]).toEqual(['acc']);
    expect(codes(table)).toEqual(['table-column-ignored']);
  });

  it('reads JSON lines whose rows differ in columns', () => {
    const table = read('{"acc":1}\n{"cell":"ab","acc":2}\n{"arch":"cd","acc":3,"lat":4}\n{"cell":"ef"}\n', {
      format: 'json-lines',
    });
    expect(table.rows.map(({ row }) => row)).toEqual([2, 3, 4]);
    expect([...table.metrics.get('acc')!]).toEqual([2, 3, NaN]);
    expect([...table.metrics.get('lat')!]).toEqual([NaN, 4, NaN]);
    expect(table.skipped).toBe(1);
    expect(table.problems[0]).toMatchObject({ code: 'table-architecture-missing', row: 1 });
  });

  it('is the same in chunks', () => {
    const text = '\ufeffarch;acc\r\nab;1\r\n"c\nd";2\r\nef;3\r\n';
    const whole = read(text);
    fc.assert(
      fc.property(fc.array(fc.nat({ max: 9 })), (cuts) => {
        const reader = new ResultTableReader({ format: 'csv', resolver, duplicates: 'first' });
        let position = 0;
        for (const cut of cuts) {
          reader.push(text.slice(position, position + cut));
          position += cut;
        }
        reader.push(text.slice(position));
        expect(reader.finish()).toEqual(whole);
      }),
    );
  });

  it('never throws, every row is used or skipped', () => {
    const unit = fc.constantFrom('arch', 'acc', 'ab', '1', ',', '"', '\n', '{', '}', ':', '"arch"', 'inf', '[');
    fc.assert(
      fc.property(fc.string({ unit }), fc.constantFrom('csv' as const, 'json-lines' as const), (text, format) => {
        const table = read(`arch,acc\n${text}`, { format });
        for (const values of table.metrics.values()) {
          expect(values).toHaveLength(table.rows.length);
        }
        expect(table.skipped).toBeGreaterThanOrEqual(0);
      }),
    );
  });
});
