import { describe, expect, it } from 'vitest';
import type { ReadLimits } from '../../../../../src/core/spec/syntax/limits';
import { defaultReadLimits } from '../../../../../src/core/spec/syntax/limits';
import { parseSyntax } from '../../../../../src/core/spec/syntax/parseSyntax';
import type { FileLanguage } from '../../../../../src/core/spec/syntax/parseSyntax';
import { findPair, rangeInScalar, scalarText } from '../../../../../src/core/spec/syntax/syntaxTree';
import type { SyntaxNode } from '../../../../../src/core/spec/syntax/syntaxTree';

const parse = (text: string, language: FileLanguage, limits: Partial<ReadLimits> = {}, allowLarge = false) =>
  parseSyntax(text, language, { ...defaultReadLimits, ...limits }, allowLarge);

/** The tree as plain lists of keys and values, without ranges. */
function plain(node: SyntaxNode | undefined): unknown {
  if (!node) return undefined;
  if (node.kind === 'scalar') return node.value;
  if (node.kind === 'sequence') return node.items.map(plain);
  return node.pairs.map(({ key, value }) => [key.text, plain(value)]);
}

/** The text of every scalar in the tree, as its range cuts it out. */
function cutOut(node: SyntaxNode, text: string): string[] {
  if (node.kind === 'scalar') return [text.slice(node.range.start, node.range.end)];
  if (node.kind === 'sequence') return node.items.flatMap((item) => cutOut(item, text));
  return node.pairs.flatMap(({ key, value }) => [...cutOut(key, text), ...cutOut(value, text)]);
}

const codes = (text: string, language: FileLanguage, limits: Partial<ReadLimits> = {}): string[] =>
  parse(text, language, limits).problems.map(({ code }) => code);

describe('JSON and YAML in one tree', () => {
  const yaml = 'a: 1\nb: [x, "y"]\nc: { d: null, e: true }\n';
  const json = '{"a": 1, "b": ["x", "y"], "c": {"d": null, "e": true}}';
  const expected = [
    ['a', 1],
    ['b', ['x', 'y']],
    [
      'c',
      [
        ['d', null],
        ['e', true],
      ],
    ],
  ];

  it('has the same content in both', () => {
    expect(plain(parse(yaml, 'yaml').root)).toEqual(expected);
    expect(plain(parse(json, 'json').root)).toEqual(expected);
  });

  it('has the range of every scalar', () => {
    expect(cutOut(parse(yaml, 'yaml').root!, yaml)).toEqual(['a', '1', 'b', 'x', '"y"', 'c', 'd', 'null', 'e', 'true']);
    expect(cutOut(parse(json, 'json').root!, json)).toEqual([
      ...['"a"', '1', '"b"', '"x"', '"y"', '"c"', '"d"', 'null', '"e"', 'true'],
    ]);
  });

  it('keeps the digits of numbers', () => {
    expect(scalarText(findPair(parse('ops: 02001', 'yaml').root, 'ops')?.value)).toBe('02001');
    expect(scalarText(findPair(parse('a: 100110100001001010101', 'yaml').root, 'a')?.value)).toBe(
      '100110100001001010101',
    );
    expect(scalarText(findPair(parse('{"a": 1.50}', 'json').root, 'a')?.value)).toBe('1.50');
  });

  it('ends block collections with their last item', () => {
    const text = 'a:\n  b: 1\n\n# note\nc: 2\n';
    const pair = findPair(parse(text, 'yaml').root, 'a')!;
    expect(text.slice(pair.range.start, pair.range.end)).toBe('a:\n  b: 1');
  });

  it('has an empty range where a value is left out', () => {
    const value = findPair(parse('a:\nb: 1', 'yaml').root, 'a')!.value;
    expect(plain(value)).toBeNull();
    expect(value.range.start).toBe(value.range.end);
    expect(parse('{"a": }', 'json').problems[0]?.code).toBe('syntax');
    expect(plain(parse('{"a": , "b": 2}', 'json').root)).toEqual(expect.arrayContaining([['b', 2]]));
  });

  it('lists comments in both', () => {
    const commented = '# one\na: 1 # two\n';
    expect(parse(commented, 'yaml').comments.map(({ start, end }) => commented.slice(start, end))).toEqual([
      '# one',
      '# two',
    ]);
    const jsonc = '// one\n{"a": 1 /* two */}';
    expect(parse(jsonc, 'json').comments.map(({ start, end }) => jsonc.slice(start, end))).toEqual([
      '// one',
      '/* two */',
    ]);
  });
});

describe('places inside a scalar', () => {
  it.each<[string, FileLanguage]>([
    ['a: xyz', 'yaml'],
    ['a: "xyz"', 'yaml'],
    ["a: 'xyz'", 'yaml'],
    ['{"a": "xyz"}', 'json'],
  ])('are exact in %j', (text, language) => {
    const value = findPair(parse(text, language).root, 'a')!.value;
    if (value.kind !== 'scalar') throw new Error(value.kind);
    const range = rangeInScalar(value, 1, 2);
    expect(text.slice(range.start, range.end)).toBe('y');
  });

  it.each<[string, FileLanguage]>([
    ['a: "x\\u0079z"', 'yaml'],
    ["a: 'it''s'", 'yaml'],
    ['a: |\n  x\n  y\n', 'yaml'],
    ['a: x\n  y', 'yaml'],
    ['{"a": "x\\u0079z"}', 'json'],
  ])('are the whole scalar where escapes or folding shift them: %j', (text, language) => {
    const value = findPair(parse(text, language).root, 'a')!.value;
    if (value.kind !== 'scalar') throw new Error(value.kind);
    expect(rangeInScalar(value, 1, 2)).toEqual(value.range);
  });

  it('count surrogate pairs as two units', () => {
    const text = '{"😀": "😀x"}';
    const pair = findPair(parse(text, 'json').root, '😀')!;
    expect(text.slice(pair.key.range.start, pair.key.range.end)).toBe('"😀"');
    if (pair.value.kind !== 'scalar') throw new Error(pair.value.kind);
    const range = rangeInScalar(pair.value, 2, 3);
    expect(text.slice(range.start, range.end)).toBe('x');
  });
});

describe('files as they come', () => {
  it.each<FileLanguage>(['json', 'yaml'])('may begin with a byte-order mark: %s', (language) => {
    const text = '\uFEFF{"a": "b"}';
    const tree = parse(text, language);
    expect(tree.problems).toEqual([]);
    expect(cutOut(tree.root!, text)).toEqual(['"a"', '"b"']);
  });

  it('may break lines as Windows does', () => {
    const text = 'a: 1\r\nb:\r\n  c: x # note\r\n';
    const tree = parse(text, 'yaml');
    expect(tree.problems).toEqual([]);
    expect(cutOut(tree.root!, text)).toEqual(['a', '1', 'b', 'c', 'x']);
    expect(tree.comments.map(({ start, end }) => text.slice(start, end))).toEqual(['# note']);
  });

  it('may be empty', () => {
    for (const language of ['json', 'yaml'] as const) {
      expect(parse('', language).problems).toEqual([]);
      expect(plain(parse(' \n', language).root) ?? null).toBeNull();
    }
  });

  it('are told from files that are no text', () => {
    expect(codes('a: \uFFFD', 'yaml')).toContain('encoding');
    expect(codes('{"a": "\0"}', 'json')).toContain('encoding');
  });

  it('may have trailing commas and comments in JSON', () => {
    expect(codes('{"a": [1, 2,], /* c */ "b": 3,}', 'json')).toEqual([]);
  });
});

describe('broken files', () => {
  it('keep what can be read', () => {
    const json = parse('{"a": 1, "b": [1, 2', 'json');
    expect(plain(json.root)).toEqual([
      ['a', 1],
      ['b', [1, 2]],
    ]);
    expect(json.problems.map(({ code }) => code)).toContain('syntax');
    const yaml = parse('a: 1\nb: [1, 2\n', 'yaml');
    expect(plain(yaml.root)).toEqual([
      ['a', 1],
      ['b', [1, 2]],
    ]);
    expect(yaml.problems.map(({ code }) => code)).toContain('syntax');
  });

  it('report repeated keys with the first one, and ignore the second', () => {
    for (const [text, language] of [
      ['{"a": 1, "a": 2}', 'json'],
      ['a: 1\na: 2\n', 'yaml'],
    ] as const) {
      const tree = parse(text, language);
      expect(plain(tree.root)).toEqual([['a', 1]]);
      expect(tree.problems).toMatchObject([{ code: 'duplicate-name', related: [{ message: 'the first definition' }] }]);
    }
  });

  it.each(['__proto__', 'constructor', 'prototype'])('do not get at prototypes by the key %s', (key) => {
    for (const language of ['json', 'yaml'] as const) {
      const tree = parse(`{"${key}": {"polluted": true}, "a": 1}`, language);
      expect(plain(tree.root)).toEqual([['a', 1]]);
      expect(tree.problems).toMatchObject([{ code: 'reserved-name', severity: 'error' }]);
      expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
    }
  });

  it('report what YAML can do and cell files do not need', () => {
    expect(codes('a: &x { b: 1 }\nc:\n  <<: *x\n', 'yaml')).toEqual(['merge-key']);
    expect(codes('a: !custom 1\n', 'yaml')).toEqual(['yaml-tag']);
    expect(codes('a: 1\n---\nb: 2\n', 'yaml')).toEqual(['multiple-documents']);
    expect(codes('? [a, b]\n: 1\n', 'yaml')).toEqual(['wrong-type']);
    expect(codes('a: *nothing\n', 'yaml')).toEqual(['syntax']);
  });
});

describe('aliases', () => {
  it('stand for the value of their anchor', () => {
    expect(plain(parse('a: &x [1, 2]\nb: *x\n', 'yaml').root)).toEqual([
      ['a', [1, 2]],
      ['b', [1, 2]],
    ]);
  });

  it('do not contain themselves', () => {
    const tree = parse('a: &x [1, *x]\n', 'yaml');
    expect(plain(tree.root)).toEqual([['a', [1, null]]]);
    expect(tree.problems.map(({ code }) => code)).toContain('syntax');
  });

  it('may be a few, not thousands', () => {
    const some = Array.from({ length: 10 }, (_, index) => `k${index}: &a${index} 1`).join('\n');
    expect(codes(some, 'yaml')).toEqual([]);
    const many = Array.from({ length: 20_000 }, (_, index) => `k${index}: &a${index} 1`).join('\n');
    expect(parse(many, 'yaml', {}, true).problems).toMatchObject([{ code: 'too-many-aliases' }]);
    expect(codes(many.slice(0, 100_000), 'yaml')).toEqual(['too-many-aliases']);
  });

  it('that build a bomb are refused', () => {
    const levels = Array.from({ length: 9 }, (_, index) => {
      return `l${index + 1}: &l${index + 1} [${Array<string>(9).fill(`*l${index}`).join(', ')}]`;
    });
    expect(codes(['l0: &l0 [lol]', ...levels].join('\n'), 'yaml')).toEqual(['too-many-aliases']);
  });
});

describe('hostile files are refused in time', () => {
  const deep = 100_000;
  const cases: [name: string, text: string, language: FileLanguage, code: string][] = [
    ['nested lists in JSON', '['.repeat(deep), 'json', 'nesting-too-deep'],
    ['nested objects in JSON', '{"a":'.repeat(1000), 'json', 'nesting-too-deep'],
    ['nested lists in YAML', '['.repeat(deep), 'yaml', 'nesting-too-deep'],
    ['nested mappings in YAML', '{a: '.repeat(1000), 'yaml', 'nesting-too-deep'],
    ['nested block lists', '- '.repeat(1000), 'yaml', 'nesting-too-deep'],
    ['nested complex keys', '? '.repeat(1000), 'yaml', 'nesting-too-deep'],
    [
      'nested block mappings',
      Array.from({ length: 500 }, (_, i) => `${' '.repeat(i)}a:`).join('\n'),
      'yaml',
      'nesting-too-deep',
    ],
    ['quotes', '"'.repeat(50_000), 'yaml', 'syntax'],
    ['commas', `[${','.repeat(50_000)}`, 'yaml', 'syntax'],
    ['the same key', 'key: 1\n'.repeat(20_000), 'yaml', 'duplicate-name'],
    ['ten megabytes', 'a'.repeat(10 * 1024 * 1024), 'yaml', 'file-too-large'],
    ['ten megabytes of JSON', `"${'a'.repeat(10 * 1024 * 1024)}"`, 'json', 'file-too-large'],
  ];

  it.each(cases)('%s', (_name, text, language, code) => {
    const tree = parse(text, language);
    expect(tree.problems[0]?.code).toBe(code);
    expect(tree.problems.length).toBeLessThanOrEqual(200);
    for (const { range } of tree.problems) {
      expect(range.start).toBeGreaterThanOrEqual(0);
      expect(range.end).toBeGreaterThanOrEqual(range.start);
      expect(range.end).toBeLessThanOrEqual(text.length);
    }
  });

  it('64 levels are allowed, 65 are not', () => {
    const nested = (depth: number): string => '['.repeat(depth) + ']'.repeat(depth);
    for (const language of ['json', 'yaml'] as const) {
      expect(codes(nested(64), language)).toEqual([]);
      expect(codes(nested(65), language)).toEqual(['nesting-too-deep']);
    }
  });

  it('large files are read where that is allowed', () => {
    const text = `{"a": "${'x'.repeat(300 * 1024)}"}`;
    expect(codes(text, 'json')).toEqual(['file-large']);
    expect(parse(text, 'json', {}, true).problems).toEqual([]);
  });

  it('thousands of different keys are read', () => {
    const text = Array.from({ length: 10_000 }, (_, index) => `key${index}: 1`).join('\n');
    expect(codes(text, 'yaml')).toEqual([]);
  });
});
