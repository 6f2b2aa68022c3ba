import type { ArchitecturePrediction, TargetPrediction } from './prediction';

/** How one prediction differs from another of the same target. */
export interface TargetComparison {
  /** `newer - older`, in the target's unit. */
  readonly difference: number;
  /** True when the difference is below the noise. */
  readonly isTie: boolean;
  /** True when it is no tie and the newer one is better. */
  readonly isBetter: boolean;
}

/**
 * Compares two predictions of one target. They tie when either value lies within the other's range: then the vaguer
 * of the two predictions can not tell them apart.
 */
export function compareTargets(newer: TargetPrediction, older: TargetPrediction): TargetComparison {
  const difference = newer.value - older.value;
  const isTie = isWithin(newer.value, older) || isWithin(older.value, newer);
  const isBetter = !isTie && (newer.target.higherIsBetter ? difference > 0 : difference < 0);
  return { difference, isTie, isBetter };
}

/** The prediction of the target with this name, or of the first target; undefined where there is no number. */
export function targetPrediction(
  prediction: ArchitecturePrediction | undefined,
  target?: string,
): TargetPrediction | undefined {
  if (prediction?.kind !== 'predicted') return undefined;
  return target === undefined
    ? prediction.targets[0]
    : prediction.targets.find((candidate) => candidate.target.name === target);
}

function isWithin(value: number, { low, high }: TargetPrediction): boolean {
  return value >= low && value <= high;
}
