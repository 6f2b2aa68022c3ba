import { commands, window, type Disposable } from 'vscode';
import { commandIds } from '../commandIds';
import { guarded } from '../guarded';
import type { ConvertServer } from './convertCell';

/** Registers Convert Cell; its code is loaded with the first conversion. */
export function registerConvertCell(server: () => Promise<ConvertServer>): Disposable {
  return commands.registerCommand(commandIds.convertCell, async () => {
    const editor = window.activeTextEditor;
    if (!editor) {
      void window.showInformationMessage('Open a cell file first.');
      return;
    }
    await guarded(async () => {
      const { convertCell } = await import('./convertCell');
      await convertCell(editor, await server());
    });
  });
}
