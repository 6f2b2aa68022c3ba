import { CodeActionKind, TextDocumentSyncKind, type ServerCapabilities } from 'vscode-languageserver/node';
import { convertKind } from '../service/actions/convertActions';

/** What the server can be asked; features.ts has a handler for each. */
export const serverCapabilities: ServerCapabilities = {
  textDocumentSync: { openClose: true, change: TextDocumentSyncKind.Incremental, save: true },
  codeLensProvider: { resolveProvider: false },
  hoverProvider: true,
  codeActionProvider: { codeActionKinds: [CodeActionKind.QuickFix, CodeActionKind.RefactorRewrite, convertKind] },
  completionProvider: { triggerCharacters: ['"', "'", ':', ' ', '|', '~', '>'] },
  renameProvider: { prepareProvider: true },
  documentSymbolProvider: { label: 'Flowcell' },
  foldingRangeProvider: true,
  selectionRangeProvider: true,
  definitionProvider: true,
  referencesProvider: true,
  documentHighlightProvider: true,
};
