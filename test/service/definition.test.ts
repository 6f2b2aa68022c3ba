import { describe, expect, it } from 'vitest';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { definition } from '../../src/service/definition';
import { ownSpace, ownSpaceText } from '../support/ownSpace';
import { marked, nb101, nb201, uri } from './support/cellFile';

const lineOf = (text: string): number | undefined => {
  const { file, offset } = marked(text);
  const found = definition(file, offset, {});
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

describe('definition of a space of the author', () => {
  const target = { uri: 'file:///cells/tiny.space.yaml', text: ownSpaceText };
  const cells = 'cells:\n  a: { nodes: { x: { op: poo<|>l, inputs: [input] } } }\n';
  const found = (text: string): [string, string] | undefined => {
    const { file, offset } = marked(text, ownSpace);
    const location = definition(file, offset, {
      spaceFile: (_, path) => (path === './tiny.space.yaml' ? target : undefined),
    });
    const document = location?.uri === uri ? file.document : TextDocument.create(target.uri, 'yaml', 1, target.text);
    return (
      location && [
        location.uri,
        document.getText({ ...location.range, end: { line: location.range.start.line, character: 99 } }),
      ]
    );
  };

  it('opens the file that a path names', () => {
    expect(found('space: ./tiny.sp<|>ace.yaml\ncells: {}\n')).toEqual([target.uri, 'name: tiny']);
    expect(found('space: ./other.sp<|>ace.yaml\ncells: {}\n')).toBeUndefined();
    expect(found('space: nas-ben<|>ch-101\ncells: {}\n')).toBeUndefined();
  });

  it('leads from an operation to its definition, in a file or beside the cells', () => {
    expect(found(`space: ./tiny.space.yaml\n${cells}`)).toEqual([target.uri, expect.stringMatching(/^pool: /)]);
    const listed = `space: { placement: node, nodes: 3, output: leaves, operations: [conv, pool] }\n${cells}`;
    expect(found(listed)).toEqual([uri, expect.stringMatching(/^pool\] /)]);
    expect(found(listed.replace('pool]', '{ name: pool }]'))).toEqual([uri, expect.stringMatching(/^pool \}\] /)]);
  });
});

describe('definition of a YAML alias', () => {
  it('is its anchor, the last one before it', () => {
    const text = 'space: nas-bench-101\ncells:\n  a: &x "101:0" # *x\n  b: &x "101:1"\n  c: *<|>x\n  d: &x "101:2"\n';
    expect(lineOf(text)).toBe(3);
    expect(lineOf(text.replace('*<|>x', '"*<|>x"'))).toBeUndefined();
    expect(lineOf(text.replace('# *x', '# *<|>x').replace('*<|>x\n  d', '*x\n  d'))).toBeUndefined();
    expect(lineOf(text.replace('*<|>x', '*<|>none'))).toBeUndefined();
  });
});
