import { commands, env, Uri, window } from 'vscode';

const copyPath = 'Copy Path';

/** Shows a folder in the system's file manager; in a browser there is none, so that its path is what can be shown. */
export async function revealFolder(folder: string): Promise<void> {
  try {
    await commands.executeCommand('revealFileInOS', Uri.file(folder));
  } catch {
    const chosen = await window.showInformationMessage(folder, copyPath);
    if (chosen === copyPath) await env.clipboard.writeText(folder);
  }
}
