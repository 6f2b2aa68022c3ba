import { EventEmitter, ThemeIcon, TreeItem, workspace, type TreeDataProvider } from 'vscode';
import { isModelList, type ModelDescription } from '../../protocol/engine';
import { modelsRequest } from '../../protocol/trainingMessages';
import type { TrainingClient } from './trainingClient';

/** A model as a row of the view. */
export interface ModelItem {
  readonly model: ModelDescription;
}

/** The models that the user chose, by space. */
export const chosenModels = (): Readonly<Record<string, string>> =>
  workspace.getConfiguration('flowcell').get<Record<string, string>>('models.default', {});

/** The models that the engine finds, with what is known of each. */
export class ModelsView implements TreeDataProvider<ModelItem> {
  readonly #changed = new EventEmitter<undefined>();
  readonly onDidChangeTreeData = this.#changed.event;

  constructor(private readonly client: () => Promise<TrainingClient>) {}

  refresh(): void {
    this.#changed.fire(undefined);
  }

  async getChildren(item?: ModelItem): Promise<ModelItem[]> {
    if (item) return [];
    const answer = await (await this.client()).request(modelsRequest, {});
    return isModelList(answer) ? answer.models.map((model) => ({ model })) : [];
  }

  getTreeItem({ model }: ModelItem): TreeItem {
    const { title, space, targets, heldOutTau, created, trainedOn, folder, id } = model;
    const isChosen = chosenModels()[space] === id;
    const isEncoder = targets.length === 0;
    const tau = heldOutTau === null ? '' : ` · tau ${heldOutTau.toFixed(1)}`;
    const what = isEncoder ? 'encoder, not fine-tuned yet' : targets.map((target) => target.title).join(', ');
    const item = new TreeItem(title);
    item.id = folder;
    item.description = `${space}${tau} · ${created.slice(0, 10)}${isChosen ? ' · in use' : ''}`;
    item.tooltip = `${title} (${id})\n${what}\nTrained on: ${trainedOn}\n${folder}`;
    item.iconPath = new ThemeIcon(isChosen ? 'star-full' : isEncoder ? 'circuit-board' : 'graph-line');
    item.contextValue = isEncoder ? 'flowcell.encoder' : 'flowcell.predictor';
    return item;
  }
}
