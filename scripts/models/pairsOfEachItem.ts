import type { PairSampler } from '../../src/core/training/losses/rankingPairs';

/**
 * Compares each item with at most `perItem` random ones below it, so that pairs of the worst items outnumber those of the best. The
 * bundled encoders were pre-trained so; every other training draws from all pairs alike (`rankingPairs`), as the paper's code does.
 * Models that are built anew should do that, too: this file goes with the weights that it made.
 */
export const pairsOfEachItem: PairSampler = (targets, perItem, random) => {
  const n = targets.length;
  const weights = new Float32Array(n * n);
  const below: number[] = [];
  let pairs = 0;
  for (let i = 0; i < n; i++) {
    below.length = 0;
    for (let j = 0; j < n; j++) if (targets[i]! > targets[j]!) below.push(j);
    const count = Math.min(perItem, below.length);
    for (let c = 0; c < count; c++) {
      if (count < below.length) {
        const other = c + random.integer(below.length - c);
        const swapped = below[c]!;
        below[c] = below[other]!;
        below[other] = swapped;
      }
      weights[i * n + below[c]!] = 1;
    }
    pairs += count;
  }
  if (pairs > 0) for (let i = 0; i < weights.length; i++) weights[i]! /= pairs;
  return weights;
};
