import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { RandomGenerator } from '../../../../src/core/random/random';

const draw = <T>(count: number, next: () => T): T[] => Array.from({ length: count }, next);

describe('RandomGenerator', () => {
  it('is xoshiro128**: the reference sequence of state 1, 2, 3, 4', () => {
    const random = RandomGenerator.fromState({ words: [1, 2, 3, 4] });
    // Computed with the algorithm in C.
    expect(draw(10, () => random.bits32())).toEqual([
      11520, 0, 5927040, 70819200, 2031721883, 1637235492, 1287239034, 3734860849, 3729100597, 4258142804,
    ]);
  });

  it('is seeded through SplitMix64', () => {
    const first = (seed: number) => {
      const random = RandomGenerator.fromSeed(seed);
      return draw(4, () => random.bits32());
    };
    // Computed with SplitMix64 and xoshiro128** in C.
    expect(first(0)).toEqual([3737715805, 2584255861, 2876756834, 3286328325]);
    expect(first(21)).toEqual([3253606672, 1812846740, 976023352, 1029126537]);
    expect(first(202121)).toEqual([2355281137, 2927074602, 3253625003, 2583479408]);
    expect(() => first(0.5)).toThrow(RangeError);
    expect(() => first(Number.NaN)).toThrow(RangeError);
    expect(first(-1)).not.toEqual(first(1));
  });

  it('has independent streams of one seed', () => {
    const weights = RandomGenerator.fromSeed(21, 'weights');
    const batches = RandomGenerator.fromSeed(21, 'batches');
    const a = draw(2000, () => weights.uniform());
    const b = draw(2000, () => batches.uniform());
    const correlation = 12 * (a.reduce((sum, value, i) => sum + (value - 0.5) * (b[i]! - 0.5), 0) / 2000);
    expect(Math.abs(correlation)).toBeLessThan(0.1);
  });

  it('goes on from a saved state as if it had not stopped', () => {
    fc.assert(
      fc.property(fc.integer(), fc.nat({ max: 20 }), (seed, before) => {
        const random = RandomGenerator.fromSeed(seed);
        draw(before, () => random.normal());
        const resumed = RandomGenerator.fromState(JSON.parse(JSON.stringify(random.state())) as never);
        const next = (generator: RandomGenerator) => [generator.normal(), generator.uniform(), generator.integer(7)];
        expect(next(resumed)).toEqual(next(random));
      }),
    );
  });

  it('refuses a state that it cannot have written', () => {
    const from = (state: unknown) => () => RandomGenerator.fromState(state as never);
    expect(from({ words: [0, 0, 0, 0] })).toThrow(RangeError);
    expect(from({ words: [1, 2, 3] })).toThrow(RangeError);
    expect(from({ words: [1, 2, 3, 2 ** 32] })).toThrow(RangeError);
    expect(from({ words: [1, 2, 3, -1] })).toThrow(RangeError);
    expect(from({ words: 'abcd' })).toThrow(RangeError);
    expect(from({ words: [1, 2, 3, 4], spareNormal: Infinity })).toThrow(RangeError);
  });

  it('draws uniformly', () => {
    const random = RandomGenerator.fromSeed(1);
    const values = draw(100_000, () => random.uniform(2, 4));
    expect(Math.min(...values.slice(0, 1000))).toBeGreaterThanOrEqual(2);
    expect(Math.max(...values.slice(0, 1000))).toBeLessThan(4);
    const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
    expect(mean).toBeCloseTo(3, 2);
    expect(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length).toBeCloseTo(4 / 12, 2);
  });

  it('draws normally', () => {
    const random = RandomGenerator.fromSeed(2);
    const values = draw(200_000, () => random.normal(5, 2));
    const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
    const moment = (power: number) =>
      values.reduce((sum, value) => sum + ((value - mean) / 2) ** power, 0) / values.length;
    expect(mean).toBeCloseTo(5, 1);
    expect(moment(2)).toBeCloseTo(1, 1);
    expect(moment(3)).toBeCloseTo(0, 1);
    expect(moment(4)).toBeCloseTo(3, 0);
  });

  it('draws integers below a bound, all about equally often', () => {
    const random = RandomGenerator.fromSeed(3);
    const counts = new Array<number>(6).fill(0);
    draw(60_000, () => counts[random.integer(6)]!++);
    // Chi square with five degrees of freedom: 20.5 is passed once in a thousand seeds, and the seed is fixed.
    expect(counts.reduce((sum, count) => sum + (count - 10_000) ** 2 / 10_000, 0)).toBeLessThan(20.5);
    expect(random.integer(1)).toBe(0);
    expect(random.integer(2 ** 32)).toBeGreaterThan(1000);
    for (const bound of [0, -1, 1.5, 2 ** 32 + 1, Number.NaN]) {
      expect(() => random.integer(bound)).toThrow(RangeError);
    }
  });
});
