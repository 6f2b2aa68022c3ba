import { readFile, stat } from 'node:fs/promises';
import { TextDocument } from 'vscode-languageserver-textdocument';
import type { Connection } from 'vscode-languageserver/node';
import { URI } from 'vscode-uri';
import type { CellDocument } from '../core/spec/document';
import { isLocateCellsParams, locateCellsRequest, type LocatedCell, type LocatedCells } from '../protocol/locateCells';
import { toRange } from '../service/positions';
import { runSafe, type HandlerHost } from './runSafe';

/** Longer files are refused as cell files, too. */
const maxBytes = 256 * 1024;

export interface LocateContext {
  readonly host: HandlerHost;
  readonly openDocument: (uri: string) => TextDocument | undefined;
  readonly parse: (document: TextDocument) => CellDocument;
}

/** Finds cells by what they compute, in open documents and in files. */
export function registerLocateCells(connection: Connection, { host, openDocument, parse }: LocateContext): void {
  const read = async (uri: string): Promise<TextDocument | undefined> => {
    const open = openDocument(uri);
    if (open) return open;
    const { scheme, fsPath, path } = URI.parse(uri);
    if (scheme !== 'file') return undefined;
    try {
      if ((await stat(fsPath)).size > maxBytes) return undefined;
      const language = path.toLowerCase().endsWith('json') ? 'json' : 'yaml';
      return TextDocument.create(uri, language, 0, await readFile(fsPath, 'utf8'));
    } catch {
      return undefined; // a file that went meanwhile has no cells
    }
  };
  connection.onRequest(
    locateCellsRequest,
    runSafe(
      'search for cells',
      { cells: [] },
      async (params: unknown, token): Promise<LocatedCells> => {
        if (!isLocateCellsParams(params)) throw new TypeError('malformed parameters');
        const wanted = new Set(params.keys);
        const cells: LocatedCell[] = [];
        for (const uri of params.files) {
          if (wanted.size === 0 || token.isCancellationRequested) break;
          const document = await read(uri);
          if (!document) continue;
          const { space, cells: entries } = parse(document);
          if (space?.name !== params.space) continue;
          for (const { name, nameRange, architecture, valid } of entries) {
            if (!architecture || !valid) continue;
            const key = space.canonicalKey(architecture);
            if (wanted.delete(key)) cells.push({ key, uri, name, range: toRange(document, nameRange) });
          }
        }
        return { cells };
      },
      host,
    ),
  );
}
