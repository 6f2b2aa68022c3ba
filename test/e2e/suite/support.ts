import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  commands,
  extensions,
  languages,
  Range,
  Uri,
  window,
  workspace,
  type CodeLens,
  type Diagnostic,
  type Hover,
  type MarkdownString,
  type TextDocument,
  type TextEditor,
} from 'vscode';

/** The folder that is open: a copy of examples/. */
export function workspaceFile(name: string): Uri {
  const [folder] = workspace.workspaceFolders ?? [];
  if (!folder) throw new Error('no folder is open');
  return Uri.file(join(folder.uri.fsPath, name));
}

export const extension = (): NonNullable<ReturnType<typeof extensions.getExtension>> => {
  const found = extensions.getExtension('flowcell.flowcell');
  if (!found) throw new Error('the extension is not there');
  return found;
};

/** Asks until the answer is one; fails with what it is waiting for. */
export async function eventually<T>(
  what: string,
  ask: () => Thenable<T | undefined> | T | undefined,
  limitMs = 20_000,
): Promise<T> {
  const start = Date.now();
  for (;;) {
    const answer = await ask();
    if (answer !== undefined) return answer;
    if (Date.now() - start > limitMs) throw new Error(`waited in vain for ${what}`);
    await new Promise((done) => setTimeout(done, 50));
  }
}

export async function open(name: string): Promise<TextEditor> {
  return window.showTextDocument(await workspace.openTextDocument(workspaceFile(name)));
}

export async function lenses(uri: Uri): Promise<CodeLens[]> {
  return (await commands.executeCommand<CodeLens[] | undefined>('vscode.executeCodeLensProvider', uri)) ?? [];
}

/** Titles of the lenses, once all of `expected` are among them. */
export function lensTitles(uri: Uri, ...expected: readonly RegExp[]): Promise<string[]> {
  return eventually(`lenses with ${expected.join(', ')}`, async () => {
    const titles = (await lenses(uri)).map(({ command }) => command?.title ?? '');
    return expected.every((pattern) => titles.some((title) => pattern.test(title))) ? titles : undefined;
  });
}

/** Markdown of the hovers on the first occurrence of `word`. */
export async function hoverOn(document: TextDocument, word: string): Promise<string> {
  const position = document.positionAt(document.getText().indexOf(word) + 1);
  const hovers = await commands.executeCommand<Hover[]>('vscode.executeHoverProvider', document.uri, position);
  return hovers.flatMap(({ contents }) => contents.map((content) => (content as MarkdownString).value)).join('\n');
}

/** Flowcell's diagnostics of a document, once `isDone` holds for them. */
export function diagnosticsOf(uri: Uri, isDone: (found: readonly Diagnostic[]) => boolean): Promise<Diagnostic[]> {
  return eventually('diagnostics', () => {
    const found = languages.getDiagnostics(uri).filter(({ source }) => source === 'flowcell');
    return isDone(found) ? found : undefined;
  });
}

/** Replaces the first occurrence of `before`. */
export async function replace(editor: TextEditor, before: string, after: string): Promise<void> {
  const { document } = editor;
  const start = document.getText().indexOf(before);
  if (start < 0) throw new Error(`the text has no ${before}`);
  const range = new Range(document.positionAt(start), document.positionAt(start + before.length));
  if (!(await editor.edit((edit) => edit.replace(range, after)))) throw new Error('the edit was refused');
}

export const closeAll = (): Thenable<unknown> => commands.executeCommand('workbench.action.closeAllEditors');

/** Process id of the child that runs the named script; undefined where the system does not tell. */
export function childOf(parent: number, script: string): number | undefined {
  try {
    const children = readFileSync(`/proc/${parent}/task/${parent}/children`, 'utf8').trim().split(' ').map(Number);
    return children.find((pid) => readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes(script));
  } catch {
    return undefined;
  }
}
