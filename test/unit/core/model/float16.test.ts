import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fromFloat16Bits, toFloat16Bits } from '../../../../src/core/model/float16';

const round = (value: number) => fromFloat16Bits(toFloat16Bits(value));

describe('half precision', () => {
  it('knows landmark bit patterns', () => {
    for (const [value, bits] of [
      [0, 0x0000],
      [-0, 0x8000],
      [1, 0x3c00],
      [-2, 0xc000],
      [65504, 0x7bff],
      [2 ** -14, 0x0400],
      [2 ** -24, 0x0001],
      [1023 * 2 ** -24, 0x03ff],
      [0.333251953125, 0x3555],
    ] as const) {
      expect(toFloat16Bits(value)).toBe(bits);
      expect(fromFloat16Bits(bits)).toBe(value);
    }
    expect(fromFloat16Bits(0x7c00)).toBe(Infinity);
    expect(fromFloat16Bits(0xfc00)).toBe(-Infinity);
    expect(fromFloat16Bits(0x7e00)).toBeNaN();
  });

  it('keeps every finite half as it is', () => {
    for (let bits = 0; bits < 0x10000; bits++) {
      if ((bits & 0x7c00) !== 0x7c00) {
        expect(toFloat16Bits(fromFloat16Bits(bits))).toBe(bits);
      }
    }
  });

  it('rounds to the nearest, ties to even', () => {
    expect(round(1 + 2 ** -11)).toBe(1);
    expect(round(1 + 3 * 2 ** -11)).toBe(1 + 2 ** -9);
    expect(round(1 + 2 ** -11 + 2 ** -20)).toBe(1 + 2 ** -10);
    expect(round(2047.5)).toBe(2048);
    expect(round(2 ** -25)).toBe(0);
    expect(round(3 * 2 ** -25)).toBe(2 ** -23);
    expect(round(2 ** -25 + 2 ** -40)).toBe(2 ** -24);
    expect(round(2 ** -30)).toBe(0);
    expect(Object.is(round(-(2 ** -30)), -0)).toBe(true);
    expect(round(2 ** -14 - 2 ** -26)).toBe(2 ** -14);
  });

  it('is never farther off than half a step', () => {
    fc.assert(
      fc.property(fc.float({ min: -65504, max: 65504, noNaN: true }), (value) => {
        const magnitude = Math.max(2 ** -14, Math.abs(value));
        const step = 2 ** (Math.floor(Math.log2(magnitude)) - 10);
        expect(Math.abs(round(value) - value)).toBeLessThanOrEqual(step / 2);
      }),
    );
  });

  it('refuses what becomes infinite', () => {
    expect(round(65519)).toBe(65504);
    for (const value of [65520, -65520, 1e30, Infinity, Number.NaN]) {
      expect(() => toFloat16Bits(value)).toThrow(RangeError);
    }
  });
});
