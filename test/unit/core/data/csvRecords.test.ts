import { describe, expect, it } from 'vitest';
import { CsvRecordReader } from '../../../../src/core/data/csvRecords';
import { ProblemList } from '../../../../src/core/data/tableProblem';
import type { TableRecord } from '../../../../src/core/data/tableRecords';

function read(...chunks: readonly string[]) {
  const problems = new ProblemList();
  const records: TableRecord[] = [];
  const reader = new CsvRecordReader(problems, (record) => records.push(record));
  chunks.forEach((chunk) => reader.push(chunk));
  reader.finish();
  return {
    columns: reader.columns,
    rows: records.map(({ row, line, fields }) => [row, line, ...fields.values()]),
    problems: problems.all(),
  };
}

describe('CsvRecordReader', () => {
  it('gives fields by column name with row and line', () => {
    expect(read('a,b\n1,2\n\n3,4')).toEqual({
      columns: ['a', 'b'],
      rows: [
        [1, 2, '1', '2'],
        [2, 4, '3', '4'],
      ],
      problems: [],
    });
  });

  it('skips ragged rows with row, line and counts', () => {
    const { rows, problems } = read('a,b\n1,2,3\n4\n5,6\n');
    expect(rows).toEqual([[3, 4, '5', '6']]);
    expect(problems.map(({ message }) => message)).toEqual([
      'Row 1 (line 2): 3 fields where the header has 2; the row is skipped.',
      'Row 2 (line 3): 1 field where the header has 2; the row is skipped.',
    ]);
  });

  it('finds semicolons and tabs, whatever the chunks', () => {
    expect(read('a;', 'b\r', '\n1;2').rows).toEqual([[1, 2, '1', '2']]);
    expect(read('\ufeff', '\n', 'a\tb\n', '1\t2\n').columns).toEqual(['a', 'b']);
  });

  it('names columns without a name or with one used before', () => {
    const { columns, problems } = read('a,,a\n1,2,3');
    expect(columns).toEqual(['a', 'column 2', 'column 3']);
    expect(problems.map(({ code }) => code)).toEqual(['table-header', 'table-header']);
  });

  it('reports broken quotes at their row', () => {
    const { problems } = read('a,b\n1,2\n3,"open\n5,6\n');
    expect(problems[0]).toMatchObject({ code: 'table-csv', row: 2, line: 3, column: 'b' });
    expect(problems[0]?.message).toMatch(
      /opens in line 3 is never closed, so everything up to line 4 became one field/,
    );
  });

  it('reads an empty text as nothing', () => {
    expect(read('')).toEqual({ columns: [], rows: [], problems: [] });
    expect(read('a,b').rows).toEqual([]);
  });
});
