import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { RandomGenerator } from '../../../../src/core/random/random';
import { permutation, sampleWithoutReplacement, shuffle } from '../../../../src/core/random/sampling';

describe('shuffle and permutation', () => {
  it('keeps every item', () => {
    fc.assert(
      fc.property(fc.array(fc.integer()), fc.integer(), (items, seed) => {
        const shuffled = shuffle(RandomGenerator.fromSeed(seed), [...items]);
        expect([...shuffled].sort((a, b) => a - b)).toEqual([...items].sort((a, b) => a - b));
      }),
    );
    expect([...permutation(RandomGenerator.fromSeed(1), 9)].sort((a, b) => a - b)).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8]);
  });

  it('reaches the six orders of three items about equally often', () => {
    const random = RandomGenerator.fromSeed(4);
    const counts = new Map<string, number>();
    for (let i = 0; i < 12_000; i++) {
      const order = permutation(random, 3).join('');
      counts.set(order, (counts.get(order) ?? 0) + 1);
    }
    expect(counts.size).toBe(6);
    for (const count of counts.values()) {
      expect(Math.abs(count - 2000)).toBeLessThan(200);
    }
  });

  it('is the same for the same seed', () => {
    expect(permutation(RandomGenerator.fromSeed(21), 50)).toEqual(permutation(RandomGenerator.fromSeed(21), 50));
    expect(permutation(RandomGenerator.fromSeed(21), 50)).not.toEqual(permutation(RandomGenerator.fromSeed(22), 50));
  });
});

describe('sampleWithoutReplacement', () => {
  it('draws distinct indices below n', () => {
    fc.assert(
      fc.property(fc.nat({ max: 200 }), fc.nat({ max: 200 }), fc.integer(), (a, b, seed) => {
        const n = Math.max(a, b);
        const count = Math.min(a, b);
        const drawn = sampleWithoutReplacement(RandomGenerator.fromSeed(seed), n, count);
        expect(new Set(drawn).size).toBe(count);
        expect(drawn.every((index) => index < n)).toBe(true);
      }),
    );
  });

  it('draws every index about equally often at every place', () => {
    const random = RandomGenerator.fromSeed(5);
    const counts = Array.from({ length: 2 }, () => new Array<number>(5).fill(0));
    for (let i = 0; i < 10_000; i++) {
      sampleWithoutReplacement(random, 5, 2).forEach((index, place) => counts[place]![index]!++);
    }
    for (const count of counts.flat()) {
      expect(Math.abs(count - 2000)).toBeLessThan(200);
    }
  });

  it('takes a few of very many at once and refuses too many', () => {
    expect(sampleWithoutReplacement(RandomGenerator.fromSeed(6), 4_000_000_000, 3)).toHaveLength(3);
    expect(() => sampleWithoutReplacement(RandomGenerator.fromSeed(6), 2, 3)).toThrow(RangeError);
  });
});
