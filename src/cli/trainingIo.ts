import type { ComputeBackends } from '../engine/backends/computeBackends';
import type { Trainer } from '../engine/training/trainer';
import type { InstallableBackend, InstalledBackend } from '../protocol/backends';

/** What commands that train need beside `CommandIo`; loaded with TensorFlow.js when the first of them runs. */
export interface TrainingIo {
  readonly trainer: Trainer;
  readonly backends: ComputeBackends;
  /** Brings a backend's packages. @throws an error with a reason for people */
  readonly install: (backend: InstallableBackend, progress: (text: string) => void) => Promise<InstalledBackend>;
  /** Aborted by Ctrl+C. */
  readonly signal: AbortSignal;
}
