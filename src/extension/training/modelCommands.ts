import { mkdir, readdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { ConfigurationTarget, window, workspace } from 'vscode';
import { isModelDescription, type ModelDescription } from '../../protocol/engine';
import { modelIdFrom } from '../../protocol/modelId';
import { importModelRequest, modelsChangedRequest } from '../../protocol/trainingMessages';
import { choosing, forgetting, type ChoiceUpdate } from './modelChoice';
import { modelStore, placeOfModel } from './modelFolders';
import { chosenModels } from './modelsView';
import { askModel } from './questions';
import { revealFolder } from './revealFolder';
import type { TrainingCommandOptions } from './trainingCommands';

/** The commands that choose, bring in, show and delete models. */
export class ModelCommands {
  constructor(private readonly options: TrainingCommandOptions) {}

  /** One of the known models, or one from a folder that somebody browses to. */
  async select(): Promise<void> {
    const browse = 'browse' as const;
    const chosen = await askModel<typeof browse>(
      await this.options.client(),
      'Which model should predict?',
      ({ targets }) => targets.length > 0,
      [{ label: '$(folder-opened) Browse...', description: 'a folder with a manifest.json', value: browse }],
    );
    if (chosen === browse) await this.bringIn();
    else if (chosen) await this.use(chosen);
  }

  /** Copies a model from a folder of the user's choice, once it has passed every check, and uses it. */
  async bringIn(): Promise<void> {
    if (!workspace.isTrusted) {
      void window.showWarningMessage('Flowcell does not import models in Restricted Mode. Trust the workspace first.');
      return;
    }
    const options = {
      canSelectFolders: true,
      canSelectFiles: false,
      openLabel: 'Use Model',
      title: 'Folder of a Model',
    };
    const [folder] = (await window.showOpenDialog(options)) ?? [];
    if (!folder) return;
    const into = modelStore(this.options.context);
    const model = await (await this.options.client()).request(importModelRequest, { folder: folder.fsPath, into });
    if (!isModelDescription(model)) throw new Error('The answer about the model is malformed.');
    await this.changed();
    if (model.targets.length > 0) await this.use(model);
    void window.showInformationMessage(
      model.targets.length > 0
        ? `${model.title} predicts ${model.space} from now on.`
        : `${model.title} was imported; it is an encoder that can be fine-tuned.`,
    );
  }

  async use({ space, id }: Pick<ModelDescription, 'space' | 'id'>): Promise<void> {
    await writeChoice(choosing(inspectedChoice(), space, id));
  }

  async reveal({ folder }: Pick<ModelDescription, 'folder'>): Promise<void> {
    await revealFolder(folder);
  }

  async delete({ folder, title, space, id }: ModelDescription): Promise<void> {
    const place = placeOfModel(this.options.context, folder);
    if (place === undefined) {
      void window.showInformationMessage(`${title} is bundled with Flowcell and stays.`);
      return;
    }
    const isInUse = chosenModels()[space] === id;
    const detail = isInUse ? `It predicts ${space} now; after it the newest other model does.\n${folder}` : folder;
    const chosen = await window.showWarningMessage(`Delete ${title}?`, { modal: true, detail }, 'Delete');
    if (chosen !== 'Delete') return;
    // renamed away first: a model is there as a whole or not at all
    const away = join(place, `.tmp-deleted-${Date.now()}`);
    await rename(folder, away);
    await rm(away, { recursive: true, force: true });
    for (const update of forgetting(inspectedChoice(), { space, id })) await writeChoice(update);
    await this.changed();
  }

  /** Tells everybody that models came or went. */
  async changed(): Promise<void> {
    await (await this.options.client()).request(modelsChangedRequest, {});
    this.options.onModelsChanged();
  }

  /** A folder that no model has yet, named after what it will hold. */
  async newFolder(title: string): Promise<string> {
    const store = modelStore(this.options.context);
    // What keeps this from working keeps the training from starting, which says so.
    await mkdir(store, { recursive: true }).catch(() => undefined);
    const taken = new Set(await readdir(store).catch(() => []));
    for (let n = 1; ; n++) {
      const name = modelIdFrom(title, n);
      const used = [name, `.${name}.lock`, `.${name}.checkpoint`];
      if (used.every((each) => !taken.has(each))) return join(store, name);
    }
  }
}

const choiceSetting = 'models.default';
const inspectedChoice = () => workspace.getConfiguration('flowcell').inspect(choiceSetting) ?? {};

async function writeChoice({ where, value }: ChoiceUpdate): Promise<void> {
  const target = where === 'global' ? ConfigurationTarget.Global : ConfigurationTarget.Workspace;
  await workspace.getConfiguration('flowcell').update(choiceSetting, value, target);
}
