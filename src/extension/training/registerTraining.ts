import { commands, Disposable, window, workspace, type ExtensionContext, type WebviewPanel } from 'vscode';
import { isRunId } from '../../protocol/trainingRuns';
import { trainingViewType } from '../../protocol/trainingView';
import { commandIds } from '../commandIds';
import { guarded } from '../guarded';
import { placeOfModel } from './modelFolders';
import { ModelsView, type ModelItem } from './modelsView';
import type { TrainingClient } from './trainingClient';
import type { TrainingCommands } from './trainingCommands';

type Run = (created: TrainingCommands, argument: unknown) => Promise<void> | void;

/** Registers what trains, the Models view and the training view; the code behind them is loaded with the first of them. */
export function registerTraining(context: ExtensionContext, client: () => Promise<TrainingClient>): Disposable {
  const models = new ModelsView(client, (folder) => placeOfModel(context, folder) !== undefined);
  let loaded: Promise<TrainingCommands> | undefined;
  const load = (): Promise<TrainingCommands> =>
    (loaded ??= import('./trainingCommands').then(
      ({ TrainingCommands }) => new TrainingCommands({ context, client, onModelsChanged: () => models.refresh() }),
    ));
  const register = (id: string, run: Run): Disposable =>
    commands.registerCommand(id, (argument: unknown) => guarded(async () => run(await load(), argument)));
  const ifTrusted =
    (run: Run): Run =>
    async (created, argument) => {
      if (workspace.isTrusted) await run(created, argument);
      else void window.showWarningMessage('Flowcell does not train in Restricted Mode. Trust the workspace first.');
    };
  const ofModel =
    (run: (created: TrainingCommands, item: ModelItem) => Promise<void>): Run =>
    async (created, item) => {
      if (isModelItem(item)) await run(created, item);
      else void window.showInformationMessage('Choose a model in the view Flowcell Models.');
    };
  return Disposable.from(
    window.registerTreeDataProvider('flowcell.models', models),
    window.registerWebviewPanelSerializer(trainingViewType, {
      deserializeWebviewPanel: async (panel: WebviewPanel, state: unknown) => (await load()).restore(panel, state),
    }),
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
    register(commandIds.showTraining, (created, id) => created.show(isRunId(id) ? id : undefined)),
    register(commandIds.selectModel, (created) => created.models.select()),
    register(commandIds.importModel, (created) => created.models.bringIn()),
    register(commandIds.importArchitecture, async () =>
      (await import('./trainingCommands')).importArchitecture(client),
    ),
    register(commandIds.exportPredictions, async (_, argument) =>
      (await import('./trainingCommands')).exportPredictions(argument, client),
    ),
    register(
      commandIds.useModel,
      ofModel((created, item) => created.models.use(item.model)),
    ),
    register(
      commandIds.revealModel,
      ofModel((created, item) => created.models.reveal(item.model)),
    ),
    register(
      commandIds.deleteModel,
      ofModel((created, item) => created.models.delete(item.model)),
    ),
    commands.registerCommand(commandIds.refreshModels, () => models.refresh()),
    workspace.onDidChangeConfiguration((change) => {
      if (change.affectsConfiguration('flowcell.models')) models.refresh();
    }),
  );
}

function isModelItem(value: unknown): value is ModelItem {
  return typeof value === 'object' && value !== null && 'model' in value;
}
