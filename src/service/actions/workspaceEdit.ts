import type { WorkspaceEdit } from 'vscode-languageserver-types';
import type { TextEdit } from '../../core/spec/edit/textEdit';
import { toRange } from '../positions';
import type { CellFile } from '../serviceTypes';

/** Edits of one file, tied to the version of the text that they were made for. */
export function workspaceEdit({ document }: CellFile, edits: readonly TextEdit[]): WorkspaceEdit {
  const { uri, version } = document;
  return {
    documentChanges: [
      {
        textDocument: { uri, version },
        edits: edits.map(({ range, newText }) => ({ range: toRange(document, range), newText })),
      },
    ],
  };
}
