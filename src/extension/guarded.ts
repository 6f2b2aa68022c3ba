import { reportError } from './reportError';

/** Does what somebody asked for by a command or a button, and says why where it fails. Never rejects. */
export async function guarded(work: () => Promise<unknown> | undefined): Promise<void> {
  try {
    await work();
  } catch (error) {
    reportError(error);
  }
}
