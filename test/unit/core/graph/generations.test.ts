import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { findCycle, generationOfNodes, predecessorLists, successorLists } from '../../../../src/core/graph/generations';
import type { GraphEdge } from '../../../../src/core/graph/graph';

/** Edges that lead from lower to higher numbers, and so never form a cycle. */
const forwardEdges = fc
  .uniqueArray(fc.tuple(fc.nat(11), fc.nat(11)), { selector: ([from, to]) => `${from},${to}` })
  .map((pairs) =>
    pairs.filter(([from, to]) => from !== to).map(([a, b]): GraphEdge => [Math.min(a, b), Math.max(a, b)]),
  );

describe('topological generations', () => {
  it('puts a node after the last of its inputs', () => {
    const edges: GraphEdge[] = [
      [0, 1],
      [1, 2],
      [0, 3],
      [2, 3],
    ];
    expect(generationOfNodes(4, edges)).toEqual([0, 1, 2, 3]);
  });

  it('has every source in the first generation, used or not', () => {
    expect(generationOfNodes(4, [[0, 2]])).toEqual([0, 0, 1, 0]);
  });

  it('has no generations for an empty graph', () => {
    expect(generationOfNodes(0, [])).toEqual([]);
  });

  it('knows no generations where there is a cycle', () => {
    const edges: GraphEdge[] = [
      [0, 1],
      [1, 0],
    ];
    expect(generationOfNodes(2, edges)).toBeUndefined();
  });

  it('lists neighbours in the order of the edges', () => {
    const edges: GraphEdge[] = [
      [0, 2],
      [0, 1],
    ];
    expect(successorLists(3, edges)).toEqual([[2, 1], [], []]);
    expect(predecessorLists(3, edges)).toEqual([[], [0], [0]]);
  });

  it('is the longest path from a source, for any acyclic graph', () => {
    fc.assert(
      fc.property(forwardEdges, (edges) => {
        const generation = generationOfNodes(12, edges)!;
        const predecessors = predecessorLists(12, edges);
        generation.forEach((value, node) => {
          const before = predecessors[node]!.map((other) => generation[other]!);
          expect(value).toBe(before.length === 0 ? 0 : Math.max(...before) + 1);
        });
      }),
    );
  });
});

describe('findCycle', () => {
  it('finds none in a graph without one', () => {
    fc.assert(fc.property(forwardEdges, (edges) => void expect(findCycle(12, edges)).toBeUndefined()));
  });

  it('returns the nodes of a cycle in the order of its edges', () => {
    const edges: GraphEdge[] = [
      [0, 1],
      [1, 2],
      [2, 3],
      [3, 1],
    ];
    expect(findCycle(4, edges)).toEqual([1, 2, 3]);
    expect(findCycle(1, [[0, 0]])).toEqual([0]);
  });

  it('does not recurse: chains of 100,000 nodes are no problem', () => {
    const edges = Array.from({ length: 99_999 }, (_, node): GraphEdge => [node, node + 1]);
    expect(findCycle(100_000, edges)).toBeUndefined();
    expect(findCycle(100_000, [...edges, [99_999, 0]])).toHaveLength(100_000);
  });
});
