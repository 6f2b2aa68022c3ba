import { mkdir, readdir, rename, rm } from 'node:fs/promises';
import { basename, join } from 'node:path';
import {
  commands,
  ConfigurationTarget,
  env,
  ProgressLocation,
  Uri,
  window,
  workspace,
  type CancellationToken,
  type Event,
  type ExtensionContext,
} from 'vscode';
import { isModelList, type ModelDescription } from '../../protocol/engine';
import { isTableColumns, type FinetuneParams } from '../../protocol/training';
import {
  modelsChangedRequest,
  modelsRequest,
  reportGuards,
  tableColumnsRequest,
  trainRequest,
  isTrainingTask,
  type TrainingProgressMessage,
  type TrainingReports,
  type TrainingTask,
} from '../../protocol/trainingMessages';
import { commandIds } from '../commandIds';
import { chosenModels } from './modelsView';
import { progressText } from './progressText';
import { ReportPages } from './reportPages';

/** What trainings need of the connection to the server. */
export interface TrainingClient {
  request(method: string, params: object, token?: CancellationToken): Promise<unknown>;
  readonly onTrainingProgress: Event<TrainingProgressMessage>;
}

export interface TrainingCommandOptions {
  readonly context: ExtensionContext;
  readonly client: () => Promise<TrainingClient>;
  readonly onModelsChanged: () => void;
}

interface Choice<T> {
  readonly label: string;
  readonly description?: string;
  readonly detail?: string;
  readonly value: T;
}

/** Where the last training that did not end is remembered. */
const unfinishedKey = 'flowcell.unfinishedTraining';
const tablePattern = '**/*.{csv,tsv,jsonl,ndjson,csv.gz}';
let ids = 0;

/** The commands that train and those that deal with models. */
export class TrainingCommands {
  readonly #pages: ReportPages;

  constructor(private readonly options: TrainingCommandOptions) {
    this.#pages = new ReportPages(options.context);
  }

  async pretrain(argument: unknown): Promise<void> {
    const space = argument instanceof Uri ? argument.fsPath : await this.#askSpace();
    if (space === undefined) return;
    const settings = workspace.getConfiguration('flowcell.training');
    const tasks: Choice<string>[] = [
      { label: 'Information flow', description: 'FGP: flow and zero-cost scores', value: 'fgp' },
      { label: 'Information flow only', value: 'flow' },
      { label: 'Zero-cost scores only', value: 'zero-cost' },
    ];
    const pretext = await this.#pick('What should the encoder learn?', tasks);
    if (pretext === undefined) return;
    const name = basename(space).replace(/\.space\.(?:ya?ml|json)$/i, '');
    await this.#train({
      kind: 'pretrain',
      params: {
        space,
        pretext,
        out: await this.#newFolder(`${name} encoder`),
        architectures: settings.get('architectures', 5000),
        epochs: settings.get('pretrainEpochs', 60),
        width: settings.get('width', 64),
      },
    });
  }

  async finetune(argument: unknown): Promise<void> {
    const question = await this.#askTable(argument, 'Fine-tune on which results?');
    if (!question) return;
    const { data, column, higherIsBetter } = question;
    const model = await this.#askModel('Which encoder should learn them?', () => true);
    if (!model) return;
    const epochs = workspace.getConfiguration('flowcell.training').get<number>('finetuneEpochs', 0);
    const params: FinetuneParams = {
      model: model.folder,
      data,
      column,
      higherIsBetter,
      out: await this.#newFolder(`${model.space} ${column}`),
      ...(epochs > 0 ? { epochs } : {}),
    };
    await this.#train({ kind: 'finetune', params });
  }

  async evaluate(argument: unknown): Promise<void> {
    const question = await this.#askTable(argument, 'Evaluate on which results?');
    if (!question) return;
    const model = await this.#askModel('Which model?', ({ targets }) => targets.length > 0);
    if (model) await this.#train({ kind: 'evaluate', params: { model: model.folder, ...question } });
  }

  async resume(): Promise<void> {
    const task = this.options.context.globalState.get<unknown>(unfinishedKey);
    if (isTrainingTask(task) && task.kind !== 'evaluate') {
      await this.#train({ ...task, params: { ...task.params, resume: true } } as TrainingTask);
    } else void window.showInformationMessage('No training was interrupted.');
  }

  async selectModel(): Promise<void> {
    const model = await this.#askModel('Which model should predict?', ({ targets }) => targets.length > 0);
    if (model) await this.useModel(model);
  }

  async useModel({ space, id }: Pick<ModelDescription, 'space' | 'id'>): Promise<void> {
    const chosen = { ...chosenModels(), [space]: id };
    await workspace.getConfiguration('flowcell').update('models.default', chosen, ConfigurationTarget.Global);
  }

  async revealModel({ folder }: ModelDescription): Promise<void> {
    await commands.executeCommand('revealFileInOS', Uri.file(folder));
  }

  async deleteModel({ folder, title }: ModelDescription): Promise<void> {
    if (!folder.startsWith(this.#store)) {
      void window.showInformationMessage(`${title} is bundled with Flowcell and stays.`);
      return;
    }
    const chosen = await window.showWarningMessage(`Delete ${title}?`, { modal: true, detail: folder }, 'Delete');
    if (chosen !== 'Delete') return;
    // renamed away first: a model is there as a whole or not at all
    const away = join(this.#store, `.tmp-deleted-${Date.now()}`);
    await rename(folder, away);
    await rm(away, { recursive: true, force: true });
    await this.#modelsChanged();
  }

  async importArchitecture(): Promise<void> {
    const pasted = (await env.clipboard.readText()).trim();
    const text = await window.showInputBox({
      prompt: 'An architecture in a native form: |op~0|+..., a genotype, or the JSON of a cell',
      value: pasted.length < 2000 && !pasted.includes('\n') ? pasted : '',
      ignoreFocusOut: true,
    });
    if (text === undefined || text.trim() === '') return;
    const isJson = /^\s*[[{]/.test(text);
    const cell = isJson ? text.trim() : JSON.stringify(text.trim());
    const content = isJson ? `{ "cells": { "imported": ${cell} } }\n` : `cells:\n  imported:\n    arch: ${cell}\n`;
    const language = isJson ? 'json' : 'yaml';
    await window.showTextDocument(await workspace.openTextDocument({ language, content }));
  }

  get #store(): string {
    return join(this.options.context.globalStorageUri.fsPath, 'models');
  }

  async #train(task: TrainingTask): Promise<void> {
    const { context } = this.options;
    const isLong = task.kind !== 'evaluate';
    const titles = { pretrain: 'Pre-training', finetune: 'Fine-tuning', evaluate: 'Evaluating' };
    if (isLong) await context.globalState.update(unfinishedKey, task);
    try {
      const report = await window.withProgress(
        { location: ProgressLocation.Notification, title: titles[task.kind], cancellable: true },
        async (progress, token) => {
          const client = await this.options.client();
          const id = ++ids;
          let shown = 0;
          const listener = client.onTrainingProgress((message) => {
            if (message.id !== id) return;
            const { phase, epoch, epochs } = message.progress;
            const share = phase === 'preparing' || epochs === 0 ? 0 : (100 * epoch) / epochs;
            progress.report({ message: progressText(message.progress), increment: Math.max(0, share - shown) });
            shown = Math.max(shown, share);
          });
          try {
            return await client.request(trainRequest, { ...task, id }, token);
          } catch (error) {
            if (token.isCancellationRequested) return undefined;
            throw error;
          } finally {
            listener.dispose();
          }
        },
      );
      if (report === undefined) {
        const chosen = isLong && (await window.showInformationMessage(`${titles[task.kind]} was cancelled.`, 'Resume'));
        if (chosen === 'Resume') await this.resume();
        return;
      }
      if (isLong) await context.globalState.update(unfinishedKey, undefined);
      await this.#finished(task, report);
    } catch (error) {
      const [message, ...details] = (error instanceof Error ? error.message : String(error)).split('\n');
      const chosen = await window.showErrorMessage(message ?? '', ...(details.length > 0 ? ['Show Details'] : []));
      if (chosen !== undefined) await this.#pages.showText('Problems', [message, ...details].join('\n\n'));
    }
  }

  async #finished(task: TrainingTask, report: unknown): Promise<void> {
    const isReport: (value: unknown) => value is TrainingReports[keyof TrainingReports] = reportGuards[task.kind];
    if (!isReport(report)) throw new Error('the report of the training is malformed');
    if (!('kind' in report)) {
      await this.#pages.showEvaluation(report, task.kind === 'evaluate' ? task.params.data : '');
      return;
    }
    await this.#modelsChanged();
    if (report.kind === 'pretrain') {
      const next = 'Fine-Tune Predictor';
      const told = `The encoder for ${report.space} is ready; it has learnt ${report.architectures} architectures.`;
      // a notification must not keep the command from ending
      void window.showInformationMessage(told, next).then((chosen) => {
        if (chosen === next) void commands.executeCommand(commandIds.finetune);
      });
      return;
    }
    await this.useModel(report);
    const { figures } = report.evaluation;
    void window.showInformationMessage(
      `${report.target.title} of ${report.space} is predicted from now on: Kendall's tau ${figures.tau?.toFixed(1) ?? '-'} on ${figures.n} held-out rows.`,
    );
    await this.#pages.showFinetune(report, task.kind === 'finetune' ? task.params.data : '');
  }

  async #modelsChanged(): Promise<void> {
    await (await this.options.client()).request(modelsChangedRequest, {});
    this.options.onModelsChanged();
  }

  async #askSpace(): Promise<string | undefined> {
    const files = await workspace.findFiles('**/*.space.{yaml,yml,json}', '**/node_modules/**', 50);
    const spaces: Choice<string>[] = [
      ...files.map(({ fsPath }) => ({
        label: basename(fsPath),
        description: workspace.asRelativePath(fsPath),
        value: fsPath,
      })),
      ...['nas-bench-101', 'nas-bench-201', 'darts'].map((name) => ({
        label: name,
        description: 'bundled',
        value: name,
      })),
    ];
    return this.#pick('An encoder for which search space?', spaces);
  }

  async #askTable(
    argument: unknown,
    title: string,
  ): Promise<{ data: string; column: string; higherIsBetter: boolean } | undefined> {
    const data = argument instanceof Uri ? argument.fsPath : await this.#askFile(title);
    if (data === undefined) return undefined;
    const answer = await (await this.options.client()).request(tableColumnsRequest, { data });
    const columns = isTableColumns(answer) ? answer.columns : [];
    if (columns.length === 0) {
      void window.showErrorMessage(`${basename(data)} has no column of numbers to learn.`);
      return undefined;
    }
    const column = await this.#pick(
      'Which column?',
      columns.map((each) => ({
        label: each.name,
        description: each.higherIsBetter ? 'higher is better' : 'lower is better',
        value: each,
      })),
    );
    if (!column) return undefined;
    const directions = [true, false].map((higher) => ({
      label: higher ? 'Higher is better' : 'Lower is better',
      value: higher,
    }));
    if (!column.higherIsBetter) directions.reverse();
    const higherIsBetter = await this.#pick(`What is a good ${column.name}?`, directions);
    return higherIsBetter === undefined ? undefined : { data, column: column.name, higherIsBetter };
  }

  async #askFile(title: string): Promise<string | undefined> {
    const files = await workspace.findFiles(tablePattern, '**/node_modules/**', 50);
    const browse: Choice<string> = { label: 'Browse...', value: '' };
    const found = files.map(({ fsPath }) => ({
      label: basename(fsPath),
      description: workspace.asRelativePath(fsPath),
      value: fsPath,
    }));
    const chosen = await this.#pick(title, [...found, browse]);
    if (chosen !== '') return chosen;
    const filters = { 'Result tables': ['csv', 'tsv', 'jsonl', 'ndjson', 'gz'] };
    return (await window.showOpenDialog({ title, filters }))?.[0]?.fsPath;
  }

  async #askModel(
    title: string,
    isWanted: (model: ModelDescription) => boolean,
  ): Promise<ModelDescription | undefined> {
    const answer = await (await this.options.client()).request(modelsRequest, {});
    const models = isModelList(answer) ? answer.models.filter(isWanted) : [];
    return this.#pick(
      title,
      models.map((model) => ({
        label: model.title,
        description: model.space,
        detail: model.targets.length === 0 ? 'encoder, not fine-tuned yet' : `trained on ${model.trainedOn}`,
        value: model,
      })),
    );
  }

  async #pick<T>(title: string, choices: readonly Choice<T>[]): Promise<T | undefined> {
    const options = { title, placeHolder: title, matchOnDescription: true, ignoreFocusOut: true };
    return (await window.showQuickPick(choices, options))?.value;
  }

  /** A folder that no model has yet, named after what it will hold. */
  async #newFolder(title: string): Promise<string> {
    await mkdir(this.#store, { recursive: true });
    const taken = new Set(await readdir(this.#store));
    const slug =
      title
        .toLowerCase()
        .replace(/[^a-z0-9]+/g, '-')
        .slice(0, 56)
        .replace(/^-+|-+$/g, '') || 'model';
    const names = function* (): Generator<string> {
      yield slug;
      for (let n = 2; ; n++) yield `${slug}-${n}`;
    };
    for (const name of names()) if (!taken.has(name) && !taken.has(`.${name}.lock`)) return join(this.#store, name);
    return join(this.#store, slug);
  }
}
