import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { nasBench201 } from '../../../../../src/core/spaces/nasBench201/nasBench201';
import type { SearchSpace } from '../../../../../src/core/spaces/space';
import { parseSpaceDocument } from '../../../../../src/core/spaces/userSpace/readSpace';
import type { CellEntry } from '../../../../../src/core/spec/document';
import { parseCellDocument } from '../../../../../src/core/spec/parseCellDocument';
import { resolveArchitecture } from '../../../../../src/core/spec/resolveArchitecture';
import { architectureFromGraph } from '../../../../support/architectureFromGraph';
import { hasBenchmarkData } from '../../../../support/benchmarkData';
import { benchmarkRows } from '../../../../support/benchmarkRows';
import { seededNumbers } from '../../../../support/randomCell';

function spaceOf(text: string): SearchSpace {
  const { space, problems } = parseSpaceDocument(text, 'yaml');
  if (!space) throw new Error(problems.map(({ message }) => message).join('; '));
  return space;
}

const NODE = `name: node-space
placement: node
nodes: { min: 1, max: 4 }
nodeInputs: { min: 1, max: 2 }
edges: { max: 8 }
operations:
  conv: { kind: convolution, parameters: 10, flops: 100, aliases: [convolution] }
  pool: { kind: pooling, parameters: 0 }
  skip:
  none:
cost: { parameters: 5, flops: 7 }
`;
const EDGES = 'edges: { fixed: true, allowed: [0 -> 1, 0 -> 2, 1 -> 2, 0 -> 3, 1 -> 3, 2 -> 3] }';
const NB201 = `name: like-201\nplacement: edge\nnodes: 3\n${EDGES}\noperations: [none, skip_connect, nor_conv_1x1, nor_conv_3x3, avg_pool_3x3]\n`;

/** The first cell of a file of this space. */
function cellIn(space: SearchSpace, cell: string): { cell: CellEntry; codes: string[] } {
  const resolveSpace = () => ({ space });
  const { cells, problems } = parseCellDocument(`space: x.space.yaml\ncells:\n  c: ${cell}\n`, 'yaml', {
    resolveSpace,
  });
  return { cell: cells[0]!, codes: problems.map(({ code }) => code) };
}

describe('a space with operations on nodes', () => {
  const space = spaceOf(NODE);

  it.each([
    ['{ nodes: { a: { op: conv, inputs: [input] }, output: { inputs: [a] } } }', []],
    ['{ nodes: { a: { op: convolution, inputs: input }, output: { inputs: a } } }', []],
    ['{ nodes: { a: { op: cnv, inputs: [input] }, output: { inputs: [a] } } }', ['unknown-operation']],
    ['{ nodes: { output: { inputs: [input] } } }', ['too-few-nodes']],
    ['{ nodes: { a: { op: conv, inputs: [] }, output: { inputs: [a] } } }', ['wrong-arity']],
    [
      '{ nodes: { a: { op: conv, inputs: [input, b] }, b: { op: conv, inputs: [a] }, output: { inputs: [b] } } }',
      ['cycle'],
    ],
    ['{ nodes: { a: { op: conv, inputs: [input, output] }, output: { inputs: [a] } } }', ['edge-not-allowed', 'cycle']],
    [
      '{ nodes: { a: { op: conv, inputs: [input] }, b: { op: conv, inputs: [a] }, output: { inputs: [a] } } }',
      ['dead-node'],
    ],
    ['{ nodes: { a: { op: none, inputs: [input] }, output: { inputs: [a] } } }', ['disconnected-output']],
    ['{ matrix: ["010", "001", "000"], ops: [conv] }', []],
    [
      '{ matrix: ["011111", "001000", "000110", "000011", "000001", "000000"], ops: [conv, conv, conv, conv] }',
      ['too-many-edges', 'wrong-arity'],
    ],
  ])('checks %s', (text, codes) => {
    expect(cellIn(space, text).codes).toEqual(codes);
  });

  it('counts nodes', () => {
    const names = ['a', 'b', 'c', 'd', 'e'];
    const nodes = names
      .map((name, index) => `${name}: { op: conv, inputs: [${names[index - 1] ?? 'input'}] }`)
      .join(', ');
    expect(cellIn(space, `{ nodes: { ${nodes}, output: { inputs: [e] } } }`).codes).toEqual(['too-many-nodes']);
  });

  it('adds costs up where all are known', () => {
    const cost = (text: string) => space.cost(cellIn(space, text).cell.architecture!);
    expect(cost('{ matrix: ["010", "001", "000"], ops: [conv] }')).toEqual({ parameters: 15, flops: 107 });
    expect(cost('{ matrix: ["010", "001", "000"], ops: [pool] }')).toEqual({ parameters: 5 });
    const { architecture } = cellIn(space, '{ matrix: ["010", "001", "000"], ops: [conv] }').cell;
    expect(space.costOf(architecture!, { kind: 'node', part: 0, node: 1 })).toEqual({ parameters: 10, flops: 100 });
    expect(space.costOf(architecture!, { kind: 'node', part: 0, node: 0 })).toEqual({ parameters: 0, flops: 0 });
  });

  it('sees through aliases, identities and dead nodes', () => {
    const key = (text: string): string => space.canonicalKey(cellIn(space, text).cell.architecture!);
    const plain = key('{ matrix: ["010", "001", "000"], ops: [conv] }');
    expect(key('{ matrix: ["010", "001", "000"], ops: [convolution] }')).toBe(plain);
    expect(key('{ matrix: ["0100", "0010", "0001", "0000"], ops: [conv, skip] }')).toBe(plain);
    expect(key('{ matrix: ["0110", "0001", "0000", "0000"], ops: [conv, pool] }')).toBe(plain);
    expect(key('{ matrix: ["010", "001", "000"], ops: [pool] }')).not.toBe(plain);
  });

  it('comes back from its graph', () => {
    const random = seededNumbers(8);
    for (let draw = 0; draw < 50; draw++) {
      const architecture = space.sample(random);
      expect(space.check(architecture).filter(({ severity }) => severity === 'error')).toEqual([]);
      expect(architectureFromGraph(space, space.toGraph(architecture).graph)).toEqual(architecture);
    }
  });
});

describe('a space with operations on edges', () => {
  const space = spaceOf(NB201);

  it('describes NAS-Bench-201 as the bundled space does', () => {
    const random = seededNumbers(9);
    for (let draw = 0; draw < 100; draw++) {
      const architecture = nasBench201.sample(random);
      const own = space.toGraph(architecture).graph;
      const bundled = nasBench201.toGraph(architecture).graph;
      const names = (graph: typeof own, { vocabulary }: SearchSpace) =>
        graph.operations.map((operation) => vocabulary[operation]!.name);
      expect(names(own, space)).toEqual(names(bundled, nasBench201));
      expect([...own.edges].sort()).toEqual([...bundled.edges].sort());
    }
    expect(space.size).toBe(15_625);
  });

  it('reads architecture strings and edges', () => {
    const line = '"|none~0|+|none~0|skip_connect~1|+|nor_conv_3x3~0|none~1|none~2|"'.replace('none', 'nor_conv_1x1');
    expect(cellIn(space, line)).toMatchObject({
      cell: { form: 'arch-string', valid: true },
      codes: ['dead-node', 'dead-node'],
    });
    expect(cellIn(space, line.replace('skip_connect~1', 'skip_connect~2')).codes).toEqual(
      expect.arrayContaining(['cycle', 'edge-not-allowed']),
    );
    expect(cellIn(space, '{ edges: { 0 -> 1: none } }').codes).toContain('too-few-nodes');
  });

  it('has no graph that tells its architecture', () => {
    expect(architectureFromGraph(space, space.toGraph(space.sample(seededNumbers(1))).graph)).toBeUndefined();
  });

  it('samples and moves within the fixed topology', () => {
    const random = seededNumbers(2);
    const architecture = space.sample(random);
    const neighbours = space.neighbours(architecture);
    expect(neighbours.every(({ edit }) => edit.kind === 'set-operation')).toBe(true);
    expect(neighbours.length).toBeGreaterThan(0);
    expect(neighbours.length).toBeLessThanOrEqual(24);
  });
});

describe('a space of two cells with two inputs, as DARTS is', () => {
  const space = spaceOf(`name: like-darts
placement: edge
cells: [normal, reduce]
inputs: 2
nodes: 4
nodeInputs: 2
output: all
operations: [max_pool_3x3, skip_connect, sep_conv_3x3]
`);

  it('reads both cells under their names', () => {
    const cell = `{ edges: { 0 -> 2: sep_conv_3x3, 1 -> 2: skip_connect, 0 -> 3: sep_conv_3x3, 2 -> 3: skip_connect, 0 -> 4: sep_conv_3x3, 3 -> 4: skip_connect, 1 -> 5: max_pool_3x3, 4 -> 5: skip_connect } }`;
    const { cell: entry, codes } = cellIn(space, `{ normal: ${cell}, reduce: ${cell} }`);
    expect(codes).toEqual([]);
    expect(entry.architecture!.parts.map(({ role, cell: part }) => [role, part.edges.length])).toEqual([
      ['normal', 12],
      ['reduce', 12],
    ]);
    expect(cellIn(space, `{ normal: ${cell} }`).codes).toEqual(['missing-key']);
    expect(cellIn(space, `{ normal: ${cell}, reduce: {} }`).codes).toEqual(['unknown-form']);
  });

  it('joins them in one graph: only the first has sources', () => {
    const { graph } = space.toGraph(space.sample(seededNumbers(4)));
    const targets = new Set(graph.edges.map(([, to]) => to));
    const sources = graph.operations.map((_, node) => node).filter((node) => !targets.has(node));
    expect(sources).toEqual([0, 1]);
  });
});

describe('a space whose rules contradict each other', () => {
  it('says so when it is sampled', () => {
    const space = spaceOf('name: none\nplacement: node\nnodes: 4\nnodeInputs: 2\nedges: { max: 1 }\noperations: [a]\n');
    expect(() => space.sample(seededNumbers(1))).toThrow(/contradict/);
  });
});

describe('NAS-Bench-Graph as a space file', () => {
  const file = resolve(import.meta.dirname, '../../../../../examples/spaces/nas-bench-graph.space.yaml');
  const space = spaceOf(readFileSync(file, 'utf8'));

  it('samples all nine topologies', () => {
    const random = seededNumbers(6);
    const topologies = new Set<string>();
    for (let draw = 0; draw < 400; draw++) {
      const { edges } = space.sample(random).parts[0]!.cell;
      topologies.add(
        edges
          .map(({ from, to }) => `${from}${to}`)
          .sort()
          .join(),
      );
    }
    expect(topologies.size).toBeGreaterThanOrEqual(9);
  });

  it('offers neighbours with another operation or another input', () => {
    const neighbours = space.neighbours(space.sample(seededNumbers(7)));
    const kinds = new Set(neighbours.map(({ edit }) => edit.kind));
    expect(kinds).toEqual(new Set(['set-operation', 'set-input']));
    for (const { architecture } of neighbours) expect(space.check(architecture)).toEqual([]);
  });

  it.skipIf(!hasBenchmarkData)(
    'reads every row of the published table as a different architecture',
    async () => {
      const keys = new Set<string>();
      const rows = benchmarkRows('nas-bench-graph');
      for (const [index, { link, ops }] of rows.entries()) {
        if (index % 5000 === 0) await new Promise(setImmediate);
        const found = resolveArchitecture(
          space,
          new Map([
            ['link', link],
            ['ops', ops],
          ]),
        );
        if (found.kind === 'problem') throw new Error(`${link} ${ops}: ${found.message}`);
        keys.add(found.key);
      }
      console.log(`NAS-Bench-Graph: ${rows.length} rows, ${keys.size} architectures up to isomorphism`);
      expect(keys.size).toBeGreaterThan(rows.length * 0.5);
    },
    60_000,
  );
});
