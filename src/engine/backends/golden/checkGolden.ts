import type { GraphOps } from '../../../core/encoder/graphOps';
import { computeGolden, type GoldenExtent, type GoldenTensors } from './goldenModel';
import { goldenNumbers } from './goldenNumbers';

/**
 * Largest deviation that counts as right, relative to the largest number of the same tensor. Single precision in another order of summation
 * stays below 1e-6 here; half precision and ten-bit tensor cores are at 1e-3.
 */
export const goldenTolerance = 2e-5;

/** Largest relative deviation from the golden numbers of the same names; Infinity where something is missing or not finite. */
export function largestDifference(actual: GoldenTensors, expected: GoldenTensors): number {
  let largest = 0;
  for (const [name, numbers] of Object.entries(expected)) {
    const found = actual[name];
    if (found?.length !== numbers.length) return Infinity;
    const scale = numbers.reduce((most, number) => Math.max(most, Math.abs(number)), 1e-30);
    numbers.forEach((number, i) => {
      const difference = Math.abs(found[i]! - number) / scale;
      largest = Number.isNaN(difference) ? Infinity : Math.max(largest, difference);
    });
  }
  return largest;
}

/**
 * Computes the golden model on a backend, or only its outputs.
 *
 * @returns the largest relative deviation
 * @throws Error with a reason for people if it is above the tolerance
 */
export async function checkGolden(ops: GraphOps, extent: GoldenExtent = 'training'): Promise<number> {
  const expected = Object.entries(goldenNumbers).filter(([name]) => extent === 'training' || name.endsWith(' outputs'));
  const difference = largestDifference(await computeGolden(ops, extent), Object.fromEntries(expected));
  if (difference <= goldenTolerance) return difference;
  const told = Number.isFinite(difference) ? `deviate by ${difference.toPrecision(2)}` : 'are missing or not finite';
  throw new Error(`its numbers are wrong: they ${told} (of the largest in a tensor); ${goldenTolerance} is allowed`);
}
