import { describe, expect, it } from 'vitest';
import { references } from '../../src/service/references';
import { marked, nb101, nb201, textOf } from './support/cellFile';

const found = (text: string, includeDeclaration = true): string[] => {
  const { file, offset } = marked(text);
  return references(file, offset, includeDeclaration).map(
    ({ range }) => `${range.start.line}:${range.start.character} ${textOf(file, range)}`,
  );
};

describe('references', () => {
  it('finds every mention of a node in its cell', () => {
    expect(found(nb101.replace('[a, input]', '[<|>a, input]'))).toEqual(['4:6 a', '5:36 a']);
    expect(found(nb101.replace('[a, input]', '[<|>a, input]'), false)).toEqual(['5:36 a']);
  });

  it('finds every use of an operation in the file', () => {
    expect(found(nb201.replace('1 -> 2: skip', '1 -> 2: sk<|>ip')).map((text) => text.split(' ')[1])).toEqual([
      'skip_connect',
      'skip_connect',
    ]);
  });

  it('counts aliases as the same operation', () => {
    const text =
      'space: nas-bench-101\ncells:\n  m:\n    matrix: [[0, 1, 0, 0], [0, 0, 1, 0], [0, 0, 0, 1], [0, 0, 0, 0]]\n    ops: [input, conv3x3, con<|>v3x3-bn-relu, output]\n';
    expect(found(text).map((hit) => hit.split(' ')[1])).toEqual(['conv3x3', 'conv3x3-bn-relu']);
  });

  it('is empty elsewhere', () => {
    expect(found(nb101.replace('chain', 'ch<|>ain'))).toEqual([]);
  });
});
