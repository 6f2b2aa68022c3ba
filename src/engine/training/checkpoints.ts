import type { TrainingProgress } from '../../core/training/trainingReport';
import type { CheckpointContent } from './checkpointCodec';
import type { RunFolder } from './runFolder';
import { defaultCheckpointSeconds, type TrainingContext } from './trainingContext';
import { TrainingError } from './trainingError';

/**
 * Saves a training's state every so often. A disk that takes no more (full, taken away) does not end hours of training: that is told
 * once, the last checkpoint stays, and the next one is tried as usual.
 */
export class Checkpoints {
  readonly #every: number;
  #triedAt = performance.now();
  #isFailing = false;

  constructor(
    private readonly run: RunFolder,
    { checkpointSeconds = defaultCheckpointSeconds }: TrainingContext,
  ) {
    this.#every = 1000 * checkpointSeconds;
  }

  /**
   * Call after each epoch.
   *
   * @param isLast saves whether it is time or not
   * @returns what the progress tells of it
   */
  async save(
    content: () => CheckpointContent,
    isLast = false,
  ): Promise<Pick<TrainingProgress, 'saved' | 'note' | 'warning'>> {
    if (!isLast && performance.now() - this.#triedAt < this.#every) return { saved: false };
    try {
      await this.run.writeCheckpoint(content());
      const isBack = this.#isFailing;
      this.#isFailing = false;
      return { saved: true, ...(isBack && { note: 'Checkpoints are saved again.' }) };
    } catch (error) {
      if (!(error instanceof TrainingError)) throw error;
      const isKnown = this.#isFailing;
      this.#isFailing = true;
      const warning = `${error.message} The training goes on; until there is room, it can only be resumed from an earlier epoch.`;
      return { saved: false, ...(!isKnown && { warning }) };
    } finally {
      this.#triedAt = performance.now();
    }
  }
}
