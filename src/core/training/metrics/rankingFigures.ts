import type { HeldOutFigures } from '../../model/model';
import { rangeCoverage } from './coverage';
import { inPercent } from './inPercent';
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
  const top = (share: number): number => inPercent(precisionAtTop(truth, predicted, share, higherIsBetter));
  return {
    n: truth.length,
    tau: inPercent(kendallTau(truth, predicted)),
    p1: top(1),
    p5: top(5),
    p10: top(10),
    spearman: inPercent(spearman(truth, predicted)),
    coverage: ranges ? inPercent(rangeCoverage(truth, ranges.low, ranges.high)) : Number.NaN,
  };
}
