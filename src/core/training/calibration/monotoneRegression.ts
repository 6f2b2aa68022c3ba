import { centredIsotonicRegression } from './isotonicRegression';
import { localLinearRegression } from './localLinearRegression';
import type { MonotoneCurve } from './monotoneCurve';

/** Places at which the smooth fit is taken. */
const GRID = 101;

/**
 * A smooth, strictly increasing fit: local linear regression at places spread evenly over the points, made monotone by centred isotonic
 * regression. Smoothing first matters with few points: on 100 NAS-Bench-201 cells, isotonic regression alone
 * misses by half as much again.
 *
 * @param x sorted ascending, at least one point.
 */
export function monotoneRegression(x: ArrayLike<number>, y: ArrayLike<number>): MonotoneCurve {
  const last = x.length - 1;
  const neighbours = Math.max(8, Math.round(2.2 * x.length ** 0.6));
  const places = new Set(Array.from({ length: GRID }, (_, k) => x[Math.round((k * last) / (GRID - 1))]!));
  const grid = [...places];
  const blocks = centredIsotonicRegression(
    grid,
    grid.map((at) => localLinearRegression(x, y, at, neighbours)),
  );
  return { x: blocks.map((block) => block.x), y: blocks.map((block) => block.y) };
}
