import type { Model } from '../../core/model/model';
import type { RunFolder } from './runFolder';
import { pause, type TrainingContext } from './trainingContext';
import { DiskFullError } from './trainingError';

const defaultRoomSeconds = 10;

/**
 * Saves what a training has made. On a full disk the last checkpoint may be old, so that giving up would lose hours: it waits until there is room,
 * or somebody cancels. Every attempt is reported, which shows that the training lives; the reason once.
 *
 * @throws TrainingError, CancelledError
 */
export async function saveWhenRoom(run: RunFolder, model: Model, context: TrainingContext): Promise<void> {
  const { roomSeconds = defaultRoomSeconds, report } = context;
  for (let attempt = 1; ; attempt++) {
    try {
      await run.save(model);
      if (attempt > 1)
        report?.({ phase: 'waiting for room', epoch: 1, epochs: 1, note: 'There is room again: the model is saved.' });
      return;
    } catch (error) {
      if (!(error instanceof DiskFullError)) throw error;
      const warning = `${error.message} The training waits for room; whoever cancels it keeps its last checkpoint.`;
      report?.({ phase: 'waiting for room', epoch: 0, epochs: 1, ...(attempt === 1 && { warning }) });
      await pause(roomSeconds, context);
    }
  }
}
