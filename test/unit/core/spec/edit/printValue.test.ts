import { describe, expect, it } from 'vitest';
import { parse as parseYamlValue } from 'yaml';
import { printJson, printYamlFlow, printYamlPairs } from '../../../../../src/core/spec/edit/printValue';
import { applyTextEdits, lineEnd, lineStart, textStyle } from '../../../../../src/core/spec/edit/textEdit';
import {
  blockList,
  blockObject,
  inlineList,
  inlineObject,
  number,
  text,
} from '../../../../../src/core/spec/forms/outputTree';

const style = { endOfLine: '\n', indent: '  ' };

describe('printing', () => {
  const value = blockObject([
    ['plain', text('conv3x3-bn-relu')],
    ['0 -> 1', text('none')],
    ['list', inlineList([number(0), text('1')])],
    ['rows', blockList([inlineList([number(1)]), inlineObject([['a', text('b')]])])],
    ['deep', blockObject([['x', blockObject([])]])],
  ]);

  it('writes YAML in blocks and flows', () => {
    expect(printYamlPairs(value.pairs, '', style)).toBe(
      'plain: conv3x3-bn-relu\n0 -> 1: none\nlist: [0, "1"]\nrows:\n  - [1]\n  - { a: b }\ndeep:\n  x: {}',
    );
  });

  it('writes JSON that says the same', () => {
    const yaml: unknown = parseYamlValue(printYamlPairs(value.pairs, '', style));
    expect(JSON.parse(printJson(value, '', style, false))).toEqual(yaml);
    expect(JSON.parse(printJson(value, '', style, true))).toEqual(yaml);
    expect(printJson(value, '', style, true)).not.toContain('\n');
  });

  it.each([
    'true',
    'no',
    '~',
    'null',
    '1',
    '0x1',
    'a: b',
    '- a',
    '#',
    '',
    ' a',
    'ü',
    '"',
    "'",
    '\n',
    '{',
    '*a',
    '.inf',
  ])('quotes %j so that it stays a text', (word) => {
    expect(parseYamlValue(printYamlFlow(text(word)))).toBe(word);
    expect(parseYamlValue(printYamlPairs([[word, text('x')]], '', style))).toEqual({ [word]: 'x' });
  });

  it('never indents YAML by tabs', () => {
    expect(printYamlPairs(value.pairs, '', { endOfLine: '\n', indent: '\t' })).not.toContain('\t');
  });
});

describe('text edits', () => {
  it('are applied as if at once', () => {
    const edits = [
      { range: { start: 0, end: 1 }, newText: 'XX' },
      { range: { start: 2, end: 2 }, newText: '-' },
      { range: { start: 3, end: 5 }, newText: '' },
    ];
    expect(applyTextEdits('abcde', edits)).toBe('XXb-c');
  });

  it('know the style of a file', () => {
    expect(textStyle('a:\r\n    b:\r\n        c: 1\r\n')).toEqual({ endOfLine: '\r\n', indent: '    ' });
    expect(textStyle('{}')).toEqual({ endOfLine: '\n', indent: '  ' });
    expect(textStyle('{\n\t"a": 1\n}').indent).toBe('\t');
  });

  it('know where lines begin and end', () => {
    expect([lineStart('ab\ncd', 4), lineEnd('ab\ncd', 1), lineEnd('ab\r\ncd', 0), lineEnd('ab', 0)]).toEqual([
      3, 2, 2, 2,
    ]);
  });
});
