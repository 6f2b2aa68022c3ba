import { describe, expect, it } from 'vitest';
import { assertComparable } from '../../../../../src/core/training/metrics/comparable';

describe('assertComparable', () => {
  it('accepts equal lengths with infinities', () => {
    expect(() => assertComparable([1, Infinity], [-Infinity, 2])).not.toThrow();
  });

  it('names what is wrong', () => {
    expect(() => assertComparable([1], [1, 2])).toThrow('1 true values but 2 predicted ones');
    expect(() => assertComparable([1, 2, 3], [1, 2, Number.NaN])).toThrow('value 2 is not a number');
  });
});
