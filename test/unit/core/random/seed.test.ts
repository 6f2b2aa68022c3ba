import { describe, expect, it } from 'vitest';
import { seedWords } from '../../../../src/core/random/seed';

describe('seedWords', () => {
  it('are the first two outputs of SplitMix64, low word first', () => {
    // 6457827717110365317 and 3203168211198807973, the published outputs for 1234567.
    const words = seedWords(1234567, '');
    expect(BigInt(words[0]) + (BigInt(words[1]) << 32n)).toBe(6457827717110365317n);
    expect(BigInt(words[2]) + (BigInt(words[3]) << 32n)).toBe(3203168211198807973n);
  });

  it('differ by stream', () => {
    expect(seedWords(1, 'a')).not.toEqual(seedWords(1, 'b'));
    expect(seedWords(1, 'a')).not.toEqual(seedWords(1, ''));
  });
});
