import { commands, window, type Disposable } from 'vscode';
import { commandIds } from '../commandIds';
import type { ConvertServer } from './convertCell';

/** Registers Convert Cell; its code is loaded with the first conversion. */
export function registerConvertCell(server: () => Promise<ConvertServer>): Disposable {
  return commands.registerCommand(commandIds.convertCell, async () => {
    const editor = window.activeTextEditor;
    if (!editor) {
      void window.showInformationMessage('Open a cell file first.');
      return;
    }
    try {
      const { convertCell } = await import('./convertCell');
      await convertCell(editor, await server());
    } catch (error) {
      void window.showErrorMessage(error instanceof Error ? error.message : String(error));
    }
  });
}
