import type { HeldOutFigures } from '../../model/model';
import { rangeCoverage } from './coverage';
import { kendallTau } from './kendallTau';
import { precisionAtTop } from './precisionAtTop';
import { spearman } from './spearman';

/** Lower and upper bound of each prediction's range. */
export interface Ranges {
  readonly low: ArrayLike<number>;
  readonly high: ArrayLike<number>;
}

/**
 * Everything that is said about a ranking, x100, rounded to two places; NaN where undefined (coverage without ranges, precision where
 * the top is empty).
 *
 * @param predicted rises with the value, whether higher is better or not
 */
export function rankingFigures(
  truth: ArrayLike<number>,
  predicted: ArrayLike<number>,
  higherIsBetter: boolean,
  ranges?: Ranges,
): HeldOutFigures {
  const percent = (value: number): number => Math.round(value * 1e4) / 100;
  const top = (share: number): number => percent(precisionAtTop(truth, predicted, share, higherIsBetter));
  return {
    n: truth.length,
    tau: percent(kendallTau(truth, predicted)),
    p1: top(1),
    p5: top(5),
    p10: top(10),
    spearman: percent(spearman(truth, predicted)),
    coverage: ranges ? percent(rangeCoverage(truth, ranges.low, ranges.high)) : Number.NaN,
  };
}
