import { RandomGenerator } from '../random/random';

/** Random constants of a flow surrogate, drawn once for a search space and shared by all its architectures (FGP section 2). */
export interface FlowConstants {
  /** Message width. */
  readonly k: number;
  /** Share of the incoming message that passes unchanged. */
  readonly alpha: number;
  /** Operation embedding P: [|O|, k]. */
  readonly operationEmbedding: readonly Float64Array[];
  /** W: [2k, k], rows for the operation first, then for the message; the same in both directions. */
  readonly weights: readonly Float64Array[];
  /** The message r that every source emits: [k]. */
  readonly source: Float64Array;
}

/** k and sigma that the paper's authors chose for their three spaces; others take those of nas-bench-201. */
export function flowSettings(space: string): { readonly k: number; readonly sigma: number } {
  if (space === 'nas-bench-101') return { k: 4, sigma: 1 };
  if (space === 'darts') return { k: 12, sigma: 0.1 };
  return { k: 7, sigma: 0.1 };
}

/** P and W ~ N(0, sigma^2), r ~ U(0, 1). */
export function drawFlowConstants(
  operations: number,
  { k, sigma }: { readonly k: number; readonly sigma: number },
  random: RandomGenerator,
): FlowConstants {
  const source = Float64Array.from({ length: k }, () => random.uniform());
  const normalRow = (): Float64Array => Float64Array.from({ length: k }, () => random.normal(0, sigma));
  return {
    k,
    alpha: 0.5,
    source,
    operationEmbedding: Array.from({ length: operations }, normalRow),
    weights: Array.from({ length: 2 * k }, normalRow),
  };
}

/** Draws of seeds 0, 1, ... for a space, whose surrogates are reconstructed side by side. */
export const ownFlowConstants = (
  { name, vocabulary }: { readonly name: string; readonly vocabulary: readonly unknown[] },
  draws: number,
): FlowConstants[] =>
  Array.from({ length: draws }, (_, seed) =>
    drawFlowConstants(vocabulary.length, flowSettings(name), RandomGenerator.fromSeed(seed, 'flow')),
  );
