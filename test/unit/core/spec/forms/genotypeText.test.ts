import { describe, expect, it } from 'vitest';
import {
  rangeOfNumbers,
  readGenotypeText,
  readPythonNumbers,
  type GenotypeText,
} from '../../../../../src/core/spec/forms/genotypeText';

function readGenotype(text: string): GenotypeText {
  const genotype = readGenotypeText(text);
  if (!genotype || 'message' in genotype) throw new Error(genotype?.message ?? 'no genotype');
  return genotype;
}

const PYTHON =
  "Genotype(normal=[('sep_conv_3x3', 0), ('skip_connect', 1)], normal_concat=range(2, 6), reduce=[('max_pool_3x3', 0)], reduce_concat=[2, 3])";

describe('a genotype on one line', () => {
  it('is read with the place of each name and number', () => {
    const { normal, reduce } = readGenotype(PYTHON);
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
    const { normal } = readGenotype('Genotype(normal=[["a", 0], ["b", 1]], reduce=[["c", 0]])');
    expect(normal).toMatchObject({ pairs: [{ operation: { text: 'a' } }, { operation: { text: 'b' } }] });
    expect(normal.concat).toBeUndefined();
  });

  it('may be the pairs of both cells', () => {
    const text = 'a~0 b~1 | c~0';
    const { normal, reduce } = readGenotype(text);
    expect(normal.pairs.map(({ start, end }) => text.slice(start, end))).toEqual(['a~0', 'b~1']);
    expect(reduce.pairs.map(({ start, end }) => text.slice(start, end))).toEqual(['c~0']);
  });

  it.each([
    '',
    'Genotype()',
    'Genotype(normal=[], reduce=[])',
    "Genotype(normal=[('a', 0)])",
    "Genotype(normal=[('a', 0), oops], reduce=[('b', 0)",
    'a~0',
    'a~0 | b~0 | c~0',
    'a~0 | b',
    `a~0 | ${'b~0 '.repeat(5000)}`,
  ])('%j is none', (text) => expect(readGenotypeText(text)).toBeUndefined());

  it.each([
    ["Genotype(normal=[('a', x)], reduce=[('b', 0)])", "('a', x)"],
    ["Genotype(normal=[('a', 0, 5)], reduce=[('b', 0)])", "('a', 0, 5)"],
    ["Genotype(normal=[('a', 0), ('b', 0.9)], reduce=[('b', 0)])", "('b', 0.9)"],
    ["Genotype(normal=[('a', 0), oops], reduce=[('b', 0)])", 'oops'],
    ["Genotype(normal=[('a', 0)] , normal_concat=[2, 3, x], reduce=[('b', 0)])", '[2, 3, x]'],
    ["Genotype(normal=[('a', 0)], reduce=[('b', 0)], reduce_concat=range(2, n))", 'range(2, n)'],
  ])('%s has a problem at %s', (text, part) => {
    const problem = readGenotypeText(text);
    if (!problem || 'normal' in problem) throw new Error('no problem');
    expect(text.slice(problem.start, problem.end)).toBe(part);
  });

  it('has its concatenation as any list or tuple', () => {
    const { normal, reduce } = readGenotype(
      "Genotype(normal=(('a', 0,),), normal_concat=(4, 5), reduce=[('b', 0)], reduce_concat=list(range(4,6)))",
    );
    expect([normal.concat, reduce.concat]).toEqual([
      [4, 5],
      [4, 5],
    ]);
    for (const text of ['range(4, 6)', '[*range(4,6)]', 'tuple(range(4, 6, 1))', '[4, 5,]', '( 4,5 )']) {
      expect(readPythonNumbers(text), text).toEqual([4, 5]);
    }
    for (const text of ['4, 5', '[4, 5', 'range(a)', '[4 5]', '']) expect(readPythonNumbers(text)).toBeUndefined();
  });

  it('counts as Python does', () => {
    expect(rangeOfNumbers([3])).toEqual([0, 1, 2]);
    expect(rangeOfNumbers([2, 4])).toEqual([2, 3]);
    expect(rangeOfNumbers([5, 2])).toEqual([]);
    expect(rangeOfNumbers([0, 1e9])).toHaveLength(100);
  });
});
