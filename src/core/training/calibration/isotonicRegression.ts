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
 * @param minimumWeight blocks with fewer points are merged with their neighbours: the outermost blocks of an isotonic
 *   fit are otherwise often single points, which fit noise.
 * @returns blocks with strictly increasing x and y; one block where y does not rise with x at all.
 * @throws RangeError without points, or if the lengths differ.
 */
export function centredIsotonicRegression(
  x: ArrayLike<number>,
  y: ArrayLike<number>,
  minimumWeight = 1,
): IsotonicBlock[] {
  if (x.length === 0 || x.length !== y.length) {
    throw new RangeError(`isotonic regression of ${x.length} and ${y.length} values`);
  }
  return mergeLightBlocks(poolViolators(groupTies(x, y)), minimumWeight);
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

/** Merging neighbours keeps the order strict. */
function mergeLightBlocks(blocks: readonly IsotonicBlock[], minimumWeight: number): IsotonicBlock[] {
  const merged: IsotonicBlock[] = [];
  for (const block of blocks) {
    const last = merged.at(-1);
    if (last && last.weight < minimumWeight) {
      merged[merged.length - 1] = merge(last, block);
    } else {
      merged.push(block);
    }
  }
  if (merged.length > 1 && merged.at(-1)!.weight < minimumWeight) {
    const light = merged.pop()!;
    merged.push(merge(merged.pop()!, light));
  }
  return merged;
}

function merge(a: IsotonicBlock, b: IsotonicBlock): IsotonicBlock {
  const weight = a.weight + b.weight;
  const share = b.weight / weight;
  return { x: a.x + share * (b.x - a.x), y: a.y + share * (b.y - a.y), weight };
}
