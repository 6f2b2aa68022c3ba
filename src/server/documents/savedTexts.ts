import { readFile } from 'node:fs/promises';
import type { TextDocuments } from 'vscode-languageserver/node';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import { URI } from 'vscode-uri';
import { describe, type HandlerHost } from '../runSafe';
import type { DocumentStore } from './documentStore';

export interface SavedTextsContext {
  readonly documents: TextDocuments<TextDocument>;
  readonly store: DocumentStore;
  readonly host: HandlerHost;
  /** Called when the text on disk is another one, so that what is shown against it is another one, too. */
  readonly onChange: () => void;
}

/** Tells the store what the text of each open document is on disk: from when it is opened, and whoever writes it. */
export function followSavedTexts({ documents, store, host, onChange }: SavedTextsContext): {
  readonly changedOnDisk: (uris: readonly string[]) => void;
} {
  const remember = async (uri: string): Promise<void> => {
    const { scheme, fsPath } = URI.parse(uri);
    if (scheme !== 'file') return;
    const text = await readFile(fsPath, 'utf8').catch(() => undefined);
    const document = documents.get(uri);
    if (text === undefined || !document) return;
    const before = store.savedText(uri) ?? document.getText();
    store.setSaved(uri, text);
    if (text !== before) onChange();
  };
  const rememberSafely = (uri: string): void => {
    remember(uri).catch((error: unknown) => host.error(`reading ${uri} failed: ${describe(error)}`));
  };
  // An open document may have unsaved changes from the start: the saved version is what is on disk.
  documents.onDidOpen(({ document }) => rememberSafely(document.uri));
  documents.onDidSave(({ document }) => {
    store.setSaved(document.uri, document.getText());
    onChange();
  });
  return {
    changedOnDisk: (uris) => {
      const changed = new Set(uris.map(normalised));
      for (const { uri } of documents.all()) if (changed.has(normalised(uri))) rememberSafely(uri);
    },
  };
}

/** Clients may write the same address with other escapes. */
const normalised = (uri: string): string => URI.parse(uri).toString();
