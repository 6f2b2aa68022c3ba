import { basename } from 'node:path';
import { Uri, window, workspace } from 'vscode';
import { isModelList, type ModelDescription } from '../../protocol/engine';
import { isTableColumns } from '../../protocol/training';
import { modelsRequest, tableColumnsRequest } from '../../protocol/trainingMessages';
import { withLateProgress } from './lateProgress';
import type { TrainingClient } from './trainingClient';

export interface Choice<T> {
  readonly label: string;
  readonly description?: string;
  readonly detail?: string;
  readonly value: T;
}

/** A column of a table, to learn or to measure on. */
export interface TableQuestion {
  readonly data: string;
  readonly column: string;
  readonly higherIsBetter: boolean;
}

const tablePattern = '**/*.{csv,tsv,jsonl,ndjson,csv.gz}';
const maxFiles = 50;
/** Of the choice that leads to a dialog of the system. */
export const browseLabel = 'Browse...';

export async function pick<T>(title: string, choices: readonly Choice<T>[]): Promise<T | undefined> {
  const options = { title, placeHolder: title, matchOnDescription: true, ignoreFocusOut: true };
  return (await window.showQuickPick(choices, options))?.value;
}

/** A search space: a file of the workspace, or a bundled one by name. */
export async function askSpace(): Promise<string | undefined> {
  const files = await workspace.findFiles('**/*.space.{yaml,yml,json}', '**/node_modules/**', maxFiles);
  const spaces: Choice<string>[] = [
    ...files.map(fileChoice),
    ...['nas-bench-101', 'nas-bench-201', 'darts'].map((name) => ({
      label: name,
      description: 'bundled',
      value: name,
    })),
  ];
  return pick('An encoder for which search space?', spaces);
}

/** What an encoder learns from: so many architectures drawn from the space, or those of a table. */
export async function askArchitectures(drawn: number): Promise<{ readonly file?: string } | undefined> {
  const files = await workspace.findFiles(tablePattern, '**/node_modules/**', maxFiles);
  const chosen = await pick<string>('From which architectures should it learn?', [
    {
      label: `${drawn.toLocaleString('en-US')} drawn from the space`,
      description: 'flowcell.training.architectures',
      value: '',
    },
    ...files.map((file) => ({
      ...fileChoice(file),
      detail: 'the architectures of this table; its values are not used',
    })),
    browse,
  ]);
  if (chosen === undefined) return undefined;
  const file = chosen === browse.value ? await browseTable('Architectures') : chosen;
  return file === undefined ? undefined : file === '' ? {} : { file };
}

/** A table (the one that a menu was opened on, if any), one of its columns, and what is good there. */
export async function askTable(
  client: TrainingClient,
  argument: unknown,
  title: string,
): Promise<TableQuestion | undefined> {
  const data = argument instanceof Uri ? argument.fsPath : await askFile(title);
  if (data === undefined) return undefined;
  const answer = await withLateProgress(`Reading ${basename(data)}`, (token) =>
    client.request(tableColumnsRequest, { data }, token),
  );
  if (answer === undefined) return undefined;
  const columns = isTableColumns(answer) ? answer.columns : [];
  if (columns.length === 0) {
    void window.showErrorMessage(`${basename(data)} has no column of numbers to learn.`);
    return undefined;
  }
  const column = await pick(
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
  const higherIsBetter = await pick(`What is a good ${column.name}?`, directions);
  return higherIsBetter === undefined ? undefined : { data, column: column.name, higherIsBetter };
}

async function askFile(title: string): Promise<string | undefined> {
  const files = await workspace.findFiles(tablePattern, '**/node_modules/**', maxFiles);
  const chosen = await pick(title, [...files.map(fileChoice), browse]);
  return chosen === browse.value ? browseTable(title) : chosen;
}

const browse: Choice<string> = { label: browseLabel, value: 'browse' };

async function browseTable(title: string): Promise<string | undefined> {
  const filters = { 'Result tables': ['csv', 'tsv', 'jsonl', 'ndjson', 'gz'] };
  return (await window.showOpenDialog({ title, filters }))?.[0]?.fsPath;
}

const fileChoice = ({ fsPath }: Uri): Choice<string> => ({
  label: basename(fsPath),
  description: workspace.asRelativePath(fsPath),
  value: fsPath,
});

async function listModels(client: TrainingClient): Promise<readonly ModelDescription[]> {
  const answer = await client.request(modelsRequest, {});
  return isModelList(answer) ? answer.models : [];
}

/** A model; `more` are choices beside the models. */
export async function askModel<T = never>(
  client: TrainingClient,
  title: string,
  isWanted: (model: ModelDescription) => boolean,
  more: readonly Choice<T>[] = [],
): Promise<ModelDescription | T | undefined> {
  const models = (await listModels(client)).filter(isWanted);
  const choices: Choice<ModelDescription | T>[] = models.map((model) => ({
    label: model.title,
    description: model.space,
    detail: model.targets.length === 0 ? 'encoder, not fine-tuned yet' : `trained on ${model.trainedOn}`,
    value: model,
  }));
  return pick(title, [...choices, ...more]);
}
