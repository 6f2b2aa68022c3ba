import { describe, expect, it } from 'vitest';
import { definition } from '../../src/service/definition';
import { marked, nb101, nb201, uri } from './support/cellFile';

const lineOf = (text: string): number | undefined => {
  const { file, offset } = marked(text);
  const found = definition(file, offset);
  expect(found === undefined || found.uri === uri).toBe(true);
  return found?.range.start.line;
};

describe('definition', () => {
  it('leads from a mention to the declaration', () => {
    expect(lineOf(nb101.replace('[a, input]', '[<|>a, input]'))).toBe(4);
    expect(lineOf(nb101.replace('[b]', '[b<|>]'))).toBe(5);
  });

  it('leads to the first mention where nothing declares the node', () => {
    expect(lineOf(nb101.replace('[a, input]', '[a, in<|>put]'))).toBe(4);
    expect(lineOf(nb201.replace('2 -> 3', '2<|> -> 3'))).toBe(5);
  });

  it('is silent elsewhere', () => {
    expect(lineOf(nb101.replace('maxpool', 'max<|>pool'))).toBeUndefined();
    expect(lineOf('<|>')).toBeUndefined();
  });
});
