import { describe, expect, it } from 'vitest';
import { spaceByName } from '../../../../src/core/spaces/registry';
import { parseSpaceDocument } from '../../../../src/core/spaces/userSpace/readSpace';
import { architectureResolver, resolveArchitecture } from '../../../../src/core/spec/resolveArchitecture';

const LINE = '|nor_conv_3x3~0|+|none~0|skip_connect~1|+|nor_conv_3x3~0|nor_conv_3x3~1|avg_pool_3x3~2|';
const nasBench101 = spaceByName('nas-bench-101')!;
const nasBench201 = spaceByName('nas-bench-201')!;
const graphs = parseSpaceDocument(
  'name: graphs\nplacement: node\nnodes: 4\nnodeInputs: 1\noutput: leaves\noperations: [gat, gcn, fc]',
  'yaml',
).space!;

const key = (space: typeof graphs, fields: Record<string, unknown>): string => {
  const found = resolveArchitecture(space, new Map(Object.entries(fields)));
  if (found.kind === 'problem') throw new Error(found.message);
  expect(found.key).toBe(space.canonicalKey(found.architecture));
  return found.key;
};

describe('the architecture of a row', () => {
  it('may be a line, the JSON of a cell, or a cell', () => {
    const edges = Object.fromEntries(
      [...LINE.matchAll(/(\w+)~(\d)/g)].map(([, operation, from], index) => [
        `${from} -> ${[1, 2, 2, 3, 3, 3][index]}`,
        operation,
      ]),
    );
    const expected = key(nasBench201, { arch: LINE });
    expect(key(nasBench201, { cell: { edges } })).toBe(expected);
    expect(key(nasBench201, { cell: { arch: LINE } })).toBe(expected);
    expect(key(nasBench201, { cell: JSON.stringify({ edges }) })).toBe(expected);
    expect(key(nasBench201, { arch: JSON.stringify({ edges }) })).toBe(expected);
    expect(key(nasBench201, { arch_str: LINE })).toBe(expected);
    expect(key(nasBench201, { architecture: ` ${LINE} ` })).toBe(expected);
  });

  it("may be in the benchmark's own columns, as text or as values", () => {
    const expected = key(nasBench101, { adjacency: '110111', ops: '02' });
    const matrix = [
      [0, 1, 1, 0],
      [0, 0, 1, 1],
      [0, 0, 0, 1],
      [0, 0, 0, 0],
    ];
    const operations = ['input', 'conv3x3-bn-relu', 'maxpool3x3', 'output'];
    expect(key(nasBench101, { module_adjacency: matrix, module_operations: operations })).toBe(expected);
    expect(key(nasBench101, { matrix: JSON.stringify(matrix), ops: JSON.stringify(operations) })).toBe(expected);
    expect(key(nasBench101, { matrix, ops: 'input conv3x3 maxpool output' })).toBe(expected);
    const pairs = (operation: string): string =>
      [0, 1, 0, 1, 0, 1, 0, 1].map((input) => `${operation}~${input}`).join(' ');
    expect(key(spaceByName('darts')!, { normal: pairs('skip_connect'), reduce: pairs('max_pool_3x3') })).toBe(
      key(spaceByName('darts')!, { arch: `${pairs('skip_connect')} | ${pairs('max_pool_3x3')}` }),
    );
    expect(key(graphs, { link: '0122', ops: 'gat gcn fc gat' })).toBe(
      key(graphs, { link: [0, 1, 2, 2], ops: ['gat', 'gcn', 'gat', 'fc'] }),
    );
  });
});

describe('a row without an architecture of the space', () => {
  it.each<[Record<string, unknown>, string, string]>([
    [{ arch: '|none~0|' }, 'arch', 'missing'],
    [{ arch: LINE.replace('none', 'non') }, 'arch', 'no operation "non"'],
    [{ arch: 'what' }, 'arch', 'begins and ends'],
    [{ arch: '' }, 'arch', 'begins and ends'],
    [{ arch: null }, 'arch', 'known forms'],
    [{ cell: {} }, 'cell', 'known forms'],
    [{ cell: [[[]]] }, 'cell', 'known forms'],
    [{ normal: 'x', reduce: 'y' }, 'normal', 'known forms'],
    [{ cell: '{"edges": ' }, 'cell', 'begins and ends'],
  ])('%j is a problem of column %s', (fields, column, message) => {
    const found = architectureResolver(nasBench201).parse(new Map(Object.entries(fields)));
    expect(found).toMatchObject({ kind: 'problem', column, message: expect.stringContaining(message) as string });
  });

  it('does not fail on deep or cyclic values', () => {
    const cyclic: Record<string, unknown> = {};
    cyclic['edges'] = cyclic;
    expect(resolveArchitecture(nasBench201, new Map([['cell', cyclic]])).kind).toBe('problem');
    expect(resolveArchitecture(nasBench201, new Map()).kind).toBe('problem');
  });
});
