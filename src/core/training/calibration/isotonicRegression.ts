/** A run of neighbouring points that share one fitted value. */
export interface IsotonicBlock {
  /** Mean of the points' x. */
  readonly x: number;
  /** Mean of the points' y: the fit. */
  readonly y: number;
  /** Number of points. */
  readonly weight: number;
}

/**
 * Centred isotonic regression (Oron and Flournoy, Statistics in Biopharmaceutical Research 2017): the least-squares non-decreasing fit
 * by pool adjacent violators, each block placed at its mean x. Lines between the blocks make a continuous, strictly increasing
 * curve, where the plain step function would tie everything within a block.
 *
 * @returns blocks with strictly increasing x and y; one block where y does not rise with x at all.
 * @throws RangeError without points, or if the lengths differ.
 */
export function centredIsotonicRegression(x: ArrayLike<number>, y: ArrayLike<number>): IsotonicBlock[] {
  if (x.length === 0 || x.length !== y.length) {
    throw new RangeError(`isotonic regression of ${x.length} and ${y.length} values`);
  }
  return poolViolators(groupTies(x, y));
}

/** Points of equal x are one point to a function of x. Sorted by x. */
function groupTies(x: ArrayLike<number>, y: ArrayLike<number>): IsotonicBlock[] {
  const order = Uint32Array.from({ length: x.length }, (_, i) => i).sort((a, b) => x[a]! - x[b]!);
  const points: IsotonicBlock[] = [];
  let lastX = Number.NaN;
  for (const i of order) {
    const point = { x: x[i]!, y: y[i]!, weight: 1 };
    points.push(x[i] === lastX ? merge(points.pop()!, point) : point);
    lastX = x[i]!;
  }
  return points;
}

/** Equal neighbours are pooled too, so that the fit rises strictly from block to block. */
function poolViolators(points: readonly IsotonicBlock[]): IsotonicBlock[] {
  const blocks: IsotonicBlock[] = [];
  for (const point of points) {
    let block = point;
    while (blocks.length > 0 && blocks.at(-1)!.y >= block.y) {
      block = merge(blocks.pop()!, block);
    }
    blocks.push(block);
  }
  return blocks;
}

function merge(a: IsotonicBlock, b: IsotonicBlock): IsotonicBlock {
  const weight = a.weight + b.weight;
  const share = b.weight / weight;
  return { x: a.x + share * (b.x - a.x), y: a.y + share * (b.y - a.y), weight };
}
