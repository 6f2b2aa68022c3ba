import { describe, expect, it } from 'vitest';
import { publishedConstants, type PublishedConstants } from '../../support/publishedConstants';
import { runInMemory } from './support/memoryIo';

interface Node {
  readonly name: string;
  readonly operation: string;
  readonly generation: number;
  readonly forward: readonly number[];
  readonly backward: readonly number[];
}

interface SurrogateJson {
  readonly cells: readonly {
    readonly name: string;
    readonly nodes?: readonly Node[];
    readonly s?: readonly number[];
  }[];
}

/** The graph that a test expects: rows of P by name, and edges between node names. */
interface ExpectedGraph {
  readonly operations: Readonly<Record<string, number>>;
  readonly edges: readonly (readonly [from: string, to: string])[];
}

/**
 * The surrogate by recursion over the definition, node by node, with one vector-matrix product of the concatenation: without any
 * order of nodes.
 */
function independent({ operations, edges }: ExpectedGraph, { k, alpha, r, P, W }: PublishedConstants) {
  const zeros = (): number[] => Array.from({ length: k }, () => 0);
  const sum = (vectors: readonly (readonly number[])[]): number[] =>
    vectors.reduce<number[]>((total, vector) => total.map((value, column) => value + (vector[column] ?? 0)), zeros());
  const mixed = (node: string, message: readonly number[]): number[] => {
    const input = [...(P[operations[node] ?? 0] ?? []), ...message];
    return message.map((value, column) => {
      const product = input.reduce((total, x, row) => total + x * (W[row]?.[column] ?? 0), 0);
      return alpha * value + (1 - alpha) * (product > 0 ? product : 0);
    });
  };
  const before = (node: string): string[] => edges.filter(([, to]) => to === node).map(([from]) => from);
  const after = (node: string): string[] => edges.filter(([from]) => from === node).map(([, to]) => to);
  const remembered = (compute: (node: string) => number[]): ((node: string) => number[]) => {
    const known = new Map<string, number[]>();
    return (node) => known.get(node) ?? known.set(node, compute(node)).get(node) ?? [];
  };
  const forward: (node: string) => number[] = remembered((node) =>
    before(node).length === 0 ? [...r] : mixed(node, sum(before(node).map(forward))),
  );
  const backward: (node: string) => number[] = remembered((node) =>
    after(node).length === 0 ? forward(node) : mixed(node, sum(after(node).map(backward))),
  );
  const sources = Object.keys(operations).filter((node) => before(node).length === 0);
  return { forward, backward, s: sum(sources.map(backward)) };
}

async function surrogateOf(text: string, constants: PublishedConstants): Promise<SurrogateJson['cells'][number]> {
  const { code, output } = await runInMemory(['surrogate', 'c.cell.yaml', '--constants', 'k.json', '--json'], {
    'c.cell.yaml': text,
    'k.json': JSON.stringify(constants),
  });
  expect(code).toBe(0);
  const [cell] = (JSON.parse(output) as SurrogateJson).cells;
  if (!cell) throw new Error('no cell');
  return cell;
}

function expectClose(found: readonly number[] | undefined, expected: readonly number[]): void {
  expect(found?.length).toBe(expected.length);
  expected.forEach((value, index) => expect(Math.abs((found?.[index] ?? NaN) - value)).toBeLessThan(1e-6));
}

function expectEqual(cell: SurrogateJson['cells'][number], graph: ExpectedGraph, constants: PublishedConstants): void {
  const { forward, backward, s } = independent(graph, constants);
  expect(cell.nodes?.map(({ name }) => name).sort()).toEqual(Object.keys(graph.operations).sort());
  for (const node of cell.nodes ?? []) {
    expectClose(node.forward, forward(node.name));
    expectClose(node.backward, backward(node.name));
  }
  expectClose(cell.s, s);
}

describe('flowcell surrogate', () => {
  it('equals an independent computation for NAS-Bench-201', async () => {
    const constants = publishedConstants('nas-bench-201');
    const cell = await surrogateOf(
      'space: nas-bench-201\ncells:\n  a:\n    edges:\n      0 -> 1: nor_conv_3x3\n      0 -> 2: none\n      1 -> 2: skip_connect\n      0 -> 3: nor_conv_1x1\n      1 -> 3: nor_conv_3x3\n      2 -> 3: avg_pool_3x3\n',
      constants,
    );
    // none 0, skip_connect 1, nor_conv_1x1 2, nor_conv_3x3 3, avg_pool_3x3 4, input 5, output 6
    const operations = { '0': 5, '0 -> 1': 3, '0 -> 2': 0, '1 -> 2': 1, '0 -> 3': 2, '1 -> 3': 3, '2 -> 3': 4, '3': 6 };
    const edges = [
      ['0', '0 -> 1'],
      ['0', '0 -> 2'],
      ['0', '0 -> 3'],
      ['0 -> 1', '1 -> 2'],
      ['0 -> 1', '1 -> 3'],
      ['0 -> 2', '2 -> 3'],
      ['1 -> 2', '2 -> 3'],
      ['0 -> 3', '3'],
      ['1 -> 3', '3'],
      ['2 -> 3', '3'],
    ] as const;
    expectEqual(cell, { operations, edges }, constants);
    expect(cell.nodes?.map(({ generation }) => generation)).toEqual([0, 1, 1, 2, 1, 2, 3, 4]);
    expect(cell.nodes?.[1]).toMatchObject({ name: '0 -> 1', operation: 'nor_conv_3x3' });
  });

  it('equals it for NAS-Bench-101, with a node that feeds nothing', async () => {
    const constants = publishedConstants('nas-bench-101');
    const cell = await surrogateOf(
      'space: nas-bench-101\ncells:\n  a:\n    nodes:\n      x: { op: conv3x3-bn-relu, inputs: [input] }\n      y: { op: maxpool3x3, inputs: [x, input] }\n      dead: { op: conv1x1-bn-relu, inputs: [x] }\n      output: { inputs: [y, input] }\n',
      constants,
    );
    const operations = { input: 0, x: 2, y: 3, dead: 1, output: 4 };
    const edges = [
      ['input', 'x'],
      ['x', 'y'],
      ['input', 'y'],
      ['x', 'dead'],
      ['y', 'output'],
      ['input', 'output'],
    ] as const;
    expectEqual(cell, { operations, edges }, constants);
  });

  it('equals it for DARTS, where two sources are summed', async () => {
    const constants = publishedConstants('darts');
    const pairs =
      '[[sep_conv_3x3, 0], [skip_connect, 1], [max_pool_3x3, 0], [dil_conv_5x5, 2], [avg_pool_3x3, 1], [sep_conv_5x5, 3], [dil_conv_3x3, 2], [skip_connect, 4]]';
    const cell = await surrogateOf(
      `space: darts\ncells:\n  a:\n    normal: ${pairs}\n    reduce: ${pairs}\n`,
      constants,
    );
    const rows = [
      'max_pool_3x3',
      'avg_pool_3x3',
      'skip_connect',
      'sep_conv_3x3',
      'sep_conv_5x5',
      'dil_conv_3x3',
      'dil_conv_5x5',
    ];
    const list = [
      ['sep_conv_3x3', 0],
      ['skip_connect', 1],
      ['max_pool_3x3', 0],
      ['dil_conv_5x5', 2],
      ['avg_pool_3x3', 1],
      ['sep_conv_5x5', 3],
      ['dil_conv_3x3', 2],
      ['skip_connect', 4],
    ] as const;
    const operations: Record<string, number> = {};
    const edges: [string, string][] = [];
    for (const role of ['normal', 'reduce']) {
      for (let node = 0; node <= 6; node++) {
        const name = node === 6 ? 'output' : String(node);
        operations[`${role}: ${name}`] = node < 2 ? 7 + node : node === 6 ? 10 : 9;
        if (node >= 2 && node < 6) edges.push([`${role}: ${name}`, `${role}: output`]);
      }
      list.forEach(([operation, input], index) => {
        const to = 2 + Math.floor(index / 2);
        const name = `${role}: ${input} -> ${to}`;
        operations[name] = rows.indexOf(operation);
        edges.push([`${role}: ${input}`, name], [name, `${role}: ${to}`]);
      });
    }
    edges.push(['normal: output', 'reduce: 0'], ['normal: output', 'reduce: 1']);
    expectEqual(cell, { operations, edges }, constants);
  });

  it('takes one cell by name and draws constants of its own', async () => {
    const text = 'space: nas-bench-101\ncells:\n  a: { arch: "1:" }\n  b: { arch: "111:0" }\n';
    const { code, output } = await runInMemory(['surrogate', 'c.yaml', '--cell', 'b', '--json'], { 'c.yaml': text });
    const { cells } = JSON.parse(output) as SurrogateJson;
    expect(code).toBe(0);
    expect(cells.map(({ name }) => name)).toEqual(['b']);
    expect(cells[0]?.s?.every((value) => Number.isFinite(value))).toBe(true);
    const plain = await runInMemory(['surrogate', 'c.yaml'], { 'c.yaml': text });
    expect(plain.output).toContain('b: s = ');
    expect(plain.output).toContain('  1 (conv3x3-bn-relu, generation 1)');
  });

  it('says what is wrong', async () => {
    const files = {
      'c.yaml': 'space: nas-bench-101\ncells:\n  a: { arch: "1:" }\n',
      'k.json': '{"k": 2}',
      'bad.json': '{',
    };
    const errorsOf = async (...args: string[]): Promise<[number, string]> => {
      const { code, errors } = await runInMemory(['surrogate', ...args], files);
      return [code, errors];
    };
    expect(await errorsOf('c.yaml', '--cell', 'nope')).toEqual([
      2,
      expect.stringContaining('c.yaml has no cell "nope"'),
    ]);
    expect(await errorsOf('c.yaml', '--constants', 'k.json')).toEqual([
      2,
      expect.stringContaining('"num_ops" is the number'),
    ]);
    expect(await errorsOf('c.yaml', '--constants', 'bad.json')).toEqual([2, expect.stringContaining('bad.json: ')]);
    expect(await errorsOf('c.yaml', '--constants', 'no.json')).toEqual([2, expect.stringContaining('no.json')]);
    expect(await errorsOf()).toEqual([2, expect.stringContaining('surrogate needs one file')]);
    const wrongSize = { ...files, 'k.json': JSON.stringify(publishedConstants('nas-bench-201')) };
    const { errors } = await runInMemory(['surrogate', 'c.yaml', '--constants', 'k.json'], wrongSize);
    expect(errors).toContain('the constants are for 7 operations; the space has 5');
  });

  it('gives the reason for cells outside their space, and 1', async () => {
    const text = 'space: nas-bench-101\ncells:\n  a: { matrix: [[0, 1], [0, 0]], ops: [input, input] }\n';
    const { code, output } = await runInMemory(['surrogate', 'c.yaml', '--json'], { 'c.yaml': text });
    expect(code).toBe(1);
    expect(output).toContain('"reason":');
  });
});
