import { beforeAll, describe, expect, it } from 'vitest';
import type { GraphOps } from '../../../../../src/core/encoder/graphOps';
import { RandomGenerator } from '../../../../../src/core/random/random';
import { marginRankingLoss } from '../../../../../src/core/training/losses/marginRanking';
import { rankingPairs } from '../../../../../src/core/training/losses/rankingPairs';
import { testBackend } from '../../../../support/backend';

describe('rankingPairs', () => {
  it('weighs every ordered pair alike; ties and undefined values have none', () => {
    const weights = rankingPairs([3, 1, 1, Number.NaN], Infinity, RandomGenerator.fromSeed(1));
    expect([...weights]).toEqual([0, 0.5, 0.5, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0]);
  });

  it('compares each item with so many at most', () => {
    const weights = rankingPairs([5, 4, 3, 2, 1], 2, RandomGenerator.fromSeed(1));
    const pairs = Array.from({ length: 5 }, (_, i) => weights.slice(5 * i, 5 * i + 5).filter((w) => w > 0).length);
    expect(pairs).toEqual([2, 2, 2, 1, 0]);
    expect(weights.reduce((a, b) => a + b)).toBeCloseTo(1, 6);
  });
});

describe('marginRankingLoss', () => {
  let ops: GraphOps;
  beforeAll(async () => {
    ops = await testBackend();
  });

  it('is the mean hinge over pairs', () => {
    const { tf } = ops;
    const weights = rankingPairs([2, 1, 0], Infinity, RandomGenerator.fromSeed(1));
    // differences 0.1 (short of the margin by 0.4), 1 and 0.9 (beyond it): mean 0.4 / 3
    const loss = marginRankingLoss(tf, tf.tensor2d([1, 0.9, 0], [3, 1]), weights, 0.5);
    expect(loss.dataSync()[0]).toBeCloseTo(0.4 / 3, 6);
  });
});
