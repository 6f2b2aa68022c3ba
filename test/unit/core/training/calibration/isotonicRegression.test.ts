import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { centredIsotonicRegression } from '../../../../../src/core/training/calibration/isotonicRegression';

describe('centredIsotonicRegression', () => {
  it('pools adjacent violators', () => {
    expect(centredIsotonicRegression([1, 2, 3, 4], [1, 3, 2, 4])).toEqual([
      { x: 1, y: 1, weight: 1 },
      { x: 2.5, y: 2.5, weight: 2 },
      { x: 4, y: 4, weight: 1 },
    ]);
  });

  it('takes points in any order and joins those of equal x', () => {
    expect(centredIsotonicRegression([2, 1, 2], [6, 1, 4])).toEqual([
      { x: 1, y: 1, weight: 1 },
      { x: 2, y: 5, weight: 2 },
    ]);
  });

  it('is one block where nothing rises', () => {
    expect(centredIsotonicRegression([1, 2, 3], [3, 2, 1])).toEqual([{ x: 2, y: 2, weight: 3 }]);
    expect(centredIsotonicRegression([5, 5], [1, 3])).toEqual([{ x: 5, y: 2, weight: 2 }]);
  });

  it('rises strictly and fits no worse than the best of many non-decreasing fits', () => {
    const value = fc.integer({ min: -5, max: 5 });
    fc.assert(
      fc.property(fc.array(value, { minLength: 2, maxLength: 5 }), (y) => {
        const blocks = centredIsotonicRegression([...y.keys()], y);
        for (let i = 1; i < blocks.length; i++) {
          expect(blocks[i]!.x).toBeGreaterThan(blocks[i - 1]!.x);
          expect(blocks[i]!.y).toBeGreaterThan(blocks[i - 1]!.y);
        }
        const fitted = blocks.flatMap((block) => new Array<number>(block.weight).fill(block.y));
        const error = (fit: readonly number[]) => fit.reduce((sum, level, i) => sum + (level - y[i]!) ** 2, 0);
        expect(error(fitted)).toBeLessThanOrEqual(smallestError(y) + 1e-9);
      }),
    );
  });

  it('refuses nothing and different lengths', () => {
    expect(() => centredIsotonicRegression([], [])).toThrow(RangeError);
    expect(() => centredIsotonicRegression([1], [1, 2])).toThrow(RangeError);
  });
});

/** The least-squares non-decreasing fit by trying every way to cut the sequence into runs of one mean. */
function smallestError(y: readonly number[]): number {
  let best = Infinity;
  for (let cuts = 0; cuts < 1 << (y.length - 1); cuts++) {
    const runs: number[][] = [[]];
    y.forEach((value, i) => {
      runs.at(-1)!.push(value);
      if ((cuts >> i) & 1 && i < y.length - 1) {
        runs.push([]);
      }
    });
    const means = runs.map((run) => run.reduce((sum, value) => sum + value, 0) / run.length);
    if (means.every((mean, i) => i === 0 || mean >= means[i - 1]!)) {
      const error = runs.reduce((sum, run, i) => sum + run.reduce((s, value) => s + (value - means[i]!) ** 2, 0), 0);
      best = Math.min(best, error);
    }
  }
  return best;
}
