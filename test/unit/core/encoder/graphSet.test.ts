import { describe, expect, it } from 'vitest';
import { dropEdges, maskOperations } from '../../../../src/core/encoder/augmentBatch';
import { graphOfNodes, packGraphs, takeBatch } from '../../../../src/core/encoder/graphSet';
import { RandomGenerator } from '../../../../src/core/random/random';

const set = packGraphs([
  { operations: [3, 1], edges: [[0, 1]] },
  {
    operations: [3, 2, 4],
    edges: [
      [0, 1],
      [1, 2],
      [0, 2],
    ],
  },
]);

describe('takeBatch', () => {
  it('numbers nodes through the batch and joins neighbours both ways', () => {
    const batch = takeBatch(set, [1, 0]);
    expect([...batch.nodeStart]).toEqual([0, 3, 5]);
    expect([...batch.operations]).toEqual([3, 2, 4, 3, 1]);
    const neighbours = (n: number): number[] =>
      [...batch.neighbours.subarray(batch.neighbourStart[n], batch.neighbourStart[n + 1])].sort();
    expect([0, 1, 2, 3, 4].map(neighbours)).toEqual([[1, 2], [0, 2], [0, 1], [4], [3]]);
    expect([...graphOfNodes(batch)]).toEqual([0, 0, 0, 1, 1]);
  });

  it('takes a graph as often as it is asked for', () => {
    expect(takeBatch(set, [0, 0, 0]).nodes).toBe(6);
  });
});

describe('augmentations', () => {
  it('mask nothing at rate 0 and everything at rate 1', () => {
    const batch = takeBatch(set, [0, 1]);
    expect(maskOperations(batch, 0, 9, RandomGenerator.fromSeed(1)).masked).toEqual([]);
    expect([...maskOperations(batch, 1, 9, RandomGenerator.fromSeed(1)).batch.operations]).toEqual([9, 9, 9, 9, 9]);
  });

  it('drop an edge together with its reverse', () => {
    const batch = takeBatch(set, [0, 1]);
    expect(dropEdges(batch, 1, RandomGenerator.fromSeed(1)).neighbours.length).toBe(0);
    const kept = dropEdges(batch, 0, RandomGenerator.fromSeed(1));
    expect(kept.neighbours.length).toBe(batch.neighbours.length);
    expect([...kept.neighbourStart]).toEqual([...batch.neighbourStart]);
  });
});
