import { describe, expect, it } from 'vitest';
import { generationOfNodes } from '../../../../../src/core/graph/generations';
import { dartsCost } from '../../../../../src/core/spaces/darts/cost';
import { darts } from '../../../../../src/core/spaces/darts/darts';
import {
  architectureFromGenotype,
  formatPairs,
  genotypeCell,
  parseGenotypeRow,
  parsePairs,
} from '../../../../../src/core/spaces/darts/genotype';
import type { GenotypeCell } from '../../../../../src/core/spaces/darts/genotype';
import { dartsEvaluationNetwork } from '../../../../support/dartsEvaluationNetwork';
import { seededNumbers } from '../../../../support/randomCell';

const NORMAL =
  'sep_conv_3x3~0 sep_conv_3x3~1 sep_conv_3x3~0 sep_conv_3x3~1 sep_conv_3x3~1 skip_connect~0 skip_connect~0 dil_conv_3x3~2';
const REDUCE =
  'max_pool_3x3~0 max_pool_3x3~1 skip_connect~2 max_pool_3x3~1 max_pool_3x3~0 skip_connect~2 skip_connect~2 max_pool_3x3~1';
/** The cell that the DARTS paper found with second-order search. */
const dartsV2 = parseGenotypeRow(NORMAL, REDUCE)!;

function codes(normal: Partial<GenotypeCell>): string[] {
  const pairs = parsePairs(NORMAL)!;
  return darts
    .check(architectureFromGenotype({ pairs, ...normal }, { pairs: parsePairs(REDUCE)! }))
    .map(({ code }) => code);
}

describe('the genotype', () => {
  it('comes back in the order in which it was written', () => {
    expect(dartsV2.parts.map((part) => formatPairs(genotypeCell(part).pairs))).toEqual([NORMAL, REDUCE]);
  });

  it('joins all inner nodes unless it says otherwise', () => {
    expect(genotypeCell(dartsV2.parts[0]!).concat).toEqual([2, 3, 4, 5]);
  });

  it.each(['', 'sep_conv_3x3', 'sep_conv_3x3~', 'a~0 b', `${'a'.repeat(5000)}~0`])('%j is none', (text) => {
    expect(parsePairs(text)).toBeUndefined();
  });
});

describe('the graph', () => {
  const { graph, origins } = darts.toGraph(dartsV2);
  const names = graph.operations.map((operation) => darts.vocabulary[operation]!.name);

  it('has a node for each operation, a sum for each inner node, two inputs and an output in each cell', () => {
    expect(graph.operations).toHaveLength(2 * (2 + 8 + 4 + 1));
    expect(names.filter((name) => name === 'sum')).toHaveLength(8);
    expect(names.filter((name) => name === 'output')).toHaveLength(2);
    expect(darts.vocabulary.map(({ name }) => name)).toEqual([
      'max_pool_3x3',
      'avg_pool_3x3',
      'skip_connect',
      'sep_conv_3x3',
      'sep_conv_5x5',
      'dil_conv_3x3',
      'dil_conv_5x5',
      'input',
      'input2',
      'sum',
      'output',
    ]);
  });

  it('is one graph with two sources: the normal cell feeds both inputs of the reduction cell', () => {
    const generations = generationOfNodes(names.length, graph.edges)!;
    expect(names.filter((_, node) => generations[node] === 0)).toEqual(['input', 'input2']);
    const outputs = names.flatMap((name, node) => (name === 'output' ? [node] : []));
    const fed = graph.edges.filter(([from]) => from === outputs[0]).map(([, to]) => names[to]);
    expect(fed).toEqual(['input', 'input2']);
    expect(graph.edges.filter(([from]) => from === outputs[1])).toEqual([]);
  });

  it('gives every sum two operations and the output four sums', () => {
    names.forEach((name, node) => {
      const inputs = graph.edges.filter(([, to]) => to === node).length;
      if (name === 'sum') expect(inputs).toBe(2);
      if (name === 'output') expect(inputs).toBe(4);
    });
  });

  it('knows the place of every node', () => {
    origins.forEach((origin, node) => {
      const isOperation = darts.operations.some(({ name }) => name === names[node]);
      expect(origin.kind).toBe(isOperation ? 'edge' : 'node');
    });
  });
});

describe('membership', () => {
  it('has nothing to say about the published cells', () => {
    expect(darts.check(dartsV2)).toEqual([]);
  });

  it('wants two operations in each of four nodes', () => {
    const pairs = parsePairs(NORMAL)!;
    expect(codes({ pairs: pairs.slice(0, 7) })).toEqual(['wrong-arity']);
    expect(codes({ pairs: pairs.slice(0, 6) })).toEqual(['too-few-nodes']);
    expect(codes({ pairs: [...pairs, ...pairs.slice(0, 2)] })).toEqual(['too-many-nodes']);
  });

  it('reads earlier nodes only, each once', () => {
    const pairs = parsePairs(NORMAL)!;
    const withInput = (index: number, input: number): GenotypeCell => ({
      pairs: pairs.map((pair, at) => (at === index ? { ...pair, input } : pair)),
    });
    expect(codes(withInput(0, 4))).toContain('cycle');
    expect(codes(withInput(0, 2))).toContain('cycle');
    expect(codes(withInput(0, 6))).toContain('cycle');
    expect(codes(withInput(0, 9))).toContain('unknown-node');
    expect(codes(withInput(0, 1))).toEqual(['duplicate-edge']);
  });

  it('joins all inner nodes to the output', () => {
    expect(codes({ concat: [2, 3, 4, 5] })).toEqual([]);
    expect(codes({ concat: [5, 4, 3, 2] })).toEqual([]);
    expect(codes({ concat: [3, 4, 5] })).toEqual(['outside-space']);
  });

  it('does not know the operation none of the search phase', () => {
    const pairs = parsePairs(NORMAL)!.map((pair, index) => (index === 3 ? { ...pair, operation: 'none' } : pair));
    expect(codes({ pairs })).toEqual(['unknown-operation']);
  });
});

describe('identity', () => {
  it('does not depend on the order of the two operations of a node', () => {
    const swapped = parsePairs(NORMAL)!;
    [swapped[0], swapped[1]] = [swapped[1]!, swapped[0]!];
    const other = architectureFromGenotype({ pairs: swapped }, { pairs: parsePairs(REDUCE)! });
    expect(darts.canonicalKey(other)).toBe(darts.canonicalKey(dartsV2));
  });

  it('tells the two inputs and the two cells apart', () => {
    const mirrored = parsePairs(NORMAL)!.map(({ operation, input }) => ({
      operation,
      input: input < 2 ? 1 - input : input,
    }));
    const other = architectureFromGenotype({ pairs: mirrored }, { pairs: parsePairs(REDUCE)! });
    expect(darts.canonicalKey(other)).not.toBe(darts.canonicalKey(dartsV2));
    const exchanged = parseGenotypeRow(REDUCE, NORMAL)!;
    expect(darts.canonicalKey(exchanged)).not.toBe(darts.canonicalKey(dartsV2));
  });
});

describe('cost', () => {
  it('of the evaluation network is the published 3.3 million parameters', () => {
    expect(dartsCost(dartsV2, dartsEvaluationNetwork).parameters / 1e6).toBeCloseTo(3.35, 1);
  });

  it('of the whole is more than that of its parts, by the stem and the classifier', () => {
    const { parameters } = darts.cost(dartsV2);
    const parts = [0, 1].map((part) => darts.costOf(dartsV2, { kind: 'part', part }).parameters!);
    const stem = 3 * 3 * 3 * 96 + 2 * 96;
    const classifier = 512 * 10 + 10;
    expect(parts[0]! + parts[1]! + stem + classifier).toBe(parameters);
  });

  it('of a part is that of its operations and of the preparation of its inputs', () => {
    for (const part of [0, 1]) {
      const edges = dartsV2.parts[part]!.cell.edges.map((_, edge) =>
        darts.costOf(dartsV2, { kind: 'edge', part, edge }),
      );
      const inputs = [0, 1].map((node) => darts.costOf(dartsV2, { kind: 'node', part, node }));
      const sum = [...edges, ...inputs].reduce((total, { parameters }) => total + parameters!, 0);
      expect(sum).toBe(darts.costOf(dartsV2, { kind: 'part', part }).parameters);
    }
    expect(darts.costOf(dartsV2, { kind: 'node', part: 0, node: 3 })).toEqual({});
  });
});

describe('moves', () => {
  it('samples members', () => {
    const random = seededNumbers(7);
    for (let draw = 0; draw < 200; draw++) expect(darts.check(darts.sample(random))).toEqual([]);
  });

  it('offers every other operation and every other input', () => {
    const neighbours = darts.neighbours(dartsV2);
    const operations = neighbours.filter(({ edit }) => edit.kind === 'set-operation');
    const inputs = neighbours.filter(({ edit }) => edit.kind === 'set-input');
    expect(operations).toHaveLength(16 * 6);
    // Node 2 has no other input to offer; nodes 3, 4 and 5 have 1, 2 and 3 for each of two operations, in two cells.
    expect(inputs).toHaveLength(2 * 2 * (0 + 1 + 2 + 3));
    for (const { architecture } of neighbours) expect(darts.check(architecture)).toEqual([]);
  });
});
