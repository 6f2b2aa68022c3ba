import type { RandomGenerator } from '../../random/random';

/**
 * Pairs (i, j) with target_i > target_j as a weight matrix [items, items], row-major: weight of a pair is 1 / number of pairs.
 * Each item i is compared with at most `perItem` random others below it. Undefined (NaN) targets are left out.
 */
export function rankingPairs(targets: ArrayLike<number>, perItem: number, random: RandomGenerator): Float32Array {
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
}
