import type { FieldReader } from '../../core/model/fieldReader';
import type { CheckpointContent } from './checkpointCodec';
import type { RunFolder } from './runFolder';
import type { TrainingContext } from './trainingContext';
import { TrainingError } from './trainingError';

/** What decides the curve of a training, as a checkpoint keeps it. */
export interface RunIdentity {
  /** Of everything, data included. */
  readonly fingerprint: string;
  /** What a person can compare, by name. */
  readonly settings: Readonly<Record<string, string | number | boolean>>;
}

/**
 * The state of a training's checkpoint. Where there is none that can be used, the training starts anew, and says so.
 *
 * @param read undefined where the checkpoint makes no sense
 * @throws TrainingError if the checkpoint is another training's
 */
export async function resumedState<T>(
  run: RunFolder,
  { report }: Pick<TrainingContext, 'report'>,
  read: (content: CheckpointContent) => T | undefined,
): Promise<T | undefined> {
  const content = await run.readCheckpoint();
  const state = content && read(content);
  if (state !== undefined) return state;
  const warning = (await run.hasCheckpoint())
    ? `The checkpoint of ${run.folder} is damaged: the training starts anew.`
    : `There is no checkpoint of ${run.folder} to go on from: the training starts anew.`;
  report?.({ phase: 'preparing', epoch: 0, epochs: 1, warning });
  return undefined;
}

/** @throws TrainingError if a checkpoint is another training's, with the settings that differ; FieldError if it is damaged */
export function refuseOtherRun(state: FieldReader, { fingerprint, settings }: RunIdentity): void {
  if (state.field('fingerprint').string() === fingerprint) return;
  const kept = state.field('settings').optional((field) => new Map(field.entries()));
  const differences = Object.entries(settings).flatMap(([name, value]): string[] => {
    const field = kept?.get(name);
    if (!field) return [];
    const old = field.isString ? field.string() : field.isNumber ? field.number() : field.boolean();
    return old === value ? [] : [`${name} ${old}, not ${value}`];
  });
  const how =
    differences.length > 0
      ? `other settings (${differences.join('; ')})`
      : 'other architectures, another table or model';
  throw new TrainingError(
    `The checkpoint belongs to a training with ${how}. Resume with those, or start anew without --resume.`,
  );
}
