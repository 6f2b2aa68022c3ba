import { describe, expect, it } from 'vitest';
import type { GraphEdge } from '../../../../src/core/graph/graph';
import {
  contractIdentities,
  inducedSubgraph,
  nodeLiveness,
  pruneGraph,
  reachable,
} from '../../../../src/core/graph/prune';
import { defineOperation } from '../../../../src/core/spaces/defineOperation';

const vocabulary = [
  defineOperation('input', 'input', ''),
  defineOperation('conv', 'convolution', ''),
  defineOperation('skip', 'identity', ''),
  defineOperation('none', 'zero', ''),
  defineOperation('output', 'output', ''),
];
const [INPUT, CONV, SKIP, NONE, OUTPUT] = [0, 1, 2, 3, 4] as const;

function chain(...operations: number[]): { operations: number[]; edges: GraphEdge[] } {
  return { operations, edges: operations.slice(1).map((_, index): GraphEdge => [index, index + 1]) };
}

describe('reachable', () => {
  it('stops at blocked nodes', () => {
    const next = [[1], [2], [3], []];
    expect(reachable([0], next)).toEqual([true, true, true, true]);
    expect(reachable([0], next, (node) => node === 2)).toEqual([true, true, false, false]);
    expect(reachable([2], next, (node) => node === 2)).toEqual([false, false, false, false]);
  });
});

describe('nodeLiveness', () => {
  it('tells nodes that nothing reaches from nodes that reach nothing', () => {
    const graph = {
      operations: [INPUT, CONV, CONV, CONV, OUTPUT],
      // 1 is live, 2 receives nothing, 3 leads nowhere.
      edges: [
        [0, 1],
        [1, 4],
        [2, 4],
        [0, 3],
      ] as GraphEdge[],
    };
    expect(nodeLiveness(graph, vocabulary)).toEqual(['live', 'live', 'unreachable', 'dead-end', 'live']);
  });

  it('lets nothing pass a zero operation', () => {
    expect(nodeLiveness(chain(INPUT, CONV, NONE, CONV, OUTPUT), vocabulary)).toEqual([
      'live',
      'dead-end',
      'zero',
      'unreachable',
      'live',
    ]);
  });
});

describe('pruneGraph', () => {
  it('keeps live nodes with their edges and says where they were', () => {
    const graph = {
      operations: [INPUT, NONE, CONV, OUTPUT],
      edges: [
        [0, 1],
        [1, 3],
        [0, 2],
        [2, 3],
      ] as GraphEdge[],
    };
    expect(pruneGraph(graph, vocabulary)).toEqual({
      graph: {
        operations: [INPUT, CONV, OUTPUT],
        edges: [
          [0, 1],
          [1, 2],
        ],
      },
      kept: [0, 2, 3],
    });
  });

  it('leaves a graph without dead parts as it is', () => {
    const graph = chain(INPUT, CONV, SKIP, OUTPUT);
    expect(pruneGraph(graph, vocabulary).graph).toEqual(graph);
  });

  it('can keep any other part too', () => {
    expect(inducedSubgraph(chain(INPUT, CONV, OUTPUT), (node) => node > 0)).toEqual({
      graph: { operations: [CONV, OUTPUT], edges: [[0, 1]] },
      kept: [1, 2],
    });
  });
});

describe('contractIdentities', () => {
  it('joins what an identity joined', () => {
    expect(contractIdentities(chain(INPUT, SKIP, SKIP, CONV, OUTPUT), vocabulary)).toEqual({
      labels: [INPUT, CONV, OUTPUT],
      edges: [
        [0, 1, 1],
        [1, 2, 1],
      ],
    });
  });

  it('counts how often a value is added', () => {
    const graph = {
      operations: [INPUT, SKIP, SKIP, OUTPUT],
      edges: [
        [0, 1],
        [0, 2],
        [1, 3],
        [2, 3],
        [0, 3],
      ] as GraphEdge[],
    };
    expect(contractIdentities(graph, vocabulary)).toEqual({ labels: [INPUT, OUTPUT], edges: [[0, 1, 3]] });
  });

  it('multiplies where sums of identities follow each other', () => {
    const graph = {
      operations: [INPUT, SKIP, SKIP, SKIP, SKIP, CONV],
      edges: [
        [0, 1],
        [0, 2],
        [1, 3],
        [2, 3],
        [1, 4],
        [2, 4],
        [3, 5],
        [4, 5],
      ] as GraphEdge[],
    };
    expect(contractIdentities(graph, vocabulary).edges).toEqual([[0, 1, 4]]);
  });
});
