import { describe, expect, it } from 'vitest';
import { minimise } from '../../../../src/core/gaussianprocess/minimise';

describe('minimise', () => {
  it('finds the valley of Rosenbrock', () => {
    const { point, value } = minimise(
      (at) => {
        const [x, y] = [at[0]!, at[1]!];
        const bend = y - x * x;
        return {
          value: (1 - x) ** 2 + 100 * bend ** 2,
          gradient: Float64Array.from([-2 * (1 - x) - 400 * x * bend, 200 * bend]),
        };
      },
      Float64Array.from([-1.2, 1]),
    );
    expect(value).toBeLessThan(1e-9);
    expect(point[0]).toBeCloseTo(1, 4);
    expect(point[1]).toBeCloseTo(1, 4);
  });

  it('steps back from where the function is infinite', () => {
    const { point } = minimise(
      (at) => {
        const x = at[0]!;
        return { value: x > 0 ? x - Math.log(x) : Number.POSITIVE_INFINITY, gradient: Float64Array.from([1 - 1 / x]) };
      },
      Float64Array.from([5]),
    );
    expect(point[0]).toBeCloseTo(1, 5);
  });

  it('stays where it is already lowest', () => {
    const start = Float64Array.from([0, 0]);
    const result = minimise(
      (at) => ({ value: at[0]! ** 2 + at[1]! ** 2, gradient: at.map((value) => 2 * value) }),
      start,
    );
    expect(result.iterations).toBe(0);
    expect([...result.point]).toEqual([0, 0]);
  });
});
