import { describe, expect, it } from 'vitest';
import { readMetricValue } from '../../../../src/core/data/metricValue';

describe('readMetricValue', () => {
  it('reads decimal notation', () => {
    for (const [text, value] of [
      ['93.5', 93.5],
      [' -1e-3 ', -0.001],
      ['.5', 0.5],
      ['5.', 5],
      ['+2E+2', 200],
    ] as const) {
      expect(readMetricValue(text)).toEqual({ kind: 'number', value });
    }
    expect(readMetricValue(7)).toEqual({ kind: 'number', value: 7 });
  });

  it('tells missing, infinite and not numeric apart', () => {
    for (const missing of ['', '  ', 'NaN', 'NA', 'null', 'None', '-', null, undefined]) {
      expect(readMetricValue(missing)).toEqual({ kind: 'missing' });
    }
    for (const infinite of ['inf', '-Infinity', '1e999', Infinity]) {
      expect(readMetricValue(infinite)).toEqual({ kind: 'infinite' });
    }
    for (const text of ['93,5', '0x10', '93 %', 'abc', '1_000', '1e']) {
      expect(readMetricValue(text)).toEqual({ kind: 'not-numeric', text });
    }
    expect(readMetricValue([1])).toEqual({ kind: 'not-numeric', text: 'a list' });
    expect(readMetricValue(true)).toEqual({ kind: 'not-numeric', text: 'boolean' });
    expect(readMetricValue({})).toEqual({ kind: 'not-numeric', text: 'object' });
  });
});
