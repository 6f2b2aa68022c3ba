const WORD64 = (1n << 64n) - 1n;

/**
 * Four 32-bit words for xoshiro128** from a seed and the name of a stream. The seed runs through SplitMix64 (Steele, Lea and Flood, OOPSLA 2014);
 * a stream's name offsets it by the name's 64-bit FNV-1a hash, an empty name by nothing.
 *
 * @throws RangeError if the seed is not a safe integer.
 */
export function seedWords(seed: number, stream: string): [number, number, number, number] {
  if (!Number.isSafeInteger(seed)) {
    throw new RangeError(`${seed} cannot be a seed: an integer is wanted`);
  }
  let counter = (BigInt(seed) + (stream === '' ? 0n : hashName(stream))) & WORD64;
  const next = (): bigint => {
    counter = (counter + 0x9e3779b97f4a7c15n) & WORD64;
    let z = counter;
    z = ((z ^ (z >> 30n)) * 0xbf58476d1ce4e5b9n) & WORD64;
    z = ((z ^ (z >> 27n)) * 0x94d049bb133111ebn) & WORD64;
    return z ^ (z >> 31n);
  };
  const first = next();
  const second = next();
  // SplitMix64 is a permutation of 64-bit words: two consecutive outputs are never both zero, the one forbidden state.
  return [low(first), high(first), low(second), high(second)];
}

/** The 64-bit FNV-1a hash of a text's code points. */
export function hashName(name: string): bigint {
  let hash = 0xcbf29ce484222325n;
  for (const unit of name) {
    hash = ((hash ^ BigInt(unit.codePointAt(0)!)) * 0x100000001b3n) & WORD64;
  }
  return hash;
}

function low(word: bigint): number {
  return Number(word & 0xffffffffn);
}

function high(word: bigint): number {
  return Number(word >> 32n);
}
