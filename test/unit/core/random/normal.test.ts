import { describe, expect, it } from 'vitest';
import { normalPair } from '../../../../src/core/random/normal';

describe('normalPair', () => {
  it('maps a point of the unit disc by the polar method', () => {
    // (0.8, 0.6) -> x = 0.6, y = 0.2, square 0.4.
    const uniforms = [0.8, 0.6];
    const factor = Math.sqrt((-2 * Math.log(0.4)) / 0.4);
    const [a, b] = normalPair(() => uniforms.shift()!);
    expect(a).toBeCloseTo(0.6 * factor, 12);
    expect(b).toBeCloseTo(0.2 * factor, 12);
  });

  it('draws again outside the disc and at its centre', () => {
    const uniforms = [1, 1, 0.5, 0.5, 0.8, 0.6];
    normalPair(() => uniforms.shift()!);
    expect(uniforms).toEqual([]);
  });
});
