import { isAbsolute, join } from 'node:path';
import { workspace, type ExtensionContext } from 'vscode';
import { isInside } from './insideFolder';

/** The extension's own place of models. */
const storedModels = ({ globalStorageUri }: ExtensionContext): string => join(globalStorageUri.fsPath, 'models');

/** The folder of the setting `flowcell.models.folder`; undefined where none is set, or nothing of the workspace is to be trusted. */
function workspaceModels(): string | undefined {
  const name = workspace.getConfiguration('flowcell').get<string>('models.folder', '').trim();
  if (name === '' || !workspace.isTrusted) return undefined;
  if (isAbsolute(name)) return name;
  const [folder] = workspace.workspaceFolders ?? [];
  return folder?.uri.scheme === 'file' ? join(folder.uri.fsPath, name) : undefined;
}

/** The folder of models, of those that the user's are in, that a model is in; undefined for one that is part of the extension. */
export function placeOfModel(context: ExtensionContext, model: string): string | undefined {
  return [storedModels(context), workspaceModels()].find((place) => place !== undefined && isInside(model, place));
}

/** Where new models go. */
export const modelStore = (context: ExtensionContext): string => workspaceModels() ?? storedModels(context);

/** Folders of models, the bundled one first; of models of the same name the later folder's counts. */
export function modelFolders(context: ExtensionContext): string[] {
  const own = workspaceModels();
  return [join(context.extensionPath, 'models'), storedModels(context), ...(own === undefined ? [] : [own])];
}
