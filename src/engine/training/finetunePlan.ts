import { finetuneDefaults } from '../../core/training/finetune';
import type { FinetuneRequest } from './finetuneModel';
import type { RowSplit } from './splitRows';
import { TrainingError } from './trainingError';

/** Below it an ensemble costs seconds. */
const FEW_LABELS = 200;
/** Updates that are enough for tables of any size. */
const STEPS = 8000;

/** Rows of an update where there are many: what backends are measured with before a fine-tuning. */
export const finetuneBatchSize = 64;

/** What a fine-tuning does, with all defaults filled in. */
export interface FinetunePlan {
  readonly members: number;
  readonly epochs: number;
  readonly batchSize: number;
  /** The encoder has learnt something that training starts from. */
  readonly hasPretrained: boolean;
  readonly predictor: 'auto' | 'encoder' | 'process';
}

/** @throws TrainingError if a number is out of range */
export function planOf({ members, epochs, base, predictor }: FinetuneRequest, { train }: RowSplit): FinetunePlan {
  const defaults = finetuneDefaults(base.space.name);
  const batchSize = train.length > 1000 ? finetuneBatchSize : defaults.batchSize;
  const affordable = Math.round((STEPS * batchSize) / train.length);
  const plan: FinetunePlan = {
    members: members ?? (train.length <= FEW_LABELS ? 3 : 1),
    epochs: epochs ?? Math.max(10, Math.min(defaults.epochs, affordable)),
    batchSize,
    // an encoder that has learnt nothing is drawn anew by every seed
    hasPretrained: base.training.settings.kind !== 'none',
    predictor: predictor ?? 'auto',
  };
  for (const [name, value, most] of [
    ['members', plan.members, 20],
    ['epochs', plan.epochs, 10_000],
  ] as const) {
    if (!Number.isInteger(value) || value < 1 || value > most) {
      throw new TrainingError(`The number of ${name} has to be between 1 and ${most}, not ${value}.`);
    }
  }
  return plan;
}
