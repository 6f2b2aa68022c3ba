import { Uri, window, workspace } from 'vscode';

/** Shows an example as a new, unsaved file: trying it out changes nothing on disk. */
export async function openExample(extensionUri: Uri): Promise<void> {
  const bytes = await workspace.fs.readFile(Uri.joinPath(extensionUri, 'examples', 'candidates.cell.yaml'));
  const content = new TextDecoder().decode(bytes);
  await window.showTextDocument(await workspace.openTextDocument({ language: 'yaml', content }));
}
