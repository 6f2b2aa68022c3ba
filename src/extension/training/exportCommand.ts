import { basename, dirname, extname, join } from 'node:path';
import { CancellationTokenSource, FileType, ProgressLocation, RelativePattern, Uri, window, workspace } from 'vscode';
import { exportFormats, isExportResult, type ExportFormat, type ExportParams } from '../../protocol/modelMessages';
import { exportRequest } from '../../protocol/trainingMessages';
import { cellFileName } from '../cellDocuments';
import { chosenModels } from './modelsView';
import { askModel, browseLabel, pick, type Choice } from './questions';
import type { TrainingClient } from './trainingClient';

const cellPattern = '**/*.cell.{json,yaml,yml}';
const excluded = '**/node_modules/**';
const maxFiles = 2_000;
const sourceTitle = 'Predictions of what?';
const browse = 'browse' as const;
const tableName = /\.(?:csv|tsv|jsonl|ndjson)(?:\.gz)?$/i;

/** Predictions of a cell file, of all cell files of a folder, or of a result table, as CSV or JSON lines. */
export async function exportPredictions(argument: unknown, client: () => Promise<TrainingClient>): Promise<void> {
  const source = argument instanceof Uri ? argument : await askSource();
  if (!source) return;
  const files = await filesOf(source);
  if (files.length === 0) {
    void window.showInformationMessage(`${basename(source.fsPath)} holds no cell files.`);
    return;
  }
  const isTable = tableName.test(source.path);
  const running = await client();
  const model = isTable
    ? await askModel(running, 'Which model should predict the rows?', ({ targets }) => targets.length > 0)
    : undefined;
  if (isTable && !model) return;
  const target = await askTarget(source);
  if (!target) return;
  const params: ExportParams = {
    files: files.map((file) => ({ path: file.fsPath, ...unsavedText(file) })),
    chosen: chosenModels(),
    ...(model && { model: model.folder }),
    format: target.format,
    out: target.uri.fsPath,
  };
  const options = { location: ProgressLocation.Notification, title: 'Exporting predictions', cancellable: true };
  const answer = await window.withProgress(options, async (_, token) => {
    const source = new CancellationTokenSource();
    token.onCancellationRequested(() => source.cancel());
    try {
      return await running.request(exportRequest, params, source.token);
    } catch (error) {
      if (token.isCancellationRequested) return undefined;
      throw error;
    } finally {
      source.dispose();
    }
  });
  if (!isExportResult(answer)) return;
  await window.showTextDocument(await workspace.openTextDocument(target.uri));
  const { rows, problems } = answer;
  const told = `${rows} ${rows === 1 ? 'prediction' : 'predictions'} in ${basename(target.uri.fsPath)}.`;
  if (problems.length === 0) void window.showInformationMessage(told);
  else void window.showWarningMessage(`${told} ${problems.slice(0, 3).join(' ')}`);
}

/** The open cell file, everything in the workspace, a table, or a file of anywhere. */
async function askSource(): Promise<Uri | undefined> {
  const active = window.activeTextEditor?.document.uri;
  const isActive = active?.scheme === 'file' && cellFileName.test(active.path);
  const folders = workspace.workspaceFolders ?? [];
  const tables = await workspace.findFiles('**/*.{csv,tsv,jsonl,ndjson,csv.gz}', excluded, 50);
  const choices: Choice<Uri | typeof browse>[] = [
    ...(isActive ? [{ label: basename(active.fsPath), description: 'the open file', value: active }] : []),
    ...folders.map(({ name, uri }) => ({ label: name, description: 'all cell files of the folder', value: uri })),
    ...tables.map((uri) => ({
      label: basename(uri.fsPath),
      description: `result table ${workspace.asRelativePath(uri)}`,
      value: uri,
    })),
    { label: browseLabel, description: 'a cell file or a result table', value: browse },
  ];
  const chosen = await pick(sourceTitle, choices);
  return chosen === browse ? browseSource() : chosen;
}

async function browseSource(): Promise<Uri | undefined> {
  const filters = { 'Cells and results': ['json', 'yaml', 'yml', 'csv', 'tsv', 'jsonl', 'ndjson', 'gz'] };
  return (await window.showOpenDialog({ title: sourceTitle, openLabel: 'Export', filters }))?.[0];
}

async function filesOf(source: Uri): Promise<Uri[]> {
  const { type } = await workspace.fs.stat(source);
  if ((type & FileType.Directory) === 0) return [source];
  const files = await workspace.findFiles(new RelativePattern(source, cellPattern), excluded, maxFiles);
  return files.sort((a, b) => (a.path < b.path ? -1 : 1));
}

/** What the editor shows counts, as it does in the lenses. */
function unsavedText(file: Uri): { readonly text?: string } {
  const document = workspace.textDocuments.find(({ uri }) => uri.toString() === file.toString());
  return document?.isDirty ? { text: document.getText() } : {};
}

async function askTarget(source: Uri): Promise<{ readonly uri: Uri; readonly format: ExportFormat } | undefined> {
  const titles: Readonly<Record<ExportFormat, string>> = { csv: 'CSV', jsonl: 'JSON lines' };
  const format = await pick(
    'In which format?',
    exportFormats.map((each) => ({ label: titles[each], value: each })),
  );
  if (!format) return undefined;
  const name = basename(source.fsPath).replace(/\.(?:cell\.)?(?:json|ya?ml|csv|tsv|jsonl|ndjson)(?:\.gz)?$/i, '');
  const folder = extname(source.path) === '' ? source.fsPath : dirname(source.fsPath);
  const defaultUri = Uri.file(join(folder, `${name}.predictions.${format}`));
  const uri = await window.showSaveDialog({ defaultUri, filters: { [titles[format]]: [format] }, title: 'Export' });
  return uri && { uri, format };
}
