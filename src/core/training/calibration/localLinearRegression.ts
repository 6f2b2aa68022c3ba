import { firstAtLeast } from './monotoneCurve';

/**
 * Local linear regression at one point: a weighted least-squares line through the nearest points, weights tricube (Cleveland, JASA
 * 1979). Unlike a local mean it is not biased at the ends, where the best architectures are.
 *
 * @param x sorted ascending.
 * @param neighbours number of points that count.
 */
export function localLinearRegression(
  x: ArrayLike<number>,
  y: ArrayLike<number>,
  at: number,
  neighbours: number,
): number {
  const [from, to] = nearest(x, at, neighbours);
  // A little wider than the farthest point, whose weight would be zero.
  const width = 1.0001 * Math.max(at - x[from]!, x[to - 1]! - at);
  let [weights, sumX, sumY, sumXX, sumXY] = [0, 0, 0, 0, 0];
  for (let i = from; i < to; i++) {
    const distance = x[i]! - at;
    const weight = width > 0 ? (1 - (Math.abs(distance) / width) ** 3) ** 3 : 1;
    weights += weight;
    sumX += weight * distance;
    sumY += weight * y[i]!;
    sumXX += weight * distance * distance;
    sumXY += weight * distance * y[i]!;
  }
  const determinant = weights * sumXX - sumX * sumX;
  // Points at one place have no slope.
  const singular = determinant <= 1e-9 * weights * weights * width * width;
  return singular ? sumY / weights : (sumXX * sumY - sumX * sumXY) / determinant;
}

/** Half-open range of the points nearest to a place. */
function nearest(x: ArrayLike<number>, at: number, count: number): [from: number, to: number] {
  let from = firstAtLeast(x, at);
  let to = from;
  while (to - from < Math.min(count, x.length)) {
    if (to === x.length || (from > 0 && at - x[from - 1]! <= x[to]! - at)) {
      from--;
    } else {
      to++;
    }
  }
  return [from, to];
}
