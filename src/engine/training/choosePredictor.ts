import { packGraphs } from '../../core/encoder/graphSet';
import { fitProcessPredictor, MAX_LABELS, STANDARDISING } from '../../core/fewlabels/processPredictor';
import { processConfig, processTensors, readProcess } from '../../core/fewlabels/processModel';
import type { ArchitectureGraph } from '../../core/graph/graph';
import { runStepsPausing } from '../../core/steps/runSteps';
import type { SearchSpace } from '../../core/spaces/space';
import { ensembleScores, type EncoderMember, type EnsembleMember } from '../../core/training/ensembleScores';
import { inPercent } from '../../core/training/metrics/inPercent';
import { kendallTau } from '../../core/training/metrics/kendallTau';
import type { PredictorChoice } from '../../core/training/trainingReport';
import type { FinishedMember } from './finetuneState';
import type { LabelledTable } from './labelledTable';
import type { RowSplit } from './splitRows';
import { breathe, type TrainingContext } from './trainingContext';

/** What predicts, and how the candidates ranked the rows that choose. */
export interface ChosenPredictor {
  readonly members: readonly EnsembleMember[];
  readonly choice: PredictorChoice;
}

/** Fits the few-label process; undefined where the table is too long for it or the space has no descriptions. @throws CancelledError */
export async function fitProcess(
  space: SearchSpace,
  reference: readonly ArchitectureGraph[],
  { graphs, values, target }: LabelledTable,
  { train }: RowSplit,
  context: TrainingContext,
): Promise<EnsembleMember | undefined> {
  if (train.length > MAX_LABELS) return undefined;
  const fit = fitProcessPredictor(space, reference.slice(0, STANDARDISING), {
    graphs: train.map((i) => graphs[i]!),
    values: train.map((i) => values[i]!),
    higherIsBetter: target.higherIsBetter,
  });
  const fitted = await runStepsPausing(fit, () => breathe(context));
  // as the model's file will hold it, so that its figures are those of what is saved
  return fitted && { process: readProcess(processConfig(fitted), processTensors(fitted), space) };
}

/**
 * The candidate that ranks the rows that choose better; the encoders where neither does. Their epoch was chosen on these very rows, so that the
 * tau of that epoch flatters them: they count with the median over the second half of their epochs.
 */
export async function choosePredictor(
  encoders: readonly EncoderMember[],
  finished: readonly Pick<FinishedMember, 'validationTau'>[],
  process: EnsembleMember | undefined,
  { graphs, values }: LabelledTable,
  { choose }: RowSplit,
  context: TrainingContext,
): Promise<ChosenPredictor> {
  const percent = (tau: number): number | null => (Number.isNaN(tau) ? null : inPercent(tau));
  const settled = finished.flatMap(({ validationTau }) => validationTau.slice(Math.floor(validationTau.length / 2)));
  const encoderTau = percent(median(settled));
  let processTau: number | null = null;
  if (process) {
    const set = packGraphs(choose.map((i) => graphs[i]!));
    const everything = choose.map((_, i) => i);
    const scores = await ensembleScores(context.ops, [process], set, everything, () => breathe(context));
    processTau = percent(
      kendallTau(
        choose.map((i) => values[i]!),
        scores,
      ),
    );
  }
  const isBetter = encoders.length === 0 || (processTau ?? -Infinity) > (encoderTau ?? -Infinity);
  return process && isBetter
    ? { members: [process], choice: { chosen: 'process', encoderTau, processTau } }
    : { members: encoders, choice: { chosen: 'encoder', encoderTau, processTau } };
}

function median(values: readonly number[]): number {
  const sorted = values.filter((value) => !Number.isNaN(value)).sort((a, b) => a - b);
  return sorted[Math.floor((sorted.length - 1) / 2)] ?? Number.NaN;
}
