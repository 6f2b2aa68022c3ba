import type { Encoder } from '../../src/core/encoder/encoder';
import type { MlpHead } from '../../src/core/encoder/mlpHead';
import type { GraphOps } from '../../src/core/encoder/graphOps';
import type { GraphSet } from '../../src/core/encoder/graphSet';
import type { Parameters } from '../../src/core/encoder/parameters';
import { ensembleScores, type EnsembleMember } from '../../src/core/training/ensembleScores';
import type { RecipeSplit } from './recipe';

/** Scores of architectures by models that have not learnt from them. */
export interface UnseenScores {
  readonly indices: readonly number[];
  /** One row for each index, one column for each target. */
  readonly scores: Float32Array;
}

/** Encoder and heads of the members, and how one is fitted to fewer architectures. */
export interface Refit {
  readonly encoder: Encoder;
  readonly heads: readonly MlpHead[];
  /** Fits every member to `train`. */
  readonly fit: (name: string, train: readonly number[]) => Promise<readonly Parameters[]>;
}

/**
 * What a bundled model's calibration learns from: the scores of the calibration part or, without one, those of the training part by
 * fits to the other folds (cross-conformal prediction, Vovk 2015). Those fits see a little less than the shipped one, so that ranges
 * are rather too wide than too narrow.
 */
export async function calibrationScores(
  ops: GraphOps,
  set: GraphSet,
  { train, calibrate }: RecipeSplit,
  members: readonly EnsembleMember[],
  { encoder, heads, fit }: Refit,
): Promise<UnseenScores> {
  if (!('folds' in calibrate)) {
    return { indices: calibrate, scores: await ensembleScores(ops, members, set, calibrate) };
  }
  const indices: number[] = [];
  const scores: number[] = [];
  for (let fold = 0; fold < calibrate.folds; fold++) {
    const isHeld = (_: number, position: number): boolean => position % calibrate.folds === fold;
    const fitted = await fit(
      `fold-${fold + 1}-of-${calibrate.folds}`,
      train.filter((index, position) => !isHeld(index, position)),
    );
    const held = train.filter(isHeld);
    const refitted = fitted.map((parameters) => ({ encoder, heads, parameters }));
    indices.push(...held);
    scores.push(...(await ensembleScores(ops, refitted, set, held)));
  }
  return { indices, scores: Float32Array.from(scores) };
}
