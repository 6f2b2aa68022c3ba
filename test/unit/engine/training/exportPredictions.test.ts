import { describe, expect, it } from 'vitest';
import { exportText, type ExportRow } from '../../../../src/engine/training/exportPredictions';

const row = (name: string, value = 91.23456789): ExportRow => ({
  fields: { name, arch: '{"a":1}' },
  targets: [
    {
      target: { name: 'acc', title: 'Accuracy', unit: 'percent', higherIsBetter: true },
      ...{ value, low: -1.5, high: 92, topPercent: 1e-9 },
    },
  ],
  model: 'tiny',
});

const namesIn = (csv: string): string[] =>
  csv
    .trimEnd()
    .split('\n')
    .slice(1)
    .map((line) => line.slice(0, line.indexOf(',"{""a""')));

describe('exportText', () => {
  it('writes a CSV table whose numbers are numbers', () => {
    expect(exportText([row('a')], 'csv')).toBe(
      'name,arch,acc,acc_low,acc_high,acc_top_percent\na,"{""a"":1}",91.23457,-1.5,92,1e-9\n',
    );
  });

  it('keeps spreadsheets from computing names', () => {
    const names = ['=1+1', '+cmd', '@SUM(A1)', '-x', '=HYPERLINK("u")', 'a=b'];
    expect(
      namesIn(
        exportText(
          names.map((name) => row(name)),
          'csv',
        ),
      ),
    ).toEqual(["'=1+1", "'+cmd", "'@SUM(A1)", "'-x", '"\'=HYPERLINK(""u"")"', 'a=b']);
    const { target, ...numbers } = row('a').targets[0]!;
    const strange = { ...row('a'), targets: [{ ...numbers, target: { ...target, name: '=now()' } }] };
    expect(exportText([strange], 'csv')).toMatch(/^name,arch,'=now\(\),/);
  });

  it('leaves names that are numbers as they are', () => {
    expect(
      namesIn(
        exportText(
          ['-1', '+2.5', '-1e-3'].map((name) => row(name)),
          'csv',
        ),
      ),
    ).toEqual(['-1', '+2.5', '-1e-3']);
  });

  it('has everything as it is in JSON lines', () => {
    expect(JSON.parse(exportText([row('=1+1', -2)], 'jsonl'))).toEqual({
      ...{ name: '=1+1', arch: '{"a":1}', model: 'tiny' },
      ...{ acc: -2, acc_low: -1.5, acc_high: 92, acc_top_percent: 1e-9 },
    });
  });
});
