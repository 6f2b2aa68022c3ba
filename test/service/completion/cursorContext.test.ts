import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cursorContext, type CursorContext } from '../../../src/service/completion/cursorContext';
import { nb101, nb101Json, nb201 } from '../support/cellFile';

const MARK = '<|>';

function contextAt(
  text: string,
  language: 'json' | 'yaml',
): (Omit<CursorContext, 'token'> & { token: string }) | undefined {
  const offset = text.indexOf(MARK);
  const plain = text.replace(MARK, '');
  const context = cursorContext(plain, offset, language);
  return context && { ...context, token: plain.slice(context.token.start, context.token.end) };
}
const json = (text: string): ReturnType<typeof contextAt> => contextAt(text, 'json');
const yaml = (text: string): ReturnType<typeof contextAt> => contextAt(text, 'yaml');

describe('cursorContext in JSON', () => {
  it('finds keys with their siblings on both sides', () => {
    expect(json('{"space": "x", "ce<|>", "last": 1}')).toEqual({
      kind: 'key',
      path: [],
      token: 'ce',
      quote: '"',
      siblings: ['space', 'last'],
      beside: [],
    });
  });

  it('finds values by their path', () => {
    expect(json('{"cells": {"a": {"edges": {"0 -> 1": "nor<|>"}}}}')).toMatchObject({
      kind: 'value',
      path: ['cells', 'a', 'edges', '0 -> 1'],
      token: 'nor',
    });
    expect(json('{"cells": {"a": {"normal": [["x", 0], ["y", <|>]]}}}')).toMatchObject({
      kind: 'value',
      path: ['cells', 'a', 'normal', 1, 1],
      token: '',
    });
  });

  it.each([
    ['{<|>', 'key', []],
    ['{"a": <|>', 'value', ['a']],
    ['{"a":<|>', 'value', ['a']],
    ['{"a": {"b": "c<|>', 'value', ['a', 'b']],
    ['{"a": [<|>', 'value', ['a', 0]],
    ['{"a": ["x", <|>', 'value', ['a', 1]],
    ['{"a": 1, <|>', 'key', []],
    ['{"a": {"b": [1, 2]}, "c": {<|>', 'key', ['c']],
    ['{"a": "un\n"b": {"c": <|>', 'value', ['a', 'c']],
    ['<|>', 'value', []],
    ['"<|>"', 'value', []],
    ['{"a": "\\"<|>"}', 'value', ['a']],
  ])('works while the text is broken: %s', (text, kind, path) => {
    const found = json(text);
    expect(found?.kind).toBe(kind);
    if (text !== '{"a": "un\n"b": {"c": <|>') expect(found?.path).toEqual(path);
  });

  it('is silent in comments and after the end', () => {
    expect(json('{ // comm<|>ent\n}')).toBeUndefined();
    expect(json('{ /* comm<|>ent */ }')).toBeUndefined();
    expect(json('{ /* comment */<|> }')).toMatchObject({ kind: 'key' });
    expect(json('{} <|>')).toBeUndefined();
  });

  it('survives a byte-order mark', () => {
    expect(json('\uFEFF{"a": "<|>"}')).toMatchObject({ kind: 'value', path: ['a'] });
  });
});

describe('cursorContext in YAML', () => {
  it('finds values of block mappings', () => {
    expect(yaml(nb201.replace('1 -> 2: skip', '1 -> 2: skip<|>'))).toEqual({
      kind: 'value',
      path: ['cells', 'candidate', 'edges', '1 -> 2'],
      token: 'skip_connect',
      quote: '',
      siblings: [],
      beside: ['0 -> 1', '0 -> 2', '1 -> 2', '0 -> 3', '1 -> 3', '2 -> 3'],
    });
  });

  it('finds values of flow collections inside blocks', () => {
    expect(yaml(nb101.replace('[a, input]', '[a, inp<|>]'))).toMatchObject({
      kind: 'value',
      path: ['cells', 'chain', 'nodes', 'b', 'inputs', 1],
      token: 'inp',
    });
    expect(yaml(nb101.replace('op: maxpool', 'o<|>: maxpool'))).toMatchObject({
      kind: 'key',
      path: ['cells', 'chain', 'nodes', 'b'],
      siblings: ['o', 'inputs'].filter((key) => key !== 'o'),
    });
  });

  it('finds keys on empty lines by their column', () => {
    expect(yaml('space: x\ncells:\n  one:\n    arch: y\n  <|>')).toMatchObject({
      kind: 'key',
      path: ['cells'],
      siblings: ['one'],
    });
    expect(yaml('space: x\ncells:\n  one:\n    <|>')).toMatchObject({ kind: 'key', path: ['cells', 'one'] });
    expect(yaml('space: x\n<|>\ncells: {}')).toMatchObject({ kind: 'key', path: [], siblings: ['space', 'cells'] });
    expect(yaml('space: x\ncells:\n  one:\n    arch: y\n<|>')).toMatchObject({
      kind: 'key',
      path: [],
      siblings: ['space', 'cells'],
    });
  });

  it('knows siblings below the cursor', () => {
    expect(yaml(nb201.replace('0 -> 2: none', '0 -<|>'))).toMatchObject({
      kind: 'key',
      path: ['cells', 'candidate', 'edges'],
      token: '0 -',
      siblings: ['0 -> 1', '1 -> 2', '0 -> 3', '1 -> 3', '2 -> 3'],
    });
  });

  it.each([
    ['sp<|>', 'key', []],
    ['<|>', 'key', []],
    ['space: <|>', 'value', ['space']],
    ['space:<|>', 'value', ['space']],
    ['cells:\n  a:\n    normal:\n      - [skip_connect, <|>', 'value', ['cells', 'a', 'normal', 0, 1]],
    ['cells:\n  a:\n    normal:\n      - [skip_connect, 0]\n      - [<|>', 'value', ['cells', 'a', 'normal', 1, 0]],
    ['cells:\n  a:\n    normal:\n    - [skip_connect, 0]\n    - [<|>', 'value', ['cells', 'a', 'normal', 1, 0]],
    [
      'cells:\n  a:\n    normal:\n    - [skip_connect, 0]\n    reduce:\n    - <|>',
      'value',
      ['cells', 'a', 'reduce', 0],
    ],
    ['cells:\n  a:\n    nodes:\n      - name: b\n        op: <|>', 'value', ['cells', 'a', 'nodes', 0, 'op']],
    [
      'cells:\n  a:\n    nodes:\n      b: {op: x, inputs: [c,\n      d: {op: <|>',
      'value',
      ['cells', 'a', 'nodes', 'd', 'op'],
    ],
    ['cells:\n  a:\n    arch: "|no<|>', 'value', ['cells', 'a', 'arch']],
    ['cells:\n  \'a b\':\n    edges:\n      "0 -> 1": <|>', 'value', ['cells', 'a b', 'edges', '0 -> 1']],
    ['a:\n  text: |\n    key: 1\n  b: <|>', 'value', ['a', 'b']],
    ['# first\n---\nspace: <|>', 'value', ['space']],
    ['a: 1 # note\nb: <|>', 'value', ['b']],
    ['cells:\r\n  a:\r\n    arch: <|>\r\n', 'value', ['cells', 'a', 'arch']],
  ])('%j', (text, kind, path) => {
    expect(yaml(text)).toMatchObject({ kind, path });
  });

  it('is silent in comments and block texts', () => {
    expect(yaml('a: 1\n# comm<|>ent')).toBeUndefined();
    expect(yaml('a: 1 # comm<|>ent')).toBeUndefined();
    expect(yaml('a: |\n  text <|>here')).toBeUndefined();
  });
});

describe('cursorContext anywhere', () => {
  it('never throws, always ends, and stays around the cursor', () => {
    const pieces = fc.constantFrom(
      '{',
      '}',
      '[',
      ']',
      ',',
      ':',
      ': ',
      '"',
      "'",
      '\n',
      '\r\n',
      ' ',
      '  ',
      '- ',
      'a',
      'b1',
      '#',
      '//',
      '/*',
      '*/',
      '|',
      '\\',
      '---',
      '😀',
      '\uFEFF',
    );
    fc.assert(
      fc.property(
        fc.array(pieces, { maxLength: 40 }),
        fc.nat(),
        fc.constantFrom('json' as const, 'yaml' as const),
        (parts, at, language) => {
          const text = parts.join('');
          const offset = at % (text.length + 1);
          const context = cursorContext(text, offset, language);
          if (!context) return;
          expect(context.token.start).toBeLessThanOrEqual(context.token.end);
          expect(context.token.start).toBeGreaterThanOrEqual(0);
          expect(context.token.end).toBeLessThanOrEqual(text.length);
          expect(context.token.start).toBeLessThanOrEqual(offset);
          expect(context.token.end).toBeGreaterThanOrEqual(offset);
          expect(text.slice(context.token.start, context.token.end)).not.toMatch(/\n/);
        },
      ),
      { numRuns: 3000 },
    );
  });

  it('gives the same path in JSON and YAML', () => {
    const inYaml = yaml(nb101.replace('maxpool3x3', 'max<|>pool3x3'));
    const inJson = json(nb101Json.replace('maxpool3x3', 'max<|>pool3x3'));
    expect(inYaml?.path).toEqual(inJson?.path);
    expect(inYaml?.token).toBe(inJson?.token);
  });
});
