import { normalPair } from './normal';
import { seedWords } from './seed';

/** Everything that decides a generator's future; plain JSON, kept in checkpoints. */
export interface RandomState {
  /** The four 32-bit words of xoshiro128**, unsigned. */
  readonly words: readonly [number, number, number, number];
  /** Second value of the last pair of normal draws, if it has not been handed out yet. */
  readonly spareNormal?: number;
}

/**
 * A seeded pseudo-random generator: xoshiro128** 1.1 (Blackman and Vigna, "Scrambled linear pseudorandom number generators", ACM TOMS
 * 2021; period 2^128 - 1), seeded through SplitMix64 as its authors advise. The project's only source of randomness:
 * TensorFlow.js initialisers ignore their seed, and `Math.random` cannot be repeated.
 */
export class RandomGenerator {
  private a: number;
  private b: number;
  private c: number;
  private d: number;
  private spareNormal: number | undefined;

  private constructor(state: RandomState) {
    [this.a, this.b, this.c, this.d] = state.words.map((word) => word | 0) as [number, number, number, number];
    this.spareNormal = state.spareNormal;
  }

  /**
   * @param seed any safe integer.
   * @param stream names an independent sequence of the same seed, for instance `weights` or `batches`, so that drawing more
   *   of one kind does not shift the other.
   * @throws RangeError if the seed is not a safe integer.
   */
  static fromSeed(seed: number, stream = ''): RandomGenerator {
    return new RandomGenerator({ words: seedWords(seed, stream) });
  }

  /** @throws RangeError if the state is not one that `state()` can have returned. */
  static fromState(state: RandomState): RandomGenerator {
    const { words, spareNormal } = state;
    const valid =
      Array.isArray(words) &&
      words.length === 4 &&
      words.every((word) => Number.isInteger(word) && word >= 0 && word < 2 ** 32) &&
      words.some((word) => word !== 0) &&
      (spareNormal === undefined || Number.isFinite(spareNormal));
    if (!valid) {
      throw new RangeError('not the state of a random generator');
    }
    return new RandomGenerator(state);
  }

  state(): RandomState {
    const words = [this.a >>> 0, this.b >>> 0, this.c >>> 0, this.d >>> 0] as const;
    return this.spareNormal === undefined ? { words } : { words, spareNormal: this.spareNormal };
  }

  /** Uniform over the integers 0..2^32 - 1. */
  bits32(): number {
    const scrambled = Math.imul(this.b, 5);
    const result = Math.imul((scrambled << 7) | (scrambled >>> 25), 9) >>> 0;
    const shifted = this.b << 9;
    this.c ^= this.a;
    this.d ^= this.b;
    this.b ^= this.c;
    this.a ^= this.d;
    this.c ^= shifted;
    this.d = (this.d << 11) | (this.d >>> 21);
    return result;
  }

  /** Uniform in [low, high), 53 random bits. */
  uniform(low = 0, high = 1): number {
    const unit = ((this.bits32() >>> 5) * 2 ** 26 + (this.bits32() >>> 6)) / 2 ** 53;
    return low + unit * (high - low);
  }

  /** Uniform over 0..bound - 1, without modulo bias. @throws RangeError unless bound is an integer in 1..2^32. */
  integer(bound: number): number {
    if (!(Number.isInteger(bound) && bound >= 1 && bound <= 2 ** 32)) {
      throw new RangeError(`${bound} is not a bound`);
    }
    const limit = 2 ** 32 - (2 ** 32 % bound);
    let bits = this.bits32();
    while (bits >= limit) {
      bits = this.bits32();
    }
    return bits % bound;
  }

  /** One draw of the normal distribution. */
  normal(mean = 0, standardDeviation = 1): number {
    let value = this.spareNormal;
    if (value === undefined) {
      [value, this.spareNormal] = normalPair(() => this.uniform());
    } else {
      this.spareNormal = undefined;
    }
    return mean + standardDeviation * value;
  }
}
