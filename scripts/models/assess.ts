import type { GraphOps } from '../../src/core/encoder/graphOps';
import type { GraphSet } from '../../src/core/encoder/graphSet';
import { calibrate, type Calibration } from '../../src/core/training/calibration/calibration';
import { fitCalibration } from '../../src/core/training/calibration/fitCalibration';
import { spaceQuantiles, type SpaceQuantiles } from '../../src/core/training/calibration/spaceQuantiles';
import { ensembleScores, type EnsembleMember } from '../../src/core/training/ensembleScores';
import { rangeCoverage } from '../../src/core/training/metrics/coverage';
import { kendallTau } from '../../src/core/training/metrics/kendallTau';
import { precisionAtTop } from '../../src/core/training/metrics/precisionAtTop';
import { spearman } from '../../src/core/training/metrics/spearman';
import type { Recipe } from './recipe';

/** Figures on held-out graphs, x100. */
export interface HeldOut {
  readonly n: number;
  readonly tau: number;
  readonly p1: number;
  readonly p5: number;
  readonly p10: number;
  readonly spearman: number;
  readonly coverage: number;
}

export interface AssessedTarget {
  readonly calibration: Calibration;
  readonly quantiles: SpaceQuantiles;
  readonly heldOut: HeldOut;
}

/** Curves, ranges and percentiles of each target of a trained ensemble, and how good they are where nothing was learnt. */
export async function assess(
  ops: GraphOps,
  recipe: Recipe,
  members: readonly EnsembleMember[],
  set: GraphSet,
): Promise<AssessedTarget[]> {
  const columns = recipe.targets.length;
  const scoresOf = (indices: readonly number[]): Promise<Float32Array> => ensembleScores(ops, members, set, indices);
  const [calibrating, testing, everywhere] = [
    await scoresOf(recipe.split.calibrate),
    await scoresOf(recipe.split.test),
    await scoresOf(recipe.reference),
  ];
  const column = (scores: Float32Array, t: number): number[] =>
    Array.from({ length: scores.length / columns }, (_, i) => scores[i * columns + t]!);
  return recipe.targets.map(({ target, values }, t) => {
    const measured = (indices: readonly number[], scores: Float32Array): { truth: number[]; score: number[] } => {
      const known = indices.flatMap((index, i) => (Number.isNaN(values[index]) ? [] : [{ index, i }]));
      const all = column(scores, t);
      return { truth: known.map(({ index }) => values[index]!), score: known.map(({ i }) => all[i]!) };
    };
    const { truth, score } = measured(recipe.split.calibrate, calibrating);
    const bounds = target.unit === 'percent' ? { minimum: 0, maximum: 100 } : { minimum: 0 };
    const calibration = fitCalibration(score, truth, { coverage: 80, ...bounds });
    const held = measured(recipe.split.test, testing);
    const ranges = held.score.map((s) => calibrate(calibration, s));
    const better = target.higherIsBetter;
    const percent = (value: number): number => Math.round(value * 1e4) / 100;
    return {
      calibration,
      quantiles: spaceQuantiles(column(everywhere, t)),
      heldOut: {
        n: held.truth.length,
        tau: percent(kendallTau(held.truth, held.score)),
        p1: percent(precisionAtTop(held.truth, held.score, 1, better)),
        p5: percent(precisionAtTop(held.truth, held.score, 5, better)),
        p10: percent(precisionAtTop(held.truth, held.score, 10, better)),
        spearman: percent(spearman(held.truth, held.score)),
        coverage: percent(
          rangeCoverage(
            held.truth,
            ranges.map(({ low }) => low),
            ranges.map(({ high }) => high),
          ),
        ),
      },
    };
  });
}
