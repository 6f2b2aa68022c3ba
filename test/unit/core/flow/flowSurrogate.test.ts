import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { drawFlowConstants, flowSettings, type FlowConstants } from '../../../../src/core/flow/flowConstants';
import { flowSurrogate } from '../../../../src/core/flow/flowSurrogate';
import type { ArchitectureGraph } from '../../../../src/core/graph/graph';
import { RandomGenerator } from '../../../../src/core/random/random';
import { randomCells } from '../../../support/graphs';
import { publishedConstants } from '../../../support/publishedConstants';

/** FGP section 2 again, written from the formulas: memoised recursion over plain arrays instead of passes over generations. */
function reference(
  graph: ArchitectureGraph,
  { k, alpha, operationEmbedding, weights, source }: FlowConstants,
): number[] {
  const nodes = graph.operations.map((_, i) => i);
  const into = (i: number): number[] => graph.edges.filter((edge) => edge[1] === i).map((edge) => edge[0]);
  const outOf = (i: number): number[] => graph.edges.filter((edge) => edge[0] === i).map((edge) => edge[1]);
  const message = (i: number, m: number[]): number[] => {
    const input = [...operationEmbedding[graph.operations[i]!]!, ...m];
    return m.map((value, c) => {
      const product = input.reduce((sum, x, row) => sum + x * weights[row]![c]!, 0);
      return alpha * value + (1 - alpha) * Math.max(product, 0);
    });
  };
  const total = (list: number[][]): number[] =>
    Array.from({ length: k }, (_, c) => list.reduce((s, v) => s + v[c]!, 0));
  const memo = (compute: (i: number) => number[]): ((i: number) => number[]) => {
    const known = new Map<number, number[]>();
    return (i) => known.get(i) ?? known.set(i, compute(i)).get(i)!;
  };
  const f: (i: number) => number[] = memo((i) =>
    into(i).length === 0 ? [...source] : message(i, total(into(i).map(f))),
  );
  const b: (i: number) => number[] = memo((i) => (outOf(i).length === 0 ? f(i) : message(i, total(outOf(i).map(b)))));
  return total(nodes.filter((i) => into(i).length === 0).map(b));
}

describe('flowSurrogate', () => {
  it('equals an independent computation to 1e-6', () => {
    const constants = drawFlowConstants(7, flowSettings('nas-bench-201'), RandomGenerator.fromSeed(3));
    for (const graph of randomCells(200)) {
      const expected = reference(graph, constants);
      flowSurrogate(graph, constants).surrogate.forEach((value, c) => expect(value).toBeCloseTo(expected[c]!, 9));
    }
  });

  it("equals it with the authors' constants", () => {
    const { k, alpha, r, P, W } = publishedConstants('nas-bench-201');
    const rows = (matrix: typeof P): Float64Array[] => matrix.map((row) => Float64Array.from(row));
    const constants = { k, alpha, source: Float64Array.from(r), operationEmbedding: rows(P), weights: rows(W) };
    for (const graph of randomCells(200, 2)) {
      const expected = reference(graph, constants);
      flowSurrogate(graph, constants).surrogate.forEach((value, c) => expect(value).toBeCloseTo(expected[c]!, 9));
    }
  });

  it('does not depend on the order of nodes and edges', () => {
    const constants = drawFlowConstants(7, flowSettings('nas-bench-201'), RandomGenerator.fromSeed(4));
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 99 }),
        fc.shuffledSubarray([0, 1, 2, 3, 4, 5, 6, 7], { minLength: 8 }),
        (seed, order) => {
          const graph = randomCells(1, seed)[0]!;
          const operations: number[] = [];
          order.forEach((to, from) => (operations[to] = graph.operations[from]!));
          const renamed = { operations, edges: graph.edges.map(([a, b]) => [order[a]!, order[b]!] as const).reverse() };
          const expected = flowSurrogate(graph, constants).surrogate;
          flowSurrogate(renamed, constants).surrogate.forEach((value, c) =>
            expect(value).toBeCloseTo(expected[c]!, 12),
          );
        },
      ),
    );
  });

  it('lets a node without successors send its forward message back', () => {
    const constants = drawFlowConstants(3, { k: 4, sigma: 1 }, RandomGenerator.fromSeed(5));
    const { forward, backward, generations } = flowSurrogate(
      {
        operations: [0, 1, 2],
        edges: [
          [0, 1],
          [0, 2],
        ],
      },
      constants,
    );
    expect(generations).toEqual([0, 1, 1]);
    expect(backward[1]).toEqual(forward[1]);
    expect(forward[0]).toEqual(constants.source);
  });

  it('pools the other pass where one is left out', () => {
    const constants = drawFlowConstants(2, { k: 3, sigma: 1 }, RandomGenerator.fromSeed(6));
    const chain: ArchitectureGraph = { operations: [0, 1], edges: [[0, 1]] };
    const both = flowSurrogate(chain, constants);
    expect(flowSurrogate(chain, constants, 'forward').surrogate).toEqual(both.forward[1]);
    expect(flowSurrogate(chain, constants, 'backward').backward[1]).toEqual(constants.source);
  });

  it('refuses a cycle', () => {
    const constants = drawFlowConstants(1, { k: 2, sigma: 1 }, RandomGenerator.fromSeed(7));
    expect(() =>
      flowSurrogate(
        {
          operations: [0, 0],
          edges: [
            [0, 1],
            [1, 0],
          ],
        },
        constants,
      ),
    ).toThrow('cycle');
  });
});
