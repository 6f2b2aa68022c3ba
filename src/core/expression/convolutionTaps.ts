import type { Operation } from '../spaces/space';

/** Positions that a convolution reads along one dimension: the n of `nxn` in its name, 3 where it tells none. */
export function convolutionTaps({ name }: Operation): number {
  const taps = Number(/(\d+)x\1/.exec(name)?.[1] ?? 3);
  // an even kernel has no middle
  return taps % 2 === 1 ? taps : taps + 1;
}
