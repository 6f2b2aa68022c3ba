import { describe, expect, it } from 'vitest';
import { MetricColumnReader } from '../../../../src/core/data/metricColumn';

function read(fields: readonly unknown[], requested = true) {
  const column = new MetricColumnReader('acc', requested);
  fields.forEach((field, i) => column.add(field, { row: i + 1, line: i + 2 }));
  const { values, problems } = column.finish();
  return { values: values && [...values], problems: problems.map(({ code, row }) => [code, row]) };
}

describe('MetricColumnReader', () => {
  it('turns what is no finite number into NaN with a problem', () => {
    expect(read(['1', '', 'abc', 'inf', 2])).toEqual({
      values: [1, NaN, NaN, NaN, 2],
      problems: [
        ['table-value-missing', 2],
        ['table-value-not-numeric', 3],
        ['table-value-infinite', 4],
      ],
    });
  });

  it('reports constants and too few values', () => {
    expect(read(['3', '3', '3.0']).problems).toEqual([['table-value-constant', undefined]]);
    expect(read(['3', 'x']).problems).toEqual([
      ['table-value-not-numeric', 2],
      ['table-too-small', undefined],
    ]);
  });

  it('leaves a column without numbers out, unless it was asked for', () => {
    expect(read(['a', 'b'], false)).toEqual({ values: undefined, problems: [['table-column-ignored', undefined]] });
    expect(read(['a', 'b'], true).values).toEqual([NaN, NaN]);
  });

  it('takes rows back and replaces values', () => {
    const column = new MetricColumnReader('acc', false);
    column.add('x', { row: 1, line: 2 });
    column.add(5, { row: 2, line: 3 });
    column.dropLast();
    column.set(0, 7);
    expect([...column.finish().values!]).toEqual([7]);
  });
});
