import { describe, expect, it } from 'vitest';
import { featureGraph, featureRoles, INPUT, OPERATION, OUTPUT } from '../../../../src/core/features/featureGraph';
import { defineOperation } from '../../../../src/core/spaces/defineOperation';

const vocabulary = [
  defineOperation('input', 'input', ''),
  defineOperation('output', 'output', ''),
  defineOperation('conv', 'convolution', ''),
  defineOperation('sum', 'aggregation', ''),
  defineOperation('zero', 'zero', ''),
];
const [input, output, conv, sum, zero] = [0, 1, 2, 3, 4] as const;
const roles = featureRoles(vocabulary, new Set(['conv']));

describe('featureGraph', () => {
  it('puts nodes in topological order and drops dead ones', () => {
    const graph = featureGraph(
      {
        operations: [output, conv, input, conv, zero],
        edges: [
          [1, 0],
          [2, 1],
          [2, 3],
          [2, 4],
          [4, 0],
        ],
      },
      vocabulary,
      roles,
    );
    expect([...graph.operations]).toEqual([input, conv, output]);
    expect([...graph.roles]).toEqual([INPUT, OPERATION, OUTPUT]);
    expect([...graph.starts]).toEqual([0, 0, 1, 2]);
    expect([...graph.before]).toEqual([0, 1]);
  });

  it('looks through nodes that nobody chose, each source once', () => {
    const graph = featureGraph(
      {
        operations: [input, conv, conv, sum, sum, output],
        edges: [
          [0, 1],
          [0, 2],
          [1, 3],
          [2, 3],
          [1, 4],
          [3, 4],
          [4, 5],
        ],
      },
      vocabulary,
      roles,
    );
    expect([...graph.operations]).toEqual([input, conv, conv, output]);
    expect([...graph.before.subarray(graph.starts[3], graph.starts[4])].sort()).toEqual([1, 2]);
  });

  it('refuses cycles', () => {
    const cyclic = {
      operations: [input, conv, conv, output],
      edges: [
        [0, 1],
        [1, 2],
        [2, 1],
        [2, 3],
      ] as [number, number][],
    };
    expect(() => featureGraph(cyclic, vocabulary, roles)).toThrow(RangeError);
  });
});
