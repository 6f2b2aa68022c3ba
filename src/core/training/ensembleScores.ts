import type { Encoder } from '../encoder/encoder';
import type { GraphOps } from '../encoder/graphOps';
import { graphOf, type GraphSet } from '../encoder/graphSet';
import type { MlpHead } from '../encoder/mlpHead';
import type { Parameters } from '../encoder/parameters';
import { processScores, type ProcessPredictor } from '../fewlabels/processPredictor';
import { runStepsPausing } from '../steps/runSteps';
import { predictScores } from './predictScores';

/** One trained encoder with a head for each target. */
export interface EncoderMember {
  readonly encoder: Encoder;
  readonly heads: readonly MlpHead[];
  readonly parameters: Parameters;
}

/** A process, which predicts one target. */
export interface ProcessMember {
  readonly process: ProcessPredictor;
}

/** Members of an ensemble have the same targets in the same order. */
export type EnsembleMember = EncoderMember | ProcessMember;

export const isEncoderMember = (member: EnsembleMember): member is EncoderMember => 'encoder' in member;

/**
 * Mean over the members of each target's score: [indices, targets], row-major, in the order of the indices.
 *
 * @param pause awaited now and then, to let others run; what it throws ends the computation
 */
export async function ensembleScores(
  ops: GraphOps,
  members: readonly EnsembleMember[],
  set: GraphSet,
  indices: ArrayLike<number>,
  pause: () => Promise<void> = () => Promise.resolve(),
): Promise<Float32Array> {
  let sum: Float32Array | undefined;
  for (const member of members) {
    const scores = isEncoderMember(member)
      ? await predictScores({ ops, ...member, set }, member.heads, indices)
      : await scoresOfProcess(member, set, indices, pause);
    if (sum) for (let i = 0; i < sum.length; i++) sum[i]! += scores[i]!;
    else sum = scores;
  }
  if (!sum) throw new RangeError('an ensemble has at least one member');
  return sum.map((score) => score / members.length);
}

async function scoresOfProcess(
  { process }: ProcessMember,
  set: GraphSet,
  indices: ArrayLike<number>,
  pause: () => Promise<void>,
): Promise<Float32Array> {
  const graphs = Array.from(indices, (index) => graphOf(set, index));
  return Float32Array.from(await runStepsPausing(processScores(process, graphs), pause));
}
