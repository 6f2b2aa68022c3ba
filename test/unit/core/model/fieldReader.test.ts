import { describe, expect, it } from 'vitest';
import { FieldError, FieldReader } from '../../../../src/core/model/fieldReader';

const reader = (value: unknown) => new FieldReader(value);

describe('FieldReader', () => {
  it('names the place of what is wrong', () => {
    const root = reader({ a: { list: [1, 'x'] } });
    expect(() => root.field('a').field('list').numbers()).toThrow('a.list[1]: expected a number');
    expect(() => root.field('b').field('c')).toThrow('b: expected an object');
    try {
      root.field('a').field('missing').string();
      expect.unreachable();
    } catch (error) {
      expect(error).toBeInstanceOf(FieldError);
      expect((error as FieldError).place).toBe('a.missing');
    }
  });

  it('looks at own properties only', () => {
    expect(reader({}).field('toString').isAbsent).toBe(true);
    expect(reader({}).field('constructor').isAbsent).toBe(true);
    expect(reader(JSON.parse('{"__proto__":{"a":1}}')).field('a').isAbsent).toBe(true);
  });

  it('checks numbers', () => {
    expect(reader(3).number({ minimum: 3, maximum: 3 })).toBe(3);
    for (const value of ['3', null, Number.NaN, Infinity, true, [3]]) {
      expect(() => reader(value).number()).toThrow(FieldError);
    }
    expect(() => reader(2).number({ minimum: 3 })).toThrow('a number from 3');
    expect(() => reader(2).number({ maximum: 1 })).toThrow('a number up to 1');
    expect(() => reader(2).number({ minimum: 0, maximum: 1 })).toThrow('a number from 0 to 1');
    expect(() => reader(2.5).integer()).toThrow('a whole number');
    expect(() => reader([1, 2]).numbers({ length: 3 })).toThrow('3 numbers');
  });

  it('checks texts, choices, truth values and lists', () => {
    expect(reader('abc').string(3)).toBe('abc');
    expect(() => reader('abcd').string(3)).toThrow('at most 3 characters');
    expect(() => reader('abc').matching(/^x/, 'an x')).toThrow('expected an x');
    expect(reader('b').oneOf(['a', 'b'])).toBe('b');
    expect(() => reader('c').oneOf(['a', 'b'])).toThrow('a or b');
    expect(() => reader('true').boolean()).toThrow('true or false');
    expect(() => reader({ length: 1 }).list((item) => item)).toThrow('a list');
    expect(() => reader([1, 2, 3]).list((item) => item, { maximum: 2 })).toThrow('0 to 2 items');
    expect(() => reader({ a: 1, b: 2 }).entries(1)).toThrow('at most 1 fields');
    expect(() => reader([]).entries()).toThrow('an object');
  });

  it('leaves absent fields out', () => {
    expect(
      reader({})
        .field('a')
        .optional((field) => field.number()),
    ).toBeUndefined();
    expect(
      reader({ a: 1 })
        .field('a')
        .optional((field) => field.number()),
    ).toBe(1);
  });
});
