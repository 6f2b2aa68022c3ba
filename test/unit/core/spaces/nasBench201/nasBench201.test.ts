import { describe, expect, it } from 'vitest';
import { generationOfNodes } from '../../../../../src/core/graph/generations';
import {
  nasBench201Architecture,
  parseArchString,
  readArchString,
} from '../../../../../src/core/spaces/nasBench201/archString';
import { nasBench201Key } from '../../../../../src/core/spaces/nasBench201/canonicalKey';
import { nasBench201 } from '../../../../../src/core/spaces/nasBench201/nasBench201';
import { architectureText } from '../../../../../src/core/spec/edit/architectureText';
import { seededNumbers } from '../../../../support/randomCell';

const LINE = '|nor_conv_3x3~0|+|none~0|skip_connect~1|+|nor_conv_3x3~0|nor_conv_1x1~1|avg_pool_3x3~2|';

describe('the architecture string', () => {
  it('is read with the place of each operation and input', () => {
    const edges = readArchString(LINE);
    if ('message' in edges) throw new Error(edges.message);
    expect(edges.map(({ input, to }) => [input, to])).toEqual([
      [0, 1],
      [0, 2],
      [1, 2],
      [0, 3],
      [1, 3],
      [2, 3],
    ]);
    for (const { operation, operationStart, input, inputStart } of edges) {
      expect(LINE.slice(operationStart, operationStart + operation.length)).toBe(operation);
      expect(LINE[inputStart]).toBe(String(input));
      expect(LINE[inputStart - 1]).toBe('~');
    }
  });

  it('may have white space around it', () => {
    const edges = readArchString(`  ${LINE} `);
    if ('message' in edges) throw new Error(edges.message);
    expect(edges[0]!.operationStart).toBe(3);
  });

  it('comes back as it was', () => {
    expect(architectureText(nasBench201, parseArchString(LINE)!)).toBe(LINE);
  });

  it.each([
    ['', 'begins and ends'],
    ['nor_conv_3x3~0', 'begins and ends'],
    ['|nor_conv_3x3|', 'expected operation~input'],
    ['|nor_conv_3x3~x|', 'expected operation~input'],
    ['|a~0||b~1|', 'expected operation~input'],
    [`|${'a'.repeat(5000)}~0|`, 'at most'],
  ])('%j is refused with a reason inside the text', (text, reason) => {
    const result = readArchString(text);
    if (!('message' in result)) throw new Error('was read');
    expect(result.message).toContain(reason);
    expect(result.start).toBeGreaterThanOrEqual(0);
    expect(result.end).toBeLessThanOrEqual(text.length);
    expect(parseArchString(text)).toBeUndefined();
  });

  it('underlines the item that is wrong', () => {
    const text = '|a~0|+|b~0|oops|';
    expect(readArchString(text)).toMatchObject({ start: 11, end: 15 });
  });
});

describe('the graph', () => {
  const { graph, origins } = nasBench201.toGraph(parseArchString(LINE)!);

  it('has the input, the six edges in the order of the string, the output', () => {
    expect(graph.operations.map((operation) => nasBench201.vocabulary[operation]!.name)).toEqual([
      'input',
      'nor_conv_3x3',
      'none',
      'skip_connect',
      'nor_conv_3x3',
      'nor_conv_1x1',
      'avg_pool_3x3',
      'output',
    ]);
    expect(nasBench201.vocabulary.map(({ name }) => name)).toEqual([
      'none',
      'skip_connect',
      'nor_conv_1x1',
      'nor_conv_3x3',
      'avg_pool_3x3',
      'input',
      'output',
    ]);
  });

  it('joins edges where one ends and the other starts: ten edges', () => {
    expect([...graph.edges].sort()).toEqual([
      [0, 1],
      [0, 2],
      [0, 4],
      [1, 3],
      [1, 5],
      [2, 6],
      [3, 6],
      [4, 7],
      [5, 7],
      [6, 7],
    ]);
    expect(generationOfNodes(8, graph.edges)).toEqual([0, 1, 1, 2, 1, 2, 3, 4]);
  });

  it('knows where each node came from', () => {
    expect(origins[0]).toEqual({ kind: 'node', part: 0, node: 0 });
    expect(origins[3]).toEqual({ kind: 'edge', part: 0, edge: 2 });
    expect(origins[7]).toEqual({ kind: 'node', part: 0, node: 3 });
  });
});

describe('membership', () => {
  const codes = (operations: string[]): string[] =>
    nasBench201.check(nasBench201Architecture(operations)).map(({ code }) => code);

  it('has nothing to say about a good cell', () => {
    expect(codes(Array<string>(6).fill('nor_conv_3x3'))).toEqual([]);
  });

  it('reports unknown operations with what was meant', () => {
    const [problem] = nasBench201.check(
      nasBench201Architecture(['nor_conv_3x3', 'none', 'skip_conect', 'none', 'none', 'nor_conv_1x1']),
    );
    expect(problem).toMatchObject({
      code: 'unknown-operation',
      severity: 'error',
      place: { kind: 'edge', part: 0, edge: 2 },
      suggestions: ['skip_connect'],
    });
  });

  it('tells operations that nothing reaches from operations that lead nowhere', () => {
    // Node 1 receives nothing; node 2 leads nowhere.
    const problems = nasBench201.check(
      nasBench201Architecture(['none', 'nor_conv_3x3', 'nor_conv_1x1', 'nor_conv_3x3', 'skip_connect', 'none']),
    );
    expect(problems.map(({ code, place, severity }) => [code, 'edge' in place && place.edge, severity])).toEqual([
      ['dead-node', 1, 'information'],
      ['unreachable-node', 2, 'information'],
      ['unreachable-node', 4, 'information'],
    ]);
  });

  it('warns when nothing arrives at the output', () => {
    expect(codes(Array<string>(6).fill('none'))).toEqual(['disconnected-output']);
  });

  it('wants all six edges, once each and forward', () => {
    const cell = parseArchString(LINE)!.parts[0]!.cell;
    const check = (edges: typeof cell.edges): string[] =>
      nasBench201.check({ parts: [{ role: 'cell', cell: { ...cell, edges } }] }).map(({ code }) => code);
    expect(check(cell.edges.slice(1))).toEqual(['missing-edge']);
    expect(check([...cell.edges, cell.edges[0]!])).toEqual(['duplicate-edge']);
    expect(check([...cell.edges, { from: 2, to: 1, operation: 'none' }])).toEqual(['cycle']);
    expect(check([...cell.edges, { from: 1, to: 1, operation: 'none' }])).toEqual(['cycle']);
    expect(check([...cell.edges, { from: 0, to: 4, operation: 'none' }])).toContain('too-many-nodes');
    expect(check([...cell.edges.slice(1), { from: 0, to: 1 }])).toEqual(['missing-key']);
  });

  it('knows one cell only', () => {
    expect(nasBench201.check({ parts: [] }).map(({ code }) => code)).toEqual(['outside-space']);
  });
});

describe('identity', () => {
  const key = (...operations: string[]): string => nasBench201Key(operations);

  it('is the same where skip connections only pass a value on', () => {
    // conv on 0 -> 1, then skip 1 -> 3, is conv on 0 -> 3.
    expect(key('nor_conv_3x3', 'none', 'none', 'none', 'skip_connect', 'none')).toBe(
      key('none', 'none', 'none', 'nor_conv_3x3', 'none', 'none'),
    );
  });

  it('differs where operations differ', () => {
    expect(key('nor_conv_3x3', 'none', 'none', 'none', 'skip_connect', 'none')).not.toBe(
      key('nor_conv_1x1', 'none', 'none', 'none', 'skip_connect', 'none'),
    );
  });
});

describe('cost', () => {
  it('of a cell is the skeleton and its edges', () => {
    const architecture = parseArchString(LINE)!;
    const edges = architecture.parts[0]!.cell.edges.map((_, edge) => {
      return nasBench201.costOf(architecture, { kind: 'edge', part: 0, edge }).parameters!;
    });
    const skeleton = nasBench201.cost(nasBench201Architecture(Array<string>(6).fill('none'))).parameters!;
    expect(skeleton).toBe(73_306);
    expect(edges.reduce((sum, parameters) => sum + parameters, skeleton)).toBe(
      nasBench201.cost(architecture).parameters,
    );
    expect(edges[0]).toBe(243_040);
    expect(edges[1]).toBe(0);
  });
});

describe('moves', () => {
  it('samples members, each operation about as often', () => {
    const random = seededNumbers(1);
    const counts = new Map<string, number>();
    for (let draw = 0; draw < 1000; draw++) {
      for (const { operation } of nasBench201.sample(random).parts[0]!.cell.edges) {
        counts.set(operation!, (counts.get(operation!) ?? 0) + 1);
      }
    }
    expect([...counts.keys()].sort()).toEqual(nasBench201.operations.map(({ name }) => name).sort());
    for (const count of counts.values()) expect(Math.abs(count - 1200)).toBeLessThan(150);
  });

  it('has 24 neighbours, each with one operation changed', () => {
    const neighbours = nasBench201.neighbours(parseArchString(LINE)!);
    expect(neighbours).toHaveLength(24);
    expect(new Set(neighbours.map(({ architecture }) => architectureText(nasBench201, architecture))).size).toBe(24);
    for (const { architecture, edit } of neighbours) {
      expect(nasBench201.check(architecture).filter(({ severity }) => severity === 'error')).toEqual([]);
      if (edit.kind !== 'set-operation' || edit.place.kind !== 'edge') throw new Error(edit.kind);
      expect(architecture.parts[0]!.cell.edges[edit.place.edge]!.operation).toBe(edit.operation);
    }
  });
});
