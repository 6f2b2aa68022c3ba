import { commands, Disposable, window, workspace, type ExtensionContext } from 'vscode';
import { commandIds } from '../commandIds';
import { ModelsView, type ModelItem } from './modelsView';
import type { TrainingClient, TrainingCommands } from './trainingCommands';

/** Registers what trains and the Models view; the code behind the commands is loaded with the first of them. */
export function registerTraining(context: ExtensionContext, client: () => Promise<TrainingClient>): Disposable {
  const models = new ModelsView(client);
  let loaded: Promise<TrainingCommands> | undefined;
  const load = (): Promise<TrainingCommands> =>
    (loaded ??= import('./trainingCommands').then(
      ({ TrainingCommands }) => new TrainingCommands({ context, client, onModelsChanged: () => models.refresh() }),
    ));
  const register = (id: string, run: (created: TrainingCommands, argument: unknown) => Promise<void>): Disposable =>
    commands.registerCommand(id, async (argument: unknown) => run(await load(), argument));
  const ifTrusted =
    (run: (created: TrainingCommands, argument: unknown) => Promise<void>) =>
    async (created: TrainingCommands, argument: unknown): Promise<void> => {
      if (workspace.isTrusted) await run(created, argument);
      else void window.showWarningMessage('Flowcell does not train in Restricted Mode. Trust the workspace first.');
    };
  return Disposable.from(
    window.registerTreeDataProvider('flowcell.models', models),
    register(
      commandIds.pretrain,
      ifTrusted((created, argument) => created.pretrain(argument)),
    ),
    register(
      commandIds.finetune,
      ifTrusted((created, argument) => created.finetune(argument)),
    ),
    register(
      commandIds.evaluate,
      ifTrusted((created, argument) => created.evaluate(argument)),
    ),
    register(
      commandIds.resumeTraining,
      ifTrusted((created) => created.resume()),
    ),
    register(commandIds.selectModel, (created) => created.selectModel()),
    register(commandIds.importArchitecture, (created) => created.importArchitecture()),
    register(commandIds.useModel, (created, item) => created.useModel((item as ModelItem).model)),
    register(commandIds.revealModel, (created, item) => created.revealModel((item as ModelItem).model)),
    register(commandIds.deleteModel, (created, item) => created.deleteModel((item as ModelItem).model)),
    commands.registerCommand(commandIds.refreshModels, () => models.refresh()),
    workspace.onDidChangeConfiguration((change) => {
      if (change.affectsConfiguration('flowcell.models')) models.refresh();
    }),
  );
}
