import { describe, expect, it } from 'vitest';
import { architectureFromMatrix } from '../../../../../src/core/spaces/nasBench101/cellBuilding';
import { compactCell, parseCompactCell } from '../../../../../src/core/spaces/nasBench101/compactString';
import { nasBench101 } from '../../../../../src/core/spaces/nasBench101/nasBench101';
import type { Architecture, CellEdge } from '../../../../../src/core/spec/architecture';
import { seededNumbers } from '../../../../support/randomCell';

/** A cell with these inner operations (c: conv3x3, o: conv1x1, m: maxpool) and edges `from>to`. */
function cell(operations: string, edges: string): Architecture {
  const names: Record<string, string> = { c: 'conv3x3-bn-relu', o: 'conv1x1-bn-relu', m: 'maxpool3x3' };
  const nodes = ['input', ...[...operations].map((letter) => names[letter]!), 'output'].map((operation, node) => ({
    name: node === 0 ? 'input' : node === operations.length + 1 ? 'output' : String(node),
    operation,
  }));
  const list = edges.split(' ').map((edge): CellEdge => {
    const [from = 0, to = 0] = edge.split('>').map(Number);
    return { from, to };
  });
  return { parts: [{ role: 'cell', cell: { nodes, edges: list } }] };
}

const codes = (architecture: Architecture): string[] => nasBench101.check(architecture).map(({ code }) => code);

describe('the compact form', () => {
  it('is the upper triangle and a digit for each inner node', () => {
    const architecture = parseCompactCell('110101', '02')!;
    expect(architecture).toEqual(cell('cm', '0>1 0>2 1>2 2>3'));
    expect(compactCell(architecture)).toEqual({ adjacency: '110101', operations: '02' });
  });

  it('reads the one cell without inner nodes', () => {
    expect(parseCompactCell('1', '')).toEqual(cell('', '0>1'));
  });

  it.each([
    ['', ''],
    ['11', ''],
    ['110101', ''],
    ['110101', '0'],
    ['110101', '03'],
    ['2', ''],
    ['1'.repeat(28), '000000'],
    ['abc', ''],
  ])('refuses %j with %j', (adjacency, operations) => {
    expect(parseCompactCell(adjacency, operations)).toBeUndefined();
  });

  it('puts nodes in topological order before it writes them', () => {
    const unordered = cell('cm', '0>2 2>1 1>3');
    expect(compactCell(unordered)).toEqual({ adjacency: '100101', operations: '20' });
    expect(nasBench101.canonicalKey(parseCompactCell('100101', '20')!)).toBe(nasBench101.canonicalKey(unordered));
  });
});

describe('the graph', () => {
  it('is the matrix as it is written, dead nodes included', () => {
    const architecture = cell('co', '0>1 1>3 0>2');
    expect(nasBench101.toGraph(architecture)).toEqual({
      graph: {
        operations: [0, 2, 1, 4],
        edges: [
          [0, 1],
          [1, 3],
          [0, 2],
        ],
      },
      origins: [0, 1, 2, 3].map((node) => ({ kind: 'node', part: 0, node })),
    });
    expect(nasBench101.vocabulary.map(({ name }) => name)).toEqual([
      'input',
      'conv1x1-bn-relu',
      'conv3x3-bn-relu',
      'maxpool3x3',
      'output',
    ]);
  });
});

describe('membership', () => {
  it('has nothing to say about a good cell', () => {
    expect(codes(cell('com', '0>1 1>2 2>3 3>4 0>4'))).toEqual([]);
  });

  it('limits nodes and edges', () => {
    expect(codes(cell('cccccc', '0>1 1>2 2>3 3>4 4>5 5>6 6>7'))).toEqual(['too-many-nodes']);
    expect(codes(cell('ccccc', '0>1 0>2 0>3 0>4 0>5 1>6 2>6 3>6 4>6 5>6'))).toEqual(['too-many-edges']);
    expect(codes({ parts: [{ role: 'cell', cell: { nodes: [], edges: [] } }] })).toContain('too-few-nodes');
  });

  it('names the nodes of a cycle', () => {
    const problems = nasBench101.check(cell('cc', '0>1 1>2 2>1 2>3'));
    expect(problems).toMatchObject([
      { code: 'cycle', place: { node: 1 }, message: 'the edges form a cycle: 1 -> 2 -> 1' },
    ]);
  });

  it('warns of nodes that the benchmark leaves out', () => {
    expect(codes(cell('cc', '0>1 1>3 0>2'))).toEqual(['dead-node']);
    expect(codes(cell('cc', '0>1 1>3 2>3'))).toEqual(['unreachable-node']);
  });

  it('refuses a cell whose output receives nothing', () => {
    const problems = nasBench101.check(cell('c', '0>1'));
    expect(problems.map(({ code, severity }) => [code, severity])).toEqual([
      ['dead-node', 'warning'],
      ['disconnected-output', 'error'],
    ]);
  });

  it('has one input and one output, first and last', () => {
    const architecture = architectureFromMatrix(
      [
        [0, 1, 0],
        [0, 0, 1],
        [0, 0, 0],
      ],
      ['conv3x3', 'input', 'output'],
    );
    expect(codes(architecture)).toEqual(['outside-space', 'outside-space', 'unknown-operation']);
  });

  it('knows the short names of operations', () => {
    const architecture = architectureFromMatrix(
      [
        [0, 1, 0],
        [0, 0, 1],
        [0, 0, 0],
      ],
      ['input', 'conv3x3', 'output'],
    );
    expect(codes(architecture)).toEqual([]);
    expect(nasBench101.canonicalKey(architecture)).toBe(nasBench101.canonicalKey(cell('c', '0>1 1>2')));
  });
});

describe('identity', () => {
  it('ignores order and names of nodes, and dead ones', () => {
    const key = nasBench101.canonicalKey(cell('cm', '0>1 0>2 1>3 2>3'));
    expect(nasBench101.canonicalKey(cell('mc', '0>1 0>2 1>3 2>3'))).toBe(key);
    expect(nasBench101.canonicalKey(cell('mcc', '0>1 0>2 1>4 2>4 0>3'))).toBe(key);
    expect(nasBench101.canonicalKey(cell('mm', '0>1 0>2 1>3 2>3'))).not.toBe(key);
  });
});

describe('cost', () => {
  it('of a cell that only projects its input is the stem, nine projections and the classifier', () => {
    const projections = [128, 256, 512].map((to, stack) => {
      const from = stack > 0 ? to / 2 : to;
      return from * to + 2 * to + 2 * (to * to + 2 * to);
    });
    const sum = projections.reduce((total, parameters) => total + parameters, 0);
    expect(nasBench101.cost(cell('', '0>1')).parameters).toBe(3 * 3 * 3 * 128 + 2 * 128 + sum + 512 * 10 + 10);
  });

  it('is that of its nodes, the stem, the classifier and the shortcut', () => {
    const architecture = cell('co', '0>1 1>2 2>3');
    const nodes = [1, 2].map((node) => nasBench101.costOf(architecture, { kind: 'node', part: 0, node }).parameters!);
    const stemAndClassifier = 3 * 3 * 3 * 128 + 2 * 128 + 512 * 10 + 10;
    expect(nodes[0]! + nodes[1]! + stemAndClassifier).toBe(nasBench101.cost(architecture).parameters);
  });

  it('does not depend on the order in which nodes are written', () => {
    const ordered = cell('com', '0>1 1>2 2>3 3>4');
    const unordered = cell('moc', '0>3 3>2 2>1 1>4');
    expect(nasBench101.cost(unordered)).toEqual(nasBench101.cost(ordered));
    const nodeCost = (architecture: Architecture, node: number): number | undefined =>
      nasBench101.costOf(architecture, { kind: 'node', part: 0, node }).parameters;
    expect([3, 2, 1].map((node) => nodeCost(unordered, node))).toEqual(
      [1, 2, 3].map((node) => nodeCost(ordered, node)),
    );
  });

  it('of a dead node is nothing', () => {
    expect(nasBench101.costOf(cell('cc', '0>1 1>3 0>2'), { kind: 'node', part: 0, node: 2 }).parameters).toBe(0);
  });
});

describe('moves', () => {
  it('samples members of every size without dead nodes', () => {
    const random = seededNumbers(3);
    const sizes = new Set<number>();
    for (let draw = 0; draw < 500; draw++) {
      const architecture = nasBench101.sample(random);
      expect(nasBench101.check(architecture)).toEqual([]);
      sizes.add(architecture.parts[0]!.cell.nodes.length);
    }
    expect([...sizes].sort()).toEqual(expect.arrayContaining([5, 6, 7]));
  });

  it('offers members that differ in one operation or one edge', () => {
    const random = seededNumbers(4);
    for (let draw = 0; draw < 20; draw++) {
      const architecture = nasBench101.sample(random);
      const neighbours = nasBench101.neighbours(architecture);
      // The cell that only joins input and output has no operation and no edge to spare.
      expect(neighbours.length > 0).toBe(architecture.parts[0]!.cell.nodes.length > 2);
      for (const { architecture: other, edit } of neighbours) {
        expect(nasBench101.check(other)).toEqual([]);
        const before = architecture.parts[0]!.cell.edges.length;
        const difference = { 'add-edge': 1, 'remove-edge': -1, 'set-operation': 0, 'set-input': 0 }[edit.kind];
        expect(other.parts[0]!.cell.edges).toHaveLength(before + difference);
      }
    }
  });
});
