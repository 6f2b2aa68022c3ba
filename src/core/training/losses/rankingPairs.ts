import type { RandomGenerator } from '../../random/random';
import { sampleWithoutReplacement } from '../../random/sampling';

/** Chooses pairs to compare among the items of a batch: weights [items, items], row-major, of (better, worse), that sum to 1. */
export type PairSampler = (targets: ArrayLike<number>, perItem: number, random: RandomGenerator) => Float32Array;

/**
 * Pairs (i, j) with target_i > target_j as a weight matrix [items, items], row-major: weight of a pair is 1 / number of pairs.
 * Where there are more than `perItem` times the items, as many are drawn, each pair as likely as any other: a limit for each better
 * item instead would keep all pairs of the worst items and few of the best. Undefined (NaN) targets are left out.
 */
export const rankingPairs: PairSampler = (targets, perItem, random) => {
  const n = targets.length;
  const pairs: number[] = [];
  for (let i = 0; i < n; i++) {
    for (let j = 0; j < n; j++) if (targets[i]! > targets[j]!) pairs.push(i * n + j);
  }
  const limit = Math.min(pairs.length, perItem * n);
  const kept = limit < pairs.length ? Array.from(sampleWithoutReplacement(random, pairs.length, limit)) : undefined;
  const weights = new Float32Array(n * n);
  for (const pair of kept ? kept.map((k) => pairs[k]!) : pairs) weights[pair] = 1 / limit;
  return weights;
};
