import { describe, expect, it } from 'vitest';
import { rangeOfNumbers, readGenotypeText } from '../../../../../src/core/spec/forms/genotypeText';

const PYTHON =
  "Genotype(normal=[('sep_conv_3x3', 0), ('skip_connect', 1)], normal_concat=range(2, 6), reduce=[('max_pool_3x3', 0)], reduce_concat=[2, 3])";

describe('a genotype on one line', () => {
  it('is read with the place of each name and number', () => {
    const { normal, reduce } = readGenotypeText(PYTHON)!;
    for (const { operation, input, start, end } of [...normal.pairs, ...reduce.pairs]) {
      expect(PYTHON.slice(operation.start, operation.start + operation.text.length)).toBe(operation.text);
      expect(PYTHON.slice(input.start, input.start + input.text.length)).toBe(input.text);
      expect(PYTHON.slice(start, end)).toMatch(/^\('\w+', \d\)$/);
    }
    expect([normal.concat, reduce.concat]).toEqual([
      [2, 3, 4, 5],
      [2, 3],
    ]);
  });

  it('may leave the concatenation out, use brackets and double quotes', () => {
    const { normal } = readGenotypeText('Genotype(normal=[["a", 0], ["b", 1]], reduce=[["c", 0]])')!;
    expect(normal).toMatchObject({ pairs: [{ operation: { text: 'a' } }, { operation: { text: 'b' } }] });
    expect(normal.concat).toBeUndefined();
  });

  it('may be the pairs of both cells', () => {
    const text = 'a~0 b~1 | c~0';
    const { normal, reduce } = readGenotypeText(text)!;
    expect(normal.pairs.map(({ start, end }) => text.slice(start, end))).toEqual(['a~0', 'b~1']);
    expect(reduce.pairs.map(({ start, end }) => text.slice(start, end))).toEqual(['c~0']);
  });

  it.each([
    '',
    'Genotype()',
    'Genotype(normal=[], reduce=[])',
    "Genotype(normal=[('a', 0)])",
    "Genotype(normal=[('a', x)], reduce=[('b', 0)])",
    "Genotype(normal=[('a', 0), oops], reduce=[('b', 0)",
    'a~0',
    'a~0 | b~0 | c~0',
    'a~0 | b',
    `a~0 | ${'b~0 '.repeat(5000)}`,
  ])('%j is none', (text) => expect(readGenotypeText(text)).toBeUndefined());

  it('counts as Python does', () => {
    expect(rangeOfNumbers([3])).toEqual([0, 1, 2]);
    expect(rangeOfNumbers([2, 4])).toEqual([2, 3]);
    expect(rangeOfNumbers([5, 2])).toEqual([]);
    expect(rangeOfNumbers([0, 1e9])).toHaveLength(100);
  });
});
