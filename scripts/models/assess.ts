import type { GraphOps } from '../../src/core/encoder/graphOps';
import type { GraphSet } from '../../src/core/encoder/graphSet';
import { calibrate, type Calibration } from '../../src/core/training/calibration/calibration';
import { fitCalibration } from '../../src/core/training/calibration/fitCalibration';
import { spaceQuantiles, type SpaceQuantiles } from '../../src/core/training/calibration/spaceQuantiles';
import { ensembleScores, type EnsembleMember } from '../../src/core/training/ensembleScores';
import type { HeldOutFigures } from '../../src/core/model/model';
import { rankingFigures } from '../../src/core/training/metrics/rankingFigures';
import type { UnseenScores } from './calibrationScores';
import type { Recipe } from './recipe';

export interface AssessedTarget {
  readonly calibration: Calibration;
  readonly quantiles: SpaceQuantiles;
  readonly heldOut: HeldOutFigures;
}

/** Curves, ranges and percentiles of each target of a trained ensemble, and how good they are where nothing was learnt. */
export async function assess(
  ops: GraphOps,
  recipe: Recipe,
  members: readonly EnsembleMember[],
  set: GraphSet,
  calibrating: UnseenScores,
): Promise<AssessedTarget[]> {
  const columns = recipe.targets.length;
  const scoresOf = (indices: readonly number[]): Promise<Float32Array> => ensembleScores(ops, members, set, indices);
  const testing = await scoresOf(recipe.split.test);
  const everywhere = await scoresOf(recipe.reference);
  const column = (scores: Float32Array, t: number): number[] =>
    Array.from({ length: scores.length / columns }, (_, i) => scores[i * columns + t]!);
  return recipe.targets.map(({ target, values }, t) => {
    const measured = (indices: readonly number[], scores: Float32Array): { truth: number[]; score: number[] } => {
      const known = indices.flatMap((index, i) => (Number.isNaN(values[index]) ? [] : [{ index, i }]));
      const all = column(scores, t);
      return { truth: known.map(({ index }) => values[index]!), score: known.map(({ i }) => all[i]!) };
    };
    const { truth, score } = measured(calibrating.indices, calibrating.scores);
    const bounds = target.unit === 'percent' ? { minimum: 0, maximum: 100 } : { minimum: 0 };
    const calibration = fitCalibration(score, truth, { coverage: 80, ...bounds });
    const held = measured(recipe.split.test, testing);
    const ranges = held.score.map((s) => calibrate(calibration, s));
    return {
      calibration,
      quantiles: spaceQuantiles(column(everywhere, t)),
      heldOut: rankingFigures(held.truth, held.score, target.higherIsBetter, {
        low: ranges.map(({ low }) => low),
        high: ranges.map(({ high }) => high),
      }),
    };
  });
}
