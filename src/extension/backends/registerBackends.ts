import { commands, Disposable, window, type ExtensionContext } from 'vscode';
import { commandIds } from '../commandIds';
import type { BackendClient, BackendCommands } from './backendCommands';

/** Registers the commands of compute backends; the code behind them is loaded with the first of them. */
export function registerBackends(
  context: ExtensionContext,
  client: () => Promise<BackendClient>,
  showOutput: () => void,
): Disposable {
  let loaded: Promise<BackendCommands> | undefined;
  const load = (): Promise<BackendCommands> =>
    (loaded ??= import('./backendCommands').then(
      ({ BackendCommands }) => new BackendCommands({ context, client, showOutput }),
    ));
  const register = (id: string, run: (created: BackendCommands) => Promise<void>): Disposable =>
    commands.registerCommand(id, async () => {
      try {
        await run(await load());
      } catch (error) {
        void window.showErrorMessage(error instanceof Error ? error.message : String(error));
      }
    });
  return Disposable.from(
    register(commandIds.showBackends, (created) => created.show()),
    register(commandIds.installBackend, (created) => created.install()),
  );
}
