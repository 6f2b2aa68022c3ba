/** Dropout that is a pure function of (seed, element), so that every backend and every rerun drops the same elements. */
export interface Dropout {
  /** Probability of zeroing an element, 0 <= rate < 1. */
  readonly rate: number;
  /** Any 32-bit integer; a new one for every layer and step. */
  readonly seed: number;
}

/** Elements whose hash is below this value are kept; 0xffffffff keeps all. */
export function keepThreshold(rate: number): number {
  return rate <= 0 ? 0xffffffff : Math.min(0xfffffffe, Math.floor((1 - rate) * 0x1_0000_0000));
}

/** Whether element `index` (row-major) is kept: murmur3's finaliser over index and seed. */
function dropoutKeeps(index: number, seed: number, threshold: number): boolean {
  let h = Math.imul(index, 0x9e3779b1) ^ seed;
  h ^= h >>> 16;
  h = Math.imul(h, 0x85ebca6b);
  h ^= h >>> 13;
  h = Math.imul(h, 0xc2b2ae35);
  h ^= h >>> 16;
  return h >>> 0 < threshold;
}

/** The factor of each element: 0 where dropped, 1 / (1 - rate) where kept. */
export function dropoutMask(elements: number, { rate, seed }: Dropout): Float32Array {
  const mask = new Float32Array(elements);
  const threshold = keepThreshold(rate);
  const scale = 1 / (1 - rate);
  for (let i = 0; i < elements; i++) mask[i] = rate <= 0 || dropoutKeeps(i, seed, threshold) ? scale : 0;
  return mask;
}
