import { describe, expect, it } from 'vitest';
import { cholesky, invertCholesky, solveCholesky } from '../../../../src/core/gaussianprocess/cholesky';

describe('cholesky', () => {
  it('factors a matrix by hand', () => {
    expect([...cholesky(Float64Array.from([4, 2, 2, 10]), 2)!]).toEqual([2, 0, 1, 3]);
  });

  it('tells where there is no factor', () => {
    expect(cholesky(Float64Array.from([1, 2, 2, 1]), 2)).toBeUndefined();
  });

  it('solves and inverts', () => {
    const lower = Float64Array.from([2, 0, 1, 3]);
    const solution = solveCholesky(lower, 2, [8, 22]);
    expect([4 * solution[0]! + 2 * solution[1]!, 2 * solution[0]! + 10 * solution[1]!]).toEqual([8, 22]);
    const expected = [10, -2, -2, 4].map((value) => value / 36);
    [...invertCholesky(lower, 2)].forEach((value, i) => expect(value).toBeCloseTo(expected[i]!, 14));
  });
});
