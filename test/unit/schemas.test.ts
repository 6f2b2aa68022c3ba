import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { Ajv } from 'ajv';
import type { ValidateFunction } from 'ajv';
import { describe, expect, it } from 'vitest';
import { parse as parseYamlValue } from 'yaml';
import { bundledSpaces } from '../../src/core/spaces/registry';
import { conversionForms } from '../../src/core/spec/edit/convertCell';
import { writeCellFile } from '../../src/core/spec/edit/writeCells';
import { seededNumbers } from '../support/randomCell';

const root = resolve(import.meta.dirname, '../..');
const ajv = new Ajv({ strict: false, allErrors: true });
const load = (name: string): object => JSON.parse(readFileSync(join(root, 'schemas', name), 'utf8')) as object;
const spaceSchema = ajv.compile(load('space-file.schema.json'));
const cellSchema = ajv.compile(load('cell-file.schema.json'));
const rowSchema = ajv.compile(load('result-row.schema.json'));

function expectValid(schema: ValidateFunction, value: unknown): void {
  const valid = schema(value);
  expect(schema.errors ?? []).toEqual([]);
  expect(valid).toBe(true);
}

const LINE = '|nor_conv_3x3~0|+|none~0|skip_connect~1|+|nor_conv_3x3~0|nor_conv_3x3~1|avg_pool_3x3~2|';

describe('the schemas accept', () => {
  const files = ['examples', 'examples/spaces'].flatMap((folder) =>
    readdirSync(join(root, folder))
      .filter((name) => /\.(cell|space)\.(ya?ml|json)$/.test(name))
      .map((name) => `${folder}/${name}`),
  );

  it.each(files)('the example %s', (file) => {
    const value: unknown = parseYamlValue(readFileSync(join(root, file), 'utf8'));
    expectValid(file.includes('.space.') ? spaceSchema : cellSchema, value);
  });

  const forms = bundledSpaces.flatMap((space) => conversionForms(space).map(({ id }) => [space.name, id] as const));

  it.each(forms)('%s in the form %s', (name, form) => {
    const space = bundledSpaces.find((candidate) => candidate.name === name)!;
    const random = seededNumbers(2);
    for (let draw = 0; draw < 20; draw++) {
      const cells = [{ name: 'c', architecture: space.sample(random) }];
      for (const language of ['json', 'yaml'] as const) {
        expectValid(cellSchema, parseYamlValue(writeCellFile(cells, space, language, { form })));
      }
    }
  });

  it.each([
    { arch: LINE, cifar10: 93.2 },
    { cell: { edges: {} }, accuracy: null },
    { adjacency: '101', ops: '0', test_acc: 90 },
    { normal: 'a~0', reduce: 'b~0', flops: '12' },
  ])('the table line %j', (row) => expectValid(rowSchema, row));

  it.each([
    [[{ module_adjacency: [[0]], module_operations: ['input'] }]],
    [{ abc: { module_adjacency: [[0]], module_operations: ['input'] } }],
    ['Genotype(normal=[])'],
  ])('files of other tools: %j', (value) => expectValid(cellSchema, value));
});

describe('the cell schema rejects', () => {
  const nb201 = (cell: unknown): unknown => ({ space: 'nas-bench-201', cells: { c: cell } });
  const nb101 = (cell: unknown): unknown => ({ space: 'nas-bench-101', cells: { c: cell } });
  const darts = (normal: unknown): unknown => ({
    space: 'darts',
    cells: { c: { normal, reduce: [['skip_connect', 0]] } },
  });

  it.each([
    ['a number', 3],
    ['cells that are a text', { space: 'darts', cells: 'x' }],
    ['a cell that is a number', { space: 'darts', cells: { c: 3 } }],
    ['a space that is none', { space: 'nas-bench-205', cells: {} }],
    ['an unknown operation', nb201({ edges: { '0 -> 1': 'conv' } })],
    ['an edge without an arrow', nb201({ edges: { '0 to 1': 'none' } })],
    ['a cell of another space', nb201({ nodes: {} })],
    ['an empty cell', nb201({})],
    ['an edge in a list without operation', nb201({ edges: [[0, 1]] })],
    ['an unknown operation of a node', nb101({ nodes: { a: { op: 'conv5x5' } } })],
    ['a matrix without operations', nb101({ matrix: [[0]] })],
    ['a matrix with a 2', nb101({ matrix: [[2]], ops: [] })],
    ['an adjacency with letters', nb101({ adjacency: '10x' })],
    ['a pair without input', darts([['skip_connect']])],
    ['a pair with an unknown operation', darts([['conv', 0]])],
    ['a pair with an input out of range', darts([['skip_connect', 9]])],
    ['a cell without the other', { space: 'darts', cells: { c: { normal: [] } } }],
  ])('%s', (_name, value) => expect(cellSchema(value)).toBe(false));
});

describe('the space schema rejects', () => {
  const good = { name: 'x', placement: 'node', nodes: 3, operations: ['a'] };

  it('nothing of a good space', () => expectValid(spaceSchema, good));

  it.each([
    ['a space without operations', { ...good, operations: undefined }],
    ['an empty list of operations', { ...good, operations: [] }],
    ['another placement', { ...good, placement: 'both' }],
    ['an unknown key', { ...good, opertions: [] }],
    ['a negative cost', { ...good, operations: [{ name: 'a', flops: -1 }] }],
    ['an unknown kind', { ...good, operations: { a: { kind: 'conv' } } }],
    ['an operation without a name in a list', { ...good, operations: [{ kind: 'pooling' }] }],
    ['too many nodes', { ...good, nodes: 1000 }],
    ['edges without an arrow', { ...good, edges: { allowed: ['0 1'] } }],
    ['no inputs', { ...good, inputs: 0 }],
  ])('%s', (_name, value) => expect(spaceSchema(JSON.parse(JSON.stringify(value)))).toBe(false));
});

describe('the table schema rejects', () => {
  it.each([[{ accuracy: 93 }], [{ arch: 3 }], [{ arch: LINE, accuracy: [1] }], [{ normal: 'x' }], [[]]])('%j', (row) =>
    expect(rowSchema(row)).toBe(false),
  );
});

describe('the schemas of the editor', () => {
  const manifest = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
    contributes: Record<'jsonValidation' | 'yamlValidation', { fileMatch: string[]; url: string }[]>;
  };
  const { jsonValidation, yamlValidation } = manifest.contributes;

  it.each([...jsonValidation, ...yamlValidation])('find nothing that the server finds, too: $fileMatch', ({ url }) => {
    const validate = new Ajv({ strict: false }).compile(load(url.replace('./schemas/', '')));
    for (const value of [{}, [], 3, 'x', null, { space: 'nas-bench-205', cells: { a: { edges: 3 } } }, { nodes: -1 }])
      expectValid(validate, value);
  });

  it.each([...jsonValidation, ...yamlValidation])('offer and explain nothing a second time: $fileMatch', ({ url }) => {
    const schema = load(url.replace('./schemas/', ''));
    expect(Object.keys(schema)).toEqual(['$schema', '$id', 'title', 'description']);
  });
});

describe('the schemas describe', () => {
  it.each(['cell-file', 'cell-file.editor', 'space-file', 'space-file.editor', 'result-row'])(
    'what %s.schema.json is',
    (name) => {
      const schema = load(`${name}.schema.json`) as { title?: string; description?: string; $schema?: string };
      expect(schema.title).toMatch(/\w/);
      expect(schema.description).toMatch(/\w/);
      expect(schema.$schema).toContain('draft-07');
    },
  );

  it('every operation of the bundled spaces', () => {
    const text = JSON.stringify(load('cell-file.schema.json'));
    for (const space of bundledSpaces) for (const { name } of space.operations) expect(text).toContain(`"${name}"`);
  });
});
