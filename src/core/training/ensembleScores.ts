import type { Encoder } from '../encoder/encoder';
import type { GraphOps } from '../encoder/graphOps';
import type { GraphSet } from '../encoder/graphSet';
import type { MlpHead } from '../encoder/mlpHead';
import type { Parameters } from '../encoder/parameters';
import { predictScores } from './predictScores';

/** One trained encoder with a head for each target; members of an ensemble have the same targets in the same order. */
export interface EnsembleMember {
  readonly encoder: Encoder;
  readonly heads: readonly MlpHead[];
  readonly parameters: Parameters;
}

/** Mean over the members of each target's score: [indices, targets], row-major, in the order of the indices. */
export async function ensembleScores(
  ops: GraphOps,
  members: readonly EnsembleMember[],
  set: GraphSet,
  indices: ArrayLike<number>,
): Promise<Float32Array> {
  let sum: Float32Array | undefined;
  for (const { encoder, heads, parameters } of members) {
    const scores = await predictScores({ ops, encoder, parameters, set }, heads, indices);
    if (sum) for (let i = 0; i < sum.length; i++) sum[i]! += scores[i]!;
    else sum = scores;
  }
  if (!sum) throw new RangeError('an ensemble has at least one member');
  return sum.map((score) => score / members.length);
}
