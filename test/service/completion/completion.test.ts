import { describe, expect, it } from 'vitest';
import type { CompletionItem, TextEdit } from 'vscode-languageserver-types';
import { complete } from '../../../src/service/completion/completion';
import type { CellFile } from '../../../src/service/serviceTypes';
import { applied, cellFile, darts, dependencies, marked, nb101, nb101Json, nb201 } from '../support/cellFile';

function itemsAt(text: string, lastGood?: string): { file: CellFile; items: CompletionItem[] } {
  const { file, offset } = marked(text);
  const services = dependencies({ spaceFiles: ['./own.space.yaml'] });
  const list = complete(file, lastGood === undefined ? undefined : cellFile(lastGood), offset, services);
  return { file, items: list.items };
}

const labels = (text: string, lastGood?: string): string[] => itemsAt(text, lastGood).items.map(({ label }) => label);

/** The text after the item with this label was accepted. */
function accept(text: string, label: string): string {
  const { file, items } = itemsAt(text);
  const item = items.find((candidate) => candidate.label === label);
  if (!item?.textEdit) throw new Error(`no ${label} among ${items.map((other) => other.label).join(', ')}`);
  return applied(file, [item.textEdit as TextEdit]);
}

const operations201 = ['none', 'skip_connect', 'nor_conv_1x1', 'nor_conv_3x3', 'avg_pool_3x3'];
const operations101 = ['conv1x1-bn-relu', 'conv3x3-bn-relu', 'maxpool3x3'];

describe('completion of spaces', () => {
  const spaces = ['nas-bench-101', 'nas-bench-201', 'darts', './own.space.yaml'];

  it('offers bundled spaces and space files', () => {
    expect(labels('space: <|>')).toEqual(spaces);
    expect(labels('{"space": "<|>"}')).toEqual(spaces);
  });

  it('writes quotes only where they are missing', () => {
    expect(accept('space: na<|>', 'nas-bench-201')).toBe('space: nas-bench-201');
    expect(accept('{"space": "na<|>"}', 'nas-bench-201')).toBe('{"space": "nas-bench-201"}');
    expect(accept('{"space": <|>}', 'nas-bench-201')).toBe('{"space": "nas-bench-201"}');
    expect(accept("space: 'n<|>'", 'darts')).toBe("space: 'darts'");
  });
});

describe('completion of operations', () => {
  it('offers those of the space with documentation', () => {
    const { items } = itemsAt(nb201.replace('0 -> 2: none', '0 -> 2: <|>'));
    expect(items.map(({ label }) => label)).toEqual(operations201);
    expect(items[3]?.documentation).toEqual({
      kind: 'markdown',
      value: 'ReLU, 3x3 convolution, batch normalisation\\.',
    });
  });

  it('replaces the whole word under the cursor', () => {
    expect(accept(nb201.replace('0 -> 2: none', '0 -> 2: n<|>one'), 'skip_connect')).toBe(
      nb201.replace('none', 'skip_connect'),
    );
  });

  it.each([
    [nb101.replace('maxpool3x3', '<|>'), [...operations101, 'input', 'output']],
    [nb101Json.replace('maxpool3x3', 'm<|>'), [...operations101, 'input', 'output']],
    [nb101Json.replace('"maxpool3x3"', '<|>'), [...operations101, 'input', 'output']],
    ['space: nas-bench-101\ncells:\n  a:\n    ops: [input, <|>', [...operations101, 'input', 'output']],
    ['space: nas-bench-201\ncells:\n  a:\n    edges:\n      - [0, 1, <|>', operations201],
    ['space: nas-bench-201\ncells:\n  a:\n    edges: { 0 -> 1: { op: <|>', operations201],
    ['space: nas-bench-201\nedges:\n  0 -> 1: <|>', operations201],
  ])('knows where operations stand %#', (text, expected) => {
    expect(labels(text)).toEqual(expected);
  });

  it('offers the operations of DARTS in pairs', () => {
    expect(labels(darts.replace('dil_conv_3x3', '<|>'))).toContain('sep_conv_5x5');
    expect(labels(darts.replace('- [dil_conv_3x3, 2]', '- [<|>'))).toContain('sep_conv_5x5');
  });

  it('completes inside architecture strings', () => {
    expect(labels(nb201.replace('|none~0', '|no<|>'))).toEqual(operations201);
    expect(accept(nb201.replace('|none~0', '|no<|>ne~0'), 'nor_conv_3x3')).toBe(
      nb201.replace('|none~0', '|nor_conv_3x3~0'),
    );
    expect(labels(nb201.replace('skip_connect~1', 'skip_connect~<|>'))).toContain('1');
  });

  it('works while the text is broken, with the space of the text', () => {
    const broken = nb201.slice(0, nb201.indexOf('1 -> 2: skip_connect')) + '1 -> 2: [s<|>';
    expect(labels(`{"space": "nas-bench-201", "cells": {"a": {"edges": {"0 -> 1": "<|>`)).toEqual(operations201);
    expect(labels('space: nas-bench-201\ncells:\n  a: {{{\n    edges:\n  b:\n    edges:\n      0 -> 1: <|>')).toEqual(
      operations201,
    );
    expect(() => labels(broken)).not.toThrow();
  });
});

describe('completion of names', () => {
  it('offers the nodes of the cell', () => {
    expect(labels(nb101Json.replace('["b"]', '["<|>"]'))).toEqual(['input', 'a', 'b']);
  });

  it('offers neither the node itself nor what it reads already', () => {
    expect(labels(nb101.replace('[a, input]', '[a, <|>]'))).toEqual(['input']);
    expect(labels(nb101.replace('[a, input]', '[<|>]'))).toEqual(['input', 'a']);
  });

  it('remembers them while the text is broken', () => {
    const broken = nb101Json.replace('"inputs": ["b"]', '"inputs": ["<|>').replace('"nodes": {', '"nodes": { : : ');
    expect(labels(broken, nb101Json)).toContain('a');
  });

  it('offers the inputs of a DARTS operation as numbers', () => {
    expect(labels(darts.replace('[dil_conv_3x3, 2]', '[dil_conv_3x3, <|>]'))).toEqual(['0', '1', '2', '3', '4']);
    expect(accept(darts.replace('[dil_conv_3x3, 2]', '[dil_conv_3x3, <|>]'), '3')).toBe(
      darts.replace('[dil_conv_3x3, 2]', '[dil_conv_3x3, 3]'),
    );
  });
});

describe('completion of keys', () => {
  it('offers what is not there yet', () => {
    expect(labels('<|>').slice(0, 2)).toEqual(['space', 'cells']);
    expect(labels('space: darts\n<|>')).toEqual(['cells']);
    expect(labels('{"cells": {}, "<|>"}')).toEqual(['space']);
  });

  it('offers the forms of the space', () => {
    expect(labels('space: nas-bench-201\ncells:\n  a:\n    <|>')).toEqual([
      'edges',
      'arch',
      'arch_str',
      'architecture',
      'genotype',
    ]);
    expect(labels('space: darts\ncells:\n  a:\n    <|>')).toEqual(
      expect.arrayContaining(['normal', 'reduce', 'normal_concat']),
    );
    expect(labels(nb101.replace('op: maxpool3x3, ', '<|> , '))).toEqual(['op']);
  });

  it('says what they mean', () => {
    const [edges] = itemsAt('space: nas-bench-201\ncells:\n  a:\n    <|>').items;
    expect(edges?.documentation).toEqual({ kind: 'markdown', value: 'The operation on each edge\\.' });
  });

  it('offers the edges that are missing', () => {
    expect(labels(nb201.replace('      0 -> 2: none', '      <|>'))).toEqual(['0 -> 2']);
  });

  it('writes the colon where it is missing', () => {
    expect(accept('sp<|>', 'space')).toBe('space: ');
    expect(accept('sp<|>: x', 'space')).toBe('space: x');
    expect(accept('{<|>}', 'cells')).toBe('{"cells": }');
    expect(accept('{"ce<|>": {}}', 'cells')).toBe('{"cells": {}}');
    expect(accept('{"ce<|>"}', 'cells')).toBe('{"cells": }');
    expect(accept('{"ce<|>', 'cells')).toBe('{"cells": ');
  });
});

describe('completion behind a dash or a colon', () => {
  const lists = 'space: nas-bench-101\ncells:\n';
  const inputs = `${lists}  a:\n    nodes:\n      x:\n        inputs:\n          `;

  it('takes a word behind a dash for an item, and for a key where one may stand', () => {
    expect(accept(`${inputs}- inp<|>`, 'input')).toBe(`${inputs}- input`);
    expect(accept(`${inputs}-<|>`, 'input')).toBe(`${inputs}- input`);
    expect(accept(`${lists}  a:\n    ops:\n    - conv<|>`, 'conv1x1-bn-relu')).toMatch(/- conv1x1-bn-relu$/);
    expect(accept(`${lists}  - no<|>`, 'nodes')).toBe(`${lists}  - nodes: `);
    expect(labels(`${lists}  - <|>`)).toEqual(expect.arrayContaining(['name', 'matrix']));
    expect(labels(`${lists}  - <|>`)).not.toContain('maxpool3x3');
  });

  it('writes the blank that YAML needs', () => {
    expect(accept('space:<|>', 'nas-bench-101')).toBe('space: nas-bench-101');
    expect(accept(nb201.replace('0 -> 2: none', '0 -> 2:<|>'), 'none')).toBe(nb201);
    const flow = 'space: nas-bench-201\ncells: { a: { edges: { 0 -> 1:<|>, 0 -> 2: none } } }';
    expect(accept(flow, 'none')).toBe(flow.replace('<|>', ' none'));
    expect(accept('{"space":<|>}', 'darts')).toBe('{"space":"darts"}');
  });

  it('is silent where a value stands already', () => {
    expect(labels('space: <|> darts')).toEqual([]);
    expect(labels('{"space": <|> "darts"}')).toEqual([]);
    expect(labels('{"space": "darts" <|>}')).toEqual([]);
    expect(labels('space: <|>\n  name: tiny')).toEqual([]);
    expect(labels('{"space": <|>\n"cells": {}}')).toContain('darts');
  });

  it('replaces an edge up to the cursor', () => {
    expect(accept('space: nas-bench-201\nedges:\n  0 -> <|>', '0 -> 1')).toBe(
      'space: nas-bench-201\nedges:\n  0 -> 1: ',
    );
  });
});

describe('completion of cells on one line', () => {
  it('knows where digits stand for operations', () => {
    expect(labels('{"space": "nas-bench-101", "cells": {"a": {"adjacency": "111", "ops": "<|>"}}}')).toEqual([
      '0',
      '1',
      '2',
    ]);
    expect(labels('space: nas-bench-101\ncells:\n  a: "110101:<|>"')).toEqual(['0', '1', '2']);
    expect(labels('space: nas-bench-101\ncells:\n  a: "1101<|>"')).toEqual([]);
    expect(accept('space: nas-bench-101\ncells:\n  a: "110101:0<|>"', '2')).toMatch(/"110101:02"$/);
  });

  it('knows which nodes an operation may read', () => {
    const line = (text: string): string => `space: nas-bench-201\ncells:\n  a: "${text}"`;
    expect(labels(line('|none~<|>'))).toEqual(['0']);
    expect(labels(line('|none~0|+|none~0|none~<|>'))).toEqual(['1']);
    expect(labels(line('|none~0|+|none~0|none~1|+|none~<|>'))).toEqual(['0', '1', '2']);
    expect(labels('space: darts\ncells:\n  a:\n    normal: sep_conv_3x3~0 sep_conv_3x3~1 skip_connect~<|>')).toEqual([
      '0',
      '1',
      '2',
    ]);
  });

  it('offers operations only inside a line', () => {
    expect(labels('space: nas-bench-201\ncells:\n  a: <|>')).toEqual([]);
    expect(labels('space: nas-bench-201\ncells:\n  - "|no<|>')).toEqual(operations201);
  });
});

describe('completion of edges in lists', () => {
  it('offers keys where keys stand and nodes where nodes stand', () => {
    const edges = 'space: nas-bench-201\ncells:\n  a:\n    edges:\n      ';
    expect(labels(`${edges}- {from: 0, <|>}`)).toEqual(['to', 'op']);
    expect(labels(`${edges}- from: 0\n        <|>`)).toEqual(['to', 'op']);
    expect(labels(`${edges}- {from: 0, to: 1, op: <|>}`)).toEqual(operations201);
  });
});

describe('completion elsewhere', () => {
  it('is silent', () => {
    expect(labels('space: nas-bench-201\n# <|>')).toEqual([]);
    expect(labels('space: nas-bench-201\ncells:\n  a:\n    note: <|>')).toEqual([]);
    expect(labels('cells:\n  a:\n    foo: <|>')).toEqual([]);
  });
});
