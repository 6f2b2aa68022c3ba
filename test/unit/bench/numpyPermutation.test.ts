import { describe, expect, it } from 'vitest';
import { numpyPermutation } from '../../../bench/paper/numpyPermutation';

describe('numpyPermutation', () => {
  // as printed by NumPy 1 and 2 alike: RandomState is frozen
  it.each([
    [0, [2, 8, 4, 9, 1, 6, 7, 3, 0, 5]],
    [42, [8, 1, 5, 0, 7, 2, 9, 4, 3, 6]],
  ])('draws as NumPy does with seed %i', (seed, order) => {
    expect(numpyPermutation(seed, 10)).toEqual(order);
  });

  it('holds every index once, also past one renewal of the state', () => {
    const order = numpyPermutation(2021, 14_580);
    expect([...order].sort((a, b) => a - b)).toEqual(order.map((_, i) => i));
  });
});
