import type { RandomGenerator } from './random';

/** Shuffles in place (Fisher and Yates) and returns the same array. */
export function shuffle<T extends { readonly length: number; [index: number]: unknown }>(
  random: RandomGenerator,
  items: T,
): T {
  for (let i = items.length - 1; i > 0; i--) {
    const j = random.integer(i + 1);
    const kept = items[i];
    items[i] = items[j];
    items[j] = kept;
  }
  return items;
}

/** The indices 0..n-1 in random order. */
export function permutation(random: RandomGenerator, n: number): Uint32Array {
  return shuffle(
    random,
    Uint32Array.from({ length: n }, (_, i) => i),
  );
}

/**
 * `count` distinct indices of 0..n-1, in random order, in O(count) time and memory whatever n is.
 *
 * @throws RangeError if there are not so many.
 */
export function sampleWithoutReplacement(random: RandomGenerator, n: number, count: number): Uint32Array {
  if (!(Number.isInteger(count) && count >= 0 && count <= n)) {
    throw new RangeError(`${count} of ${n} cannot be drawn without replacement`);
  }
  // A shuffle that stops after `count` places; `moved` holds the places that differ from the identity.
  const moved = new Map<number, number>();
  const drawn = new Uint32Array(count);
  for (let i = 0; i < count; i++) {
    const j = i + random.integer(n - i);
    drawn[i] = moved.get(j) ?? j;
    moved.set(j, moved.get(i) ?? i);
  }
  return drawn;
}
