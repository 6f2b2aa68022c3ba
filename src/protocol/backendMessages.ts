import { isInstallProgress, type InstallProgress } from './backends';
import { isRecord } from './guards';

// Messages between the extension and the server about compute backends; backends.ts says what they carry.

/** Request (`BackendsParams` -> `BackendSelection`). */
export const backendsRequest = 'flowcell/backends';

/** Request (`InstallBackendParams` -> `InstalledBackend`). Only a trusted window asks. */
export const installBackendRequest = 'flowcell/installBackend';

/** Notification from the server while it installs (`InstallProgressMessage`). */
export const installProgressNotification = 'flowcell/installProgress';

export interface InstallProgressMessage {
  readonly progress: InstallProgress;
}

export function isInstallProgressMessage(value: unknown): value is InstallProgressMessage {
  return isRecord(value) && isInstallProgress(value['progress']);
}
