import { FieldError, FieldReader } from '../../core/model/fieldReader';
import type { Parameters } from '../../core/encoder/parameters';
import type { FinetuneCheckpoint } from '../../core/training/finetune';
import { momentGroups, momentsOf, type CheckpointContent } from './checkpointCodec';
import { refuseOtherRun, type RunIdentity } from './resume';

/** A member of an ensemble that is trained to its end. */
export interface FinishedMember {
  readonly seed: number;
  readonly bestEpoch: number;
  readonly validationTau: readonly number[];
  readonly losses: readonly number[];
  readonly parameters: Parameters;
}

/** A fine-tuning between two epochs. */
export interface FinetuneState {
  readonly finished: readonly FinishedMember[];
  /** Of the member after the finished ones; absent before its first epoch. */
  readonly current?: FinetuneCheckpoint;
}

const toJson = (values: readonly number[]): (number | null)[] => values.map((v) => (Number.isFinite(v) ? v : null));

export function finetuneContent(
  { finished, current }: FinetuneState,
  { fingerprint, settings }: RunIdentity,
): CheckpointContent {
  const groups = new Map<string, Parameters>(finished.map(({ parameters }, m) => [`member ${m}`, parameters]));
  if (current) {
    groups.set('weights', current.parameters);
    groups.set('best', current.best.parameters);
    for (const [name, group] of momentGroups('', current.optimizer)) groups.set(name, group);
  }
  const state = {
    fingerprint,
    settings,
    finished: finished.map(({ seed, bestEpoch, validationTau, losses }) => ({
      seed,
      bestEpoch,
      validationTau: toJson(validationTau),
      losses,
    })),
    ...(current && {
      current: {
        epoch: current.epoch,
        step: current.optimizer.step,
        validationTau: toJson(current.validationTau),
        losses: current.losses,
        best: { tau: toJson([current.best.tau])[0], epoch: current.best.epoch },
      },
    }),
  };
  return { state, groups };
}

/** Undefined where there is nothing to go on from. @throws TrainingError if the checkpoint is another run's */
export function readFinetuneState(content: CheckpointContent, identity: RunIdentity): FinetuneState | undefined {
  const { groups } = content;
  try {
    const state = new FieldReader(content.state);
    refuseOtherRun(state, identity);
    const weights = (name: string, field: FieldReader): Parameters => groups.get(name) ?? field.fail(`weights ${name}`);
    const taus = (field: FieldReader): number[] => field.list((tau) => (tau.isNull ? Number.NaN : tau.number()));
    let m = 0;
    const finished = state.field('finished').list(
      (member): FinishedMember => ({
        seed: member.field('seed').integer(),
        bestEpoch: member.field('bestEpoch').integer({ minimum: 0 }),
        validationTau: taus(member.field('validationTau')),
        losses: member.field('losses').numbers(),
        parameters: weights(`member ${m++}`, member),
      }),
      { maximum: 100 },
    );
    const current = state.field('current').optional((field): FinetuneCheckpoint => {
      const best = field.field('best');
      const tau = best.field('tau');
      return {
        epoch: field.field('epoch').integer({ minimum: 0 }),
        parameters: weights('weights', field),
        optimizer: momentsOf('', field.field('step').integer({ minimum: 0 }), groups) ?? field.fail('moments'),
        validationTau: taus(field.field('validationTau')),
        losses: field.field('losses').numbers(),
        best: {
          tau: tau.isNull ? -Infinity : tau.number(),
          epoch: best.field('epoch').integer({ minimum: 0 }),
          parameters: weights('best', best),
        },
      };
    });
    return { finished, ...(current && { current }) };
  } catch (error) {
    if (error instanceof FieldError) return undefined;
    throw error;
  }
}
