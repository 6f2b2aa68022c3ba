import { basename } from 'node:path';
import { EventEmitter, ThemeIcon, TreeItem, workspace, type TreeDataProvider } from 'vscode';
import { isModelList, type ModelDescription } from '../../protocol/engine';
import { modelsRequest } from '../../protocol/trainingMessages';
import type { TrainingClient } from './trainingClient';

/** A model as a row of the view. */
export interface ModelItem {
  readonly model: ModelDescription;
  /** Why it cannot be used. */
  readonly problem?: string;
}

/** The models that the user chose, by space. */
export const chosenModels = (): Readonly<Record<string, string>> =>
  workspace.getConfiguration('flowcell').get<Record<string, string>>('models.default', {});

/** The models that the engine finds, with what is known of each. */
export class ModelsView implements TreeDataProvider<ModelItem> {
  readonly #changed = new EventEmitter<undefined>();
  readonly onDidChangeTreeData = this.#changed.event;

  /** @param isStored whether the model in a folder is the user's own, and no part of the extension */
  constructor(
    private readonly client: () => Promise<TrainingClient>,
    private readonly isStored: (folder: string) => boolean,
  ) {}

  refresh(): void {
    this.#changed.fire(undefined);
  }

  /** Nothing where the models cannot be read, which the view then says instead. */
  async getChildren(item?: ModelItem): Promise<ModelItem[]> {
    if (item) return [];
    const client = await this.client();
    const answer = await client.request(modelsRequest, {}).catch(() => undefined);
    if (!isModelList(answer)) return [];
    return [
      ...answer.models.map((model) => ({ model })),
      ...answer.problems.map(({ folder, message }) => ({ model: unusable(folder), problem: message })),
    ];
  }

  getTreeItem({ model, problem }: ModelItem): TreeItem {
    if (problem !== undefined) return this.#brokenItem(model, problem);
    const { title, space, targets, heldOutTau, created, trainedOn, folder, id } = model;
    const isChosen = chosenModels()[space] === id;
    const isEncoder = targets.length === 0;
    const tau = heldOutTau === null ? '' : ` · tau ${heldOutTau.toFixed(1)}`;
    const what = isEncoder ? 'encoder, not fine-tuned yet' : targets.map((target) => target.title).join(', ');
    const item = new TreeItem(title);
    item.id = folder;
    const names = isEncoder ? 'encoder' : targets.map((target) => target.name).join(', ');
    item.description = `${space} · ${names}${tau} · ${created.slice(0, 10)}${isChosen ? ' · in use' : ''}`;
    item.tooltip = `${title} (${id})\n${what}\nTrained on: ${trainedOn}\n${folder}`;
    item.iconPath = new ThemeIcon(isChosen ? 'star-full' : isEncoder ? 'circuit-board' : 'graph-line');
    item.contextValue = this.#contextOf(isEncoder ? 'encoder' : 'predictor', folder);
    return item;
  }

  #brokenItem({ title, folder }: ModelDescription, problem: string): TreeItem {
    const item = new TreeItem(title);
    item.id = folder;
    item.description = 'cannot be used';
    item.tooltip = `${problem}\n${folder}`;
    item.iconPath = new ThemeIcon('warning');
    item.contextValue = this.#contextOf('broken', folder);
    return item;
  }

  /** What the menus of package.json go by. */
  #contextOf(kind: 'predictor' | 'encoder' | 'broken', folder: string): string {
    return `flowcell.${kind}.${this.isStored(folder) ? 'stored' : 'bundled'}`;
  }
}

/** What can be said about a folder whose model cannot be read. */
const unusable = (folder: string): ModelDescription => ({
  ...{ id: basename(folder), title: basename(folder), space: '', folder, trainedOn: '', created: '' },
  ...{ targets: [], heldOutTau: null },
});
