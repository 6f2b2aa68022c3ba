import type { TextDocument } from 'vscode-languageserver-textdocument';
import type { CellDocument } from '../../core/spec/document';
import { parseCellDocument } from '../../core/spec/parseCellDocument';
import type { SpaceResolver } from '../../core/spec/resolveSpace';
import { parseSpaceDocument } from '../../core/spaces/userSpace/readSpace';
import { isSpaceFile } from '../../service/spaceFile/spacePlaces';
import type { SpaceFiles } from './spaceFiles';

/**
 * Reads a cell file or a space file; the latter is a file without cells. Never throws.
 *
 * @param allowLarge also reads a cell file above the soft limit
 */
export function parseDocument(document: TextDocument, spaceFiles: SpaceFiles, allowLarge = false): CellDocument {
  const language = document.languageId === 'yaml' ? 'yaml' : 'json';
  const text = document.getText();
  if (isSpaceFile(document.uri)) {
    return { language, cells: [], problems: parseSpaceDocument(text, language).problems };
  }
  const resolveSpace: SpaceResolver = (path) => spaceFiles.resolve(document.uri, path);
  return parseCellDocument(text, language, { resolveSpace, allowLarge });
}
