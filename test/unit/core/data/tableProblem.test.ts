import { describe, expect, it } from 'vitest';
import { ProblemList, quote } from '../../../../src/core/data/tableProblem';

describe('ProblemList', () => {
  it('names row, line and column in the message', () => {
    const list = new ProblemList();
    list.add(
      { code: 'table-value-missing', severity: 'warning', column: 'acc', message: 'no value.' },
      { row: 2, line: 3 },
    );
    expect(list.all()).toEqual([
      {
        code: 'table-value-missing',
        severity: 'warning',
        column: 'acc',
        row: 2,
        line: 3,
        message: "Row 2 (line 3), column 'acc': no value.",
      },
    ]);
  });

  it('lists twenty of a kind and counts the rest', () => {
    const list = new ProblemList();
    for (let row = 1; row <= 1000; row++) {
      list.add({ code: 'table-json', severity: 'warning', message: 'bad.' }, { row, line: row });
    }
    list.add({ code: 'table-empty', severity: 'error', message: 'other.' });
    expect(list.count('table-json')).toBe(1000);
    expect(list.all()).toHaveLength(22);
    expect(list.all().at(-1)!.message).toContain('980 more');
  });
});

describe('quote', () => {
  it('keeps text from a file on one short line', () => {
    expect(quote('a\nb\u2028c\u0000')).toBe("'a b c '");
    expect(quote('x'.repeat(1000))).toHaveLength(62);
    expect(quote('😀'.repeat(100))).not.toMatch(/[\ud800-\udbff](?![\udc00-\udfff])/);
  });
});
