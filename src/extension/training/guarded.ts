import { window } from 'vscode';

/** Does what somebody asked for by a command or a button, and says why where it fails. Never rejects. */
export async function guarded(work: () => Promise<unknown> | undefined): Promise<void> {
  try {
    await work();
  } catch (error) {
    // A refusal of the server is a sentence for people, not a fault of the command.
    void window.showErrorMessage(error instanceof Error ? error.message : String(error));
  }
}
