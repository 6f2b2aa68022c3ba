import { join } from 'node:path';
import type { ExtensionContext } from 'vscode';

/** Where backends are installed and their measurements kept. */
export const backendStorage = ({ globalStorageUri }: ExtensionContext): string =>
  join(globalStorageUri.fsPath, 'backends');
