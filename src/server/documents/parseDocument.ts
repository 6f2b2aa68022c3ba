import type { TextDocument } from 'vscode-languageserver-textdocument';
import type { CellDocument } from '../../core/spec/document';
import { parseCellDocument } from '../../core/spec/parseCellDocument';
import { parseSpaceDocument } from '../../core/spaces/userSpace/readSpace';
import { isSpaceFile } from '../../service/spaceFile/spacePlaces';
import type { SpaceFiles } from './spaceFiles';

/** Reads a cell file or a space file; the latter is a file without cells. Never throws. */
export function parseDocument(document: TextDocument, spaceFiles: SpaceFiles): CellDocument {
  const language = document.languageId === 'yaml' ? 'yaml' : 'json';
  const text = document.getText();
  if (isSpaceFile(document.uri)) {
    return { language, cells: [], problems: parseSpaceDocument(text, language).problems };
  }
  return parseCellDocument(text, language, { resolveSpace: (path) => spaceFiles.resolve(document.uri, path) });
}
