import { commands, Disposable, type ExtensionContext } from 'vscode';
import { commandIds } from '../commandIds';
import { guarded } from '../guarded';
import type { BackendClient, BackendCommands } from './backendCommands';

/** Registers the commands of compute backends; the code behind them is loaded with the first of them. */
export function registerBackends(context: ExtensionContext, client: () => Promise<BackendClient>): Disposable {
  let loaded: Promise<BackendCommands> | undefined;
  const load = (): Promise<BackendCommands> =>
    (loaded ??= import('./backendCommands').then(({ BackendCommands }) => new BackendCommands({ context, client })));
  const register = (id: string, run: (created: BackendCommands) => Promise<void>): Disposable =>
    commands.registerCommand(id, () => guarded(async () => run(await load())));
  return Disposable.from(
    register(commandIds.showBackends, (created) => created.show()),
    register(commandIds.installBackend, (created) => created.install()),
  );
}
