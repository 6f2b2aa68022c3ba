import { basename } from 'node:path';
import { env, Position, Range, Uri, window, workspace, WorkspaceEdit, type TextDocument } from 'vscode';
import {
  importArchitectureRequest,
  isImportedArchitectures,
  maxImportLength,
  type ImportedArchitecture,
} from '../../protocol/importArchitecture';
import { isCellDocument } from '../cellDocuments';
import { pick } from './questions';
import type { TrainingClient } from './trainingClient';

/** Cells from what is in the clipboard, or from what somebody types: into the open cell file where it is of that space, else a new one. */
export async function importArchitecture(client: () => Promise<TrainingClient>): Promise<void> {
  const text = await askText();
  if (text === undefined) return;
  const active = window.activeTextEditor?.document;
  const document = active && isCellDocument(active) ? active : undefined;
  const spaceFiles = await workspace.findFiles('**/*.space.{yaml,yml,json}', '**/node_modules/**', 50);
  const answer = await (
    await client()
  ).request(importArchitectureRequest, {
    text,
    spaceFiles: spaceFiles.map((file) => file.toString()),
    ...(document && { document: document.uri.toString() }),
  });
  if (!isImportedArchitectures(answer)) throw new Error('The answer about the architecture is malformed.');
  const { fits, problem } = answer;
  if (fits.length === 0) {
    void window.showErrorMessage(`This is no architecture that Flowcell knows: ${problem ?? ''}`);
    return;
  }
  // The file that is open says which space is meant.
  const inOpen = fits.find(({ edit }) => edit !== undefined);
  const fit = inOpen ?? (await askSpace(fits));
  if (!fit) return;
  if (fit.edit && document) {
    const { start, end } = fit.edit.range;
    const edit = new WorkspaceEdit();
    const range = new Range(new Position(start.line, start.character), new Position(end.line, end.character));
    edit.replace(document.uri, range, fit.edit.newText);
    await apply(edit);
    const at = document.positionAt(document.offsetAt(range.start) + fit.edit.newText.length);
    await window.showTextDocument(document, { selection: new Range(at, at) });
  } else await window.showTextDocument(await newDocument(fit));
}

/** A browser may ask for a permission first, or for ever. */
const clipboardMs = 500;

async function clipboardText(): Promise<string> {
  const late = new Promise<string>((done) => setTimeout(() => done(''), clipboardMs));
  return Promise.race([env.clipboard.readText().then(undefined, () => ''), late]);
}

/** The clipboard where it holds one line or more of something that looks like an architecture, as a proposal. */
async function askText(): Promise<string | undefined> {
  const pasted = (await clipboardText()).trim();
  const looksNative = /^[[{|"'(]|~\d|Genotype|^[01]+:/.test(pasted) && pasted.length <= maxImportLength;
  if (looksNative && pasted.includes('\n')) {
    const lines = pasted.split('\n').length;
    const paste = await pick('Import Architecture', [
      { label: `Import the ${lines} lines of the clipboard`, detail: pasted.slice(0, 200), value: true },
      { label: 'Type or paste something else', value: false },
    ]);
    if (paste === undefined) return undefined;
    if (paste) return pasted;
  }
  const text = await window.showInputBox({
    title: 'Import Architecture',
    prompt: 'An architecture in a native form: |op~0|+..., a genotype, or the JSON of a cell',
    value: looksNative && !pasted.includes('\n') ? pasted : '',
    ignoreFocusOut: true,
  });
  return text === undefined || text.trim() === '' ? undefined : text.slice(0, maxImportLength);
}

function askSpace(fits: readonly ImportedArchitecture[]): Promise<ImportedArchitecture | undefined> {
  if (fits.length === 1) return Promise.resolve(fits[0]);
  return pick(
    'Of which search space?',
    fits.map((fit) => ({
      label: fit.space,
      ...(fit.spaceFile === undefined ? {} : { description: basename(Uri.parse(fit.spaceFile).path) }),
      value: fit,
    })),
  );
}

/** Beside the file of its space, so that it is found; unsaved in either case. */
async function newDocument({ spaceFile, content }: ImportedArchitecture): Promise<TextDocument> {
  if (spaceFile === undefined) return workspace.openTextDocument({ language: 'yaml', content });
  const folder = Uri.joinPath(Uri.parse(spaceFile), '..');
  const target = await freeName(folder);
  const document = await workspace.openTextDocument(target.with({ scheme: 'untitled' }));
  const edit = new WorkspaceEdit();
  edit.insert(document.uri, new Position(0, 0), content);
  await apply(edit);
  return document;
}

/** @throws where the editor does not take the edit, for instance because the file is read-only */
async function apply(edit: WorkspaceEdit): Promise<void> {
  if (!(await workspace.applyEdit(edit))) throw new Error('The editor did not take the imported cells.');
}

/** A name that neither the disk nor a file that was never saved has. */
async function freeName(folder: Uri): Promise<Uri> {
  const opened = new Set(workspace.textDocuments.map(({ uri }) => uri.path));
  for (let n = 1; ; n++) {
    const uri = Uri.joinPath(folder, `imported${n === 1 ? '' : `-${n}`}.cell.yaml`);
    if (!opened.has(uri.path) && !(await isThere(uri))) return uri;
  }
}

const isThere = (uri: Uri): Promise<boolean> =>
  Promise.resolve(
    workspace.fs.stat(uri).then(
      () => true,
      () => false,
    ),
  );
