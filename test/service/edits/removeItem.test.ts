import { describe, expect, it } from 'vitest';
import { applyTextEdits } from '../../../src/core/spec/edit/textEdit';
import { defaultReadLimits } from '../../../src/core/spec/syntax/limits';
import { parseSyntax } from '../../../src/core/spec/syntax/parseSyntax';
import { appendItem } from '../../../src/service/edits/appendItem';
import { removeItem } from '../../../src/service/edits/removeItem';
import { findItem } from '../../../src/service/edits/syntaxItems';

const treeOf = (text: string) => parseSyntax(text, /^[{[]/.test(text) ? 'json' : 'yaml', defaultReadLimits);

/** Removes what stands between « and ». */
function removed(marked: string): string | undefined {
  const start = marked.indexOf('«');
  const end = marked.indexOf('»') - 1;
  const text = marked.replace('«', '').replace('»', '');
  const edits = removeItem(text, treeOf(text), { start, end });
  return edits && applyTextEdits(text, edits);
}

describe('removeItem in brackets', () => {
  it.each([
    ['{"a": [«"x"», "y", "z"]}', '{"a": ["y", "z"]}'],
    ['{"a": ["x", «"y"», "z"]}', '{"a": ["x", "z"]}'],
    ['{"a": ["x", "y", «"z"»]}', '{"a": ["x", "y"]}'],
    ['{"a": ["x", "y", "«z»"]}', '{"a": ["x", "y"]}'],
    ['{"a": [«"x"»]}', '{"a": []}'],
    ['{«"a": 1», "b": 2}', '{"b": 2}'],
    ['a: { x: 1, «y: 2» }', 'a: { x: 1 }'],
    ['{\n  "a": 1,\n  «"b": 2»\n}\n', '{\n  "a": 1\n}\n'],
    [
      '{\n  "a": 1, // one\n  «"b": 2», // two\n  // three\n  "c": 3\n}\n',
      '{\n  "a": 1, // one\n  // three\n  "c": 3\n}\n',
    ],
    ['{\n  "a": 1, // one\n  «"b": 2» // two\n}\n', '{\n  "a": 1 // one\n}\n'],
    ['{\r\n  "a": 1,\r\n  «"b": 2»\r\n}\r\n', '{\r\n  "a": 1\r\n}\r\n'],
  ])('%j', (text, expected) => {
    expect(removed(text)).toBe(expected);
  });
});

describe('removeItem in YAML blocks', () => {
  it.each([
    ['a:\n  «x: 1»\n  y: 2\n', 'a:\n  y: 2\n'],
    ['a:\n  x: 1\n  «y: 2» # note\n', 'a:\n  x: 1\n'],
    ['a:\n  x: 1\n  «y: 2»', 'a:\n  x: 1'],
    ['a:\r\n  x: 1\r\n  «y: 2»', 'a:\r\n  x: 1'],
    ['a:\n  - «x»\n  - y\n', 'a:\n  - y\n'],
    ['a:\n  - «x»\n', 'a: []\n'],
    ['a:\n  «x: 1»\nb: 2\n', 'a: {}\nb: 2\n'],
    ['a:\n  «x:\n    deep: 1\n    # inside\n    deeper: 2»\n\n  # stays\n  y: 2\n', 'a:\n\n  # stays\n  y: 2\n'],
    ['- «x: 1»\n  y: 2\n', '- y: 2\n'],
  ])('%j', (text, expected) => {
    expect(removed(text)).toBe(expected);
  });

  it('leaves alone what is not a whole item', () => {
    expect(removed('a: "|«none»~0|"\n')).toBeUndefined();
    expect(removed('«just text»')).toBeUndefined();
  });

  it('does not reach through aliases', () => {
    // The range is that of the alias, the pair around it is what goes.
    expect(removed('a: &x\n  k: 1\nb: *«x»\n')).toBeUndefined();
    expect(removed('a: &x\n  k: 1\n«b: *x»\n')).toBe('a: &x\n  k: 1\n');
  });
});

describe('findItem', () => {
  it('finds the innermost item', () => {
    const text = '{"a": {"b": [1, 2]}}';
    const at = text.indexOf('2');
    expect(findItem(treeOf(text).root, { start: at, end: at + 1 })).toMatchObject({
      index: 1,
      parent: { kind: 'sequence' },
    });
  });
});

describe('appendItem', () => {
  it.each([
    ['{"a": ["x"]}', '"y"', '{"a": ["x", "y"]}'],
    ['{"a": []}', '"y"', '{"a": ["y"]}'],
    ['{"a": "x"}', '"y"', '{"a": ["x", "y"]}'],
    ['a:\n  - x # note\n', 'y', 'a:\n  - x # note\n  - y\n'],
    ['a:\n  - x', 'y', 'a:\n  - x\n  - y'],
    ['a: [x]', 'y', 'a: [x, y]'],
    ['a: x', 'y', 'a: [x, y]'],
    ['a:', 'y', 'a: [y]'],
    ['{"a": [\n  "x",\n  "y"\n]}', '"z"', '{"a": [\n  "x",\n  "y",\n  "z"\n]}'],
  ])('%j', (text, item, expected) => {
    const { root } = treeOf(text);
    const node = root?.kind === 'mapping' ? root.pairs[0]?.value : undefined;
    const edit = node && appendItem(text, node, item);
    expect(edit && applyTextEdits(text, [edit])).toBe(expected);
  });
});
