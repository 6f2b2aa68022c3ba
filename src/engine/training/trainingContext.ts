import { setImmediate as nextTurn, setTimeout as delay } from 'node:timers/promises';
import type { GraphOps } from '../../core/encoder/graphOps';
import type { TrainingProgress } from '../../core/training/trainingReport';
import { nodeFiles, type FileSystem } from '../storage/fileSystem';
import { CancelledError } from './trainingError';

/** What a training needs of its surroundings. */
export interface TrainingContext {
  readonly ops: GraphOps;
  readonly signal?: AbortSignal;
  readonly report?: (progress: TrainingProgress) => void;
  /** Seconds between checkpoints; they are written after whole epochs. */
  readonly checkpointSeconds?: number;
  /** Seconds between attempts to save a model on a full disk. */
  readonly roomSeconds?: number;
  readonly files?: FileSystem;
}

export const defaultCheckpointSeconds = 10;

export const filesOf = ({ files }: TrainingContext): FileSystem => files ?? nodeFiles;

/** Lets messages and timers in, a cancellation among them. @throws CancelledError */
export async function breathe({ signal }: Pick<TrainingContext, 'signal'>): Promise<void> {
  // tensors' data arrive in microtasks alone, so that without this nothing else would ever run
  await nextTurn();
  if (signal?.aborted) throw new CancelledError();
}

/** Waits, for as long as nobody cancels. @throws CancelledError */
export async function pause(seconds: number, { signal }: TrainingContext): Promise<void> {
  await delay(1000 * seconds, undefined, signal && { signal }).catch(() => undefined);
  if (signal?.aborted) throw new CancelledError();
}

/** Measures how fast epochs go by, over the last few of them. */
export class EpochMeter {
  readonly #times: number[] = [performance.now()];

  /** @param perEpoch architectures of an epoch */
  constructor(private readonly perEpoch: number) {}

  /** Call after each epoch. @param left epochs still to come */
  tick(left: number): { rate: number; remainingSeconds: number } {
    this.#times.push(performance.now());
    if (this.#times.length > 21) this.#times.shift();
    const epochs = this.#times.length - 1;
    const seconds = Math.max(1e-3, (this.#times.at(-1)! - this.#times[0]!) / 1000);
    return { rate: (epochs * this.perEpoch) / seconds, remainingSeconds: (left * seconds) / epochs };
  }
}
