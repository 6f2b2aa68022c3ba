import type { BackendCheck } from '../engine/checkBackends';
import type { Trainer } from '../engine/training/trainer';

/** What commands that train need beside `CommandIo`; loaded with TensorFlow.js when the first of them runs. */
export interface TrainingIo {
  readonly trainer: Trainer;
  readonly checkBackends: () => Promise<readonly BackendCheck[]>;
  /** Aborted by Ctrl+C. */
  readonly signal: AbortSignal;
}
