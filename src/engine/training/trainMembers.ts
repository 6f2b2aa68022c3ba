import type { GraphSet } from '../../core/encoder/graphSet';
import { isEncoderMember, type EncoderMember } from '../../core/training/ensembleScores';
import { finetuneDefaults, finetuneEpochs, type FinetuneData } from '../../core/training/finetune';
import { inPercent } from '../../core/training/metrics/inPercent';
import type { LoadedModel } from '../models/loadedModel';
import type { FinetuneRequest } from './finetuneModel';
import type { FinetunePlan } from './finetunePlan';
import { Checkpoints } from './checkpoints';
import { finetuneContent, type FinetuneState, type FinishedMember } from './finetuneState';
import type { LabelledTable } from './labelledTable';
import type { RunIdentity } from './resume';
import type { RunFolder } from './runFolder';
import type { RowSplit } from './splitRows';
import { breathe, EpochMeter, type TrainingContext } from './trainingContext';
import { TrainingError } from './trainingError';

/** Rows that choose the epoch, at most: they are scored after every epoch. */
const MAX_CHOOSING = 500;

/** The encoders that a training may start from. @throws TrainingError if the model has none */
export function encodersOf({ members, model }: LoadedModel): readonly [EncoderMember, ...EncoderMember[]] {
  const [first, ...others] = members.filter(isEncoderMember);
  if (first) return [first, ...others];
  const base = model.training.settings['base'];
  throw new TrainingError(
    `${model.title} has no encoder to start from; choose ${typeof base === 'string' ? `the model ${base}, which it was made with` : 'an encoder'}.`,
  );
}

/** Where a training keeps its state, and what it goes on from. */
export interface MemberRun {
  readonly set: GraphSet;
  readonly run: RunFolder;
  readonly identity: RunIdentity;
  readonly from: FinetuneState | undefined;
}

/** Trains the ensemble's encoders one after the other, with checkpoints. @throws TrainingError, CancelledError */
export async function trainMembers(
  request: FinetuneRequest,
  base: LoadedModel,
  table: LabelledTable,
  split: RowSplit,
  plan: FinetunePlan,
  { set, run, identity, from }: MemberRun,
  context: TrainingContext,
): Promise<FinishedMember[]> {
  const labelled = (indices: readonly number[]): { indices: readonly number[]; values: number[] } => ({
    indices,
    values: indices.map((i) => table.values[i]!),
  });
  const data: FinetuneData = {
    set,
    train: labelled(split.train),
    validation: labelled(split.choose.slice(0, MAX_CHOOSING)),
  };
  const encoders = encodersOf(base);
  const finished = [...(from?.finished ?? [])];
  const total = plan.members * plan.epochs;
  const meter = new EpochMeter(split.train.length);
  const checkpoints = new Checkpoints(run, context);
  let current = from?.current;
  while (finished.length < plan.members) {
    const member = finished.length;
    const seed = request.seed + member;
    const { encoder, parameters: pretrained } = encoders[member % encoders.length]!;
    const options = {
      ...finetuneDefaults(base.space.name),
      epochs: plan.epochs,
      batchSize: plan.batchSize,
      seed,
    };
    const losses = [...(current?.losses ?? [])];
    const start = plan.hasPretrained ? pretrained : undefined;
    const epochs = finetuneEpochs(context.ops, encoder, start, data, options, current, () => breathe(context));
    current = undefined;
    for (;;) {
      const next = await epochs.next();
      if (next.done) {
        const { bestEpoch, validationTau, parameters } = next.value;
        finished.push({ seed, bestEpoch, validationTau, losses, parameters });
        const told = await checkpoints.save(() => finetuneContent({ finished }, identity), true);
        const done = finished.length * plan.epochs;
        context.report?.({ phase: 'fine-tuning', epoch: done, epochs: total, member: member + 1, ...told });
        break;
      }
      const { epoch, loss, tau, checkpoint } = next.value;
      losses.push(loss);
      const told = await checkpoints.save(() => finetuneContent({ finished, current: checkpoint() }, identity));
      const done = member * plan.epochs + epoch;
      context.report?.({
        phase: 'fine-tuning',
        epoch: done,
        epochs: total,
        member: member + 1,
        loss,
        ...(Number.isNaN(tau) ? {} : { tau: inPercent(tau) }),
        ...told,
        ...meter.tick(total - done),
      });
    }
  }
  return finished;
}
