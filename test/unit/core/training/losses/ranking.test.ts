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

  it('draws so many for each item where there are more, any pair as likely as another', () => {
    const targets = [5, 4, 3, 2, 1];
    const counts = new Float32Array(25);
    const draws = 4_000;
    const random = RandomGenerator.fromSeed(1);
    for (let draw = 0; draw < draws; draw++) {
      const weights = rankingPairs(targets, 1, random);
      expect(weights.filter((weight) => weight > 0)).toEqual(new Float32Array(5).fill(1 / 5));
      weights.forEach((weight, pair) => (counts[pair]! += weight > 0 ? 1 : 0));
    }
    const better = targets.flatMap((a, i) => targets.flatMap((b, j) => (a > b ? [counts[5 * i + j]! / draws] : [])));
    expect(better).toHaveLength(10);
    for (const share of better) expect(share).toBeCloseTo(1 / 2, 1);
    expect(rankingPairs(targets, 2, random).filter((weight) => weight > 0)).toHaveLength(10);
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
