import { describe, expect, it } from 'vitest';
import { parseSpaceDocument } from '../../../../../src/core/spaces/userSpace/readSpace';
import type { SpaceReading } from '../../../../../src/core/spaces/userSpace/readSpace';
import type { SearchSpace } from '../../../../../src/core/spaces/space';
import { parseCellDocument } from '../../../../../src/core/spec/parseCellDocument';
import { markedText } from '../../../../support/markedText';

const GOOD = `name: mine
title: My space
description: For tests.
placement: node
inputs: [image, mask]
nodes: { min: 1, max: 3 }
nodeInputs: { min: 1, max: 2 }
output: explicit
edges: { max: 7 }
operations:
  conv3x3: { parameters: 100, flops: 2000, aliases: [c3], description: A convolution. }
  maxpool:
  skip: { kind: identity }
cost: { parameters: 10 }
`;

const problemsOf = (text: string): [string, string][] =>
  parseSpaceDocument(text, 'yaml').problems.map(({ code, range }) => [code, text.slice(range.start, range.end)]);

describe('a space file', () => {
  it('is a page of text, which nobody asks for more of', () => {
    const { space, problems } = parseSpaceDocument(`${GOOD}# ${'x'.repeat(300 * 1024)}\n`, 'yaml');
    expect(space).toBeUndefined();
    expect(problems.map(({ code, severity }) => [code, severity])).toEqual([['file-too-large', 'error']]);
  });

  it('is read with its defaults', () => {
    const { space, definition, problems } = parseSpaceDocument(
      'name: a\nplacement: node\nnodes: 2\noperations: [x, y]\n',
      'yaml',
    );
    expect(problems).toEqual([]);
    expect(definition).toMatchObject({
      title: 'a',
      roles: ['cell'],
      layout: { inputs: ['input'], output: 'explicit', arity: { min: 1, max: 4 } },
      nodes: { min: 2, max: 2 },
      maxEdges: 6,
      isFixed: false,
      skeletonCost: { parameters: 0, flops: 0 },
    });
    expect(space!.vocabulary.map(({ name }) => name)).toEqual(['input', 'x', 'y', 'output']);
    expect(space!.limits).toEqual({ maxNodes: 4, maxEdges: 6 });
  });

  it('is read with everything that it says', () => {
    const { space, definition, problems } = parseSpaceDocument(GOOD, 'yaml');
    expect(problems).toEqual([]);
    expect(space).toMatchObject({ name: 'mine', title: 'My space', description: 'For tests.', placement: 'node' });
    expect(space!.vocabulary.map(({ name, kind }) => [name, kind])).toEqual([
      ['input', 'input'],
      ['input2', 'input'],
      ['conv3x3', 'convolution'],
      ['maxpool', 'pooling'],
      ['skip', 'identity'],
      ['output', 'output'],
    ]);
    expect(definition!.operations.map(({ cost }) => cost)).toEqual([
      { parameters: 100, flops: 2000 },
      {},
      { parameters: 0, flops: 0 },
    ]);
    expect(definition!.layout).toEqual({ inputs: ['image', 'mask'], output: 'explicit', arity: { min: 1, max: 2 } });
  });

  it('may be JSON', () => {
    const text = JSON.stringify({
      name: 'a',
      placement: 'edge',
      nodes: 2,
      operations: ['none', { name: 'c', kind: 'convolution' }],
    });
    const { space, problems } = parseSpaceDocument(text, 'json');
    expect(problems).toEqual([]);
    expect(space!.layout).toMatchObject({ inputs: ['0'], output: 'last' });
  });

  it('has as many architectures as choices of operations, where the topology is fixed', () => {
    const base = 'name: a\noperations: [x, y, none]\n';
    const edge = parseSpaceDocument(
      `${base}placement: edge\nnodes: 2\nedges: { fixed: true, allowed: [0 -> 1, 0 -> 2, 1 -> 2] }\n`,
      'yaml',
    );
    expect(edge.space!.size).toBe(27);
    const node = parseSpaceDocument(
      `${base}placement: node\nnodes: 2\nedges: { fixed: true, allowed: [input -> 1, 1 -> 2, 2 -> output] }\n`,
      'yaml',
    );
    expect(node.space!.size).toBe(9);
    expect(parseSpaceDocument(`${base}placement: node\nnodes: 2\n`, 'yaml').space!.size).toBeUndefined();
  });
});

describe('what is wrong with a space file', () => {
  const cases: [code: string, marked: string][] = [
    ['missing-key', '«name»: a\n'],
    ['wrong-type', GOOD.replace('placement: node', 'placement: «nodes»')],
    ['wrong-type', GOOD.replace('max: 3', 'max: «many»')],
    ['wrong-type', GOOD.replace('max: 3', 'max: «-1»')],
    ['wrong-type', GOOD.replace('nodes: { min: 1, max: 3 }', 'nodes: «{ min: 3, max: 1 }»')],
    ['wrong-type', GOOD.replace('output: explicit', 'output: «last»')],
    ['wrong-type', GOOD.replace('kind: identity', 'kind: «skip»')],
    ['wrong-type', GOOD.replace('parameters: 100', 'parameters: «1.5»')],
    ['wrong-type', GOOD.replace('name: mine', 'name: «[a]»')],
    ['wrong-type', GOOD.replace('name: mine', 'name: «"*"»')],
    ['duplicate-name', GOOD.replace('name: mine', 'name: «nas-bench-201»')],
    [
      'duplicate-name',
      GOOD.replace('aliases: [c3]', 'aliases: [«maxpool»]')
        .replace('maxpool:\n', 'maxpool:\n')
        .replace('aliases: [«maxpool»]', 'aliases: [maxpool]')
        .replace('  maxpool:\n', '  «maxpool»:\n'),
    ],
    ['duplicate-name', GOOD.replace('[image, mask]', '[image, «image»]')],
    ['reserved-name', GOOD.replace('maxpool:', '«output»:')],
    ['unknown-key', GOOD.replace('edges:', '«edge»:')],
    ['unknown-key', GOOD.replace('{ kind: identity }', '{ «knd»: identity }')],
    ['wrong-shape', GOOD.replace('{ max: 7 }', '{ allowed: ["image -> 1", "«1 -> image»"] }')],
    ['wrong-shape', GOOD.replace('{ max: 7 }', '{ allowed: ["«image -> 4»"] }')],
    ['wrong-shape', GOOD.replace('{ max: 7 }', '{ allowed: ["«image»"] }')],
    ['missing-key', GOOD.replace('{ max: 7 }', '«{ fixed: true }»')],
    ['missing-key', `${GOOD.slice(0, GOOD.indexOf('operations:'))}operations: «[]»\n`],
    ['wrong-type', GOOD.replace('edges: { max: 7 }', 'edges: «7»')],
    ['wrong-type', GOOD.replace('inputs: [image, mask]', 'inputs: «0»')],
  ];

  it.each(cases)('%s is underlined exactly: %#', (code, marked) => {
    const { text, range } = markedText(marked);
    const found = parseSpaceDocument(text, 'yaml').problems.filter((problem) => problem.code === code);
    expect(found.map((problem) => problem.range)).toContainEqual(range);
  });

  it('keeps it from being used, unless it is a key too many', () => {
    const isUsable = (reading: SpaceReading): boolean => reading.space !== undefined;
    expect(isUsable(parseSpaceDocument(GOOD.replace('edges:', 'edgez:'), 'yaml'))).toBe(true);
    expect(isUsable(parseSpaceDocument(GOOD.replace('placement: node', 'placement: none'), 'yaml'))).toBe(false);
    expect(isUsable(parseSpaceDocument('', 'yaml'))).toBe(false);
    expect(isUsable(parseSpaceDocument('- a', 'yaml'))).toBe(false);
    expect(isUsable(parseSpaceDocument(`${GOOD}broken: [`, 'yaml'))).toBe(false);
  });

  it('says what is allowed', () => {
    const [problem] = parseSpaceDocument(GOOD.replace('output: explicit', 'output: leafs'), 'yaml').problems;
    expect(problem).toMatchObject({ suggestions: ['leaves'] });
    expect(problemsOf('name: a\n')).toEqual([['missing-key', 'name']]);
  });

  it('limits the number of operations', () => {
    const many = Array.from({ length: 65 }, (_, index) => `op${index}`).join(', ');
    expect(problemsOf(`name: a\nplacement: node\nnodes: 2\noperations: [${many}]\n`).map(([code]) => code)).toEqual([
      'wrong-shape',
    ]);
  });

  it('is one object for equal definitions, and another for others', () => {
    const inCellFile = (definition: string, rest: string): SearchSpace | undefined =>
      parseCellDocument(`space: ${definition}\ncells: {}\n${rest}`, 'yaml').space;
    const definition = '{ placement: node, nodes: 2, operations: [x, y] }';
    const space = inCellFile(definition, '');
    expect(space).toBeDefined();
    expect(inCellFile(definition, '# typed\n')).toBe(space);
    expect(inCellFile('{ placement: node, nodes: 2, operations: [x, y: { parameters: 1 }] }', '')).not.toBe(space);
    expect(inCellFile(definition.replace('y', 'z'), '')).not.toBe(space);
  });
});
