import { RandomGenerator } from '../../src/core/random/random';

/** Numbers in [0, 1) that are the same in every run. */
export function seededNumbers(seed: number): () => number {
  const random = RandomGenerator.fromSeed(seed, 'tests');
  return () => random.uniform();
}
