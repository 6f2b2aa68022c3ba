import { describe, expect, it } from 'vitest';
import { TextDocumentEdit, type TextEdit } from 'vscode-languageserver-types';
import { prepareRename, rename } from '../../src/service/rename';
import { applied, darts, marked, nb101, nb101Json, nb201, textOf } from './support/cellFile';

function renamed(text: string, name: string): string {
  const { file, offset } = marked(text);
  const result = rename(file, offset, name);
  if (result.kind === 'refused') return `refused: ${result.reason}`;
  const [change] = result.edit.documentChanges ?? [];
  return applied(file, change && TextDocumentEdit.is(change) ? (change.edits as TextEdit[]) : []);
}

describe('rename of a node', () => {
  it('changes every mention in its cell and nothing else', () => {
    const second = nb101.slice(nb101.indexOf('  chain')).replace('chain', 'other').replace('maxpool', 'conv');
    const text = nb101 + second;
    const expected = nb101.replace('a: {', 'stem: {').replace('[a, input]', '[stem, input]') + second;
    expect(renamed(text.replace('a: {', '<|>a: {'), 'stem')).toBe(expected);
    expect(renamed(text.replace('[a, input]', '[a<|>, input]'), 'stem')).toBe(expected);
  });

  it('writes JSON strings', () => {
    expect(renamed(nb101Json.replace('["a",', '["<|>a",'), 'a "b"')).toBe(
      nb101Json.replace('"a": {', '"a \\"b\\"": {').replace('["a",', '["a \\"b\\"",'),
    );
  });

  it('quotes what YAML would read as something else', () => {
    expect(renamed(nb101.replace('a: {', '<|>a: {'), 'two words')).toContain('"two words": {');
  });

  it('writes names inside plain keys as they are, and quotes words that are no text', () => {
    const edges = ['0 -> 1', '0 -> 2', '1 -> 2', '0 -> 3', '1 -> 3', '2 -> 3'].map((edge) => `${edge}: none`);
    const flow = `space: nas-bench-201\ncells:\n  a:\n    edges: { ${edges.join(', ')} }\n`;
    for (const name of ['mid', 'größe', 'my node', 'null']) {
      const expected = flow.replaceAll(/\b1(?= ->|:)/g, name);
      expect(renamed(flow.replace('1 -> 2', '<|>1 -> 2'), name)).toBe(expected);
    }
    expect(renamed(nb101.replace('a: {', '<|>a: {'), 'null')).toContain('"null": {');
    expect(renamed(nb101.replace('a: {', '<|>a: {'), 'größe')).toContain('inputs: [größe, input]');
  });

  it('refuses names that are taken, empty or reserved', () => {
    const text = nb101.replace('a: {', '<|>a: {');
    expect(renamed(text, 'b')).toBe('refused: there is already a node called "b"');
    expect(renamed(text, 'input')).toBe('refused: there is already a node called "input"');
    expect(renamed(text, '  ')).toBe('refused: a name cannot be empty');
    expect(renamed(text, 'a\nb')).toBe('refused: a name cannot hold control characters or line breaks');
    expect(renamed(text, 'x'.repeat(300))).toContain('refused: a name has at most');
    expect(renamed(text, '__proto__')).toBe('refused: with the name "__proto__" the cell would be read differently');
  });

  it('refuses to rename inputs, outputs and numbered nodes', () => {
    expect(renamed(nb101.replace('[input]', '[inp<|>ut]'), 'x')).toMatch(/^refused: "input" is known by its name/);
    expect(renamed(nb101.replace('output:', 'out<|>put:'), 'x')).toMatch(/^refused: "output" is known by its name/);
    expect(renamed(darts.replace('[dil_conv_3x3, 2]', '[dil_conv_3x3, <|>2]'), 'x')).toMatch(
      /numbered by their position/,
    );
  });

  it('changes nothing for the same name', () => {
    expect(renamed(nb101.replace('a: {', '<|>a: {'), 'a')).toBe(nb101);
  });
});

describe('rename of a cell', () => {
  it('changes its name', () => {
    expect(renamed(nb201.replace('candidate', 'cand<|>idate'), 'best one')).toBe(
      nb201.replace('candidate', '"best one"'),
    );
    expect(renamed(nb101Json.replace('chain', 'cha<|>in'), 'x')).toBe(nb101Json.replace('chain', 'x'));
  });

  it('refuses the name of another cell', () => {
    expect(renamed(nb201.replace('candidate', 'cand<|>idate'), 'one-line')).toBe(
      'refused: there is already a cell called "one-line"',
    );
  });

  it('refuses where the cell has no name of its own', () => {
    const list = 'space: nas-bench-201\ncells:\n  - ar<|>ch: "|none~0|+|none~0|none~1|+|none~0|none~1|none~2|"\n';
    expect(renamed(list, 'x')).toMatch(/no name of its own/);
  });
});

describe('prepareRename', () => {
  it('gives the range and the old name', () => {
    const { file, offset } = marked(nb101Json.replace('["a",', '["<|>a",'));
    const target = prepareRename(file, offset);
    expect(target).toMatchObject({ kind: 'target', placeholder: 'a' });
    expect(target.kind === 'target' && textOf(file, target.range)).toBe('a');
  });

  it('says why not', () => {
    const { file, offset } = marked(nb101.replace('maxpool', 'max<|>pool'));
    expect(prepareRename(file, offset)).toEqual({ kind: 'refused', reason: 'only nodes and cells can be renamed' });
  });
});
