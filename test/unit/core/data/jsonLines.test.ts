import { describe, expect, it } from 'vitest';
import { JsonLinesReader } from '../../../../src/core/data/jsonLines';
import { ProblemList } from '../../../../src/core/data/tableProblem';
import type { TableRecord } from '../../../../src/core/data/tableRecords';

function read(...chunks: readonly string[]) {
  const problems = new ProblemList();
  const records: TableRecord[] = [];
  const reader = new JsonLinesReader(problems, (record) => records.push(record));
  chunks.forEach((chunk) => reader.push(chunk));
  reader.finish();
  return { columns: reader.columns, records, problems: problems.all() };
}

describe('JsonLinesReader', () => {
  it('reads an object a line and unites the columns', () => {
    const { columns, records } = read('\ufeff{"a":1}\n\n{"b":"x","a":null}');
    expect(columns).toEqual(['a', 'b']);
    expect(records.map(({ row, line, fields }) => [row, line, Object.fromEntries(fields)])).toEqual([
      [1, 1, { a: 1 }],
      [2, 3, { b: 'x', a: null }],
    ]);
  });

  it('takes chunks cut anywhere, a CRLF included', () => {
    const { records } = read('{"a"', ':1}\r', '\n{"a":2}\r\n', '', '{"a":3}');
    expect(records.map(({ line, fields }) => [line, fields.get('a')])).toEqual([
      [1, 1],
      [2, 2],
      [3, 3],
    ]);
  });

  it('reports lines that are no JSON object and goes on', () => {
    const { records, problems } = read('{"a":1}\nnot json\n[1]\nnull\n{"a":2}\n');
    expect(records).toHaveLength(2);
    expect(problems.map(({ code, row }) => [code, row])).toEqual([
      ['table-json', 2],
      ['table-json', 3],
      ['table-json', 4],
    ]);
    expect(problems[0]!.message).toMatch(/^Row 2 \(line 2\): not JSON \(.*\); the row is skipped\.$/);
  });

  it('does not let a __proto__ key change anything', () => {
    const { records } = read('{"__proto__":{"polluted":1},"a":1}');
    expect(records[0]!.fields.get('a')).toBe(1);
    expect(({} as { polluted?: number }).polluted).toBeUndefined();
  });
});
