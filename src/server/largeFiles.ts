import type { Connection, TextDocuments } from 'vscode-languageserver/node';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import { isLargeFileParams, readLargeFileRequest } from '../protocol/server';
import { runOrTell, type HandlerHost } from './runSafe';

export interface LargeFilesContext {
  readonly host: HandlerHost;
  readonly documents: TextDocuments<TextDocument>;
  /** A file is to be read that was not. */
  readonly onAsked: () => void;
}

/** Open files that somebody asked to be read although they are large. One that is opened again has to be asked for again. */
export function registerLargeFiles(
  connection: Connection,
  { host, documents, onAsked }: LargeFilesContext,
): ReadonlySet<string> {
  const asked = new Set<string>();
  connection.onRequest(
    readLargeFileRequest,
    runOrTell(
      'reading of a large file',
      isLargeFileParams,
      ({ uri }): null => {
        if (!documents.get(uri)) throw new Error('This is no cell file: it names no search space at its beginning.');
        asked.add(uri);
        onAsked();
        return null;
      },
      host,
    ),
  );
  documents.onDidClose(({ document: { uri } }) => asked.delete(uri));
  return asked;
}
