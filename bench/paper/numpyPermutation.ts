/** Words of the Mersenne Twister's state (Matsumoto and Nishimura 1998, MT19937). */
const WORDS = 624;
const MIDDLE = 397;

/**
 * `numpy.random.seed(seed); numpy.random.permutation(n)`: the data permutations of the published rows are drawn so, and a split
 * of the same cells needs the same draw.
 * @returns 0..n-1 in the order of NumPy's RandomState
 */
export function numpyPermutation(seed: number, n: number): number[] {
  const bits32 = mersenneTwister(seed);
  const order = Array.from({ length: n }, (_, i) => i);
  for (let i = n - 1; i > 0; i--) {
    const j = upTo(i, bits32);
    [order[i], order[j]] = [order[j]!, order[i]!];
  }
  return order;
}

/** Uniform over 0..limit: draws as many bits as the limit has until they are within it. */
function upTo(limit: number, bits32: () => number): number {
  const mask = 0xffffffff >>> Math.clz32(limit);
  for (;;) {
    const value = (bits32() & mask) >>> 0;
    if (value <= limit) return value;
  }
}

function mersenneTwister(seed: number): () => number {
  const state = new Uint32Array(WORDS);
  state[0] = seed;
  for (let i = 1; i < WORDS; i++) {
    const before = state[i - 1]! ^ (state[i - 1]! >>> 30);
    state[i] = Math.imul(1812433253, before) + i;
  }
  let at = WORDS;
  return () => {
    if (at === WORDS) {
      renew(state);
      at = 0;
    }
    let word = state[at++]!;
    word ^= word >>> 11;
    word ^= (word << 7) & 0x9d2c5680;
    word ^= (word << 15) & 0xefc60000;
    return (word ^ (word >>> 18)) >>> 0;
  };
}

function renew(state: Uint32Array): void {
  for (let i = 0; i < WORDS; i++) {
    const pair = (state[i]! & 0x80000000) | (state[(i + 1) % WORDS]! & 0x7fffffff);
    state[i] = state[(i + MIDDLE) % WORDS]! ^ (pair >>> 1) ^ (pair & 1 ? 0x9908b0df : 0);
  }
}
