import { Position, Range, type TextDocument } from 'vscode';

/** File names that are always read, whatever their content. `workspaceContains` in package.json names the same. */
export const cellFilePattern = '**/*.{cell,space}.{json,yaml,yml}';

/** The same for paths. */
export const cellFileName = /\.(?:cell|space)\.(?:json|ya?ml)$/i;
const languages = ['json', 'jsonc', 'yaml'];

/** A top-level `space` key, in YAML or JSON. Whether the space is known is for the server to say. */
const spaceKey = /^(?:\{\s*)?\s{0,8}["']?space["']?\s*:/m;

/** Characters of a document that are searched for the key. */
const searchedLength = 16_384;

/** Where documents come from that people edit; not the left side of a comparison nor an editor's own texts. */
const schemes = ['file', 'untitled', 'vscode-vfs'];

/** Documents of these languages may become cell files; those that are not never leave the editor. */
export const candidateSelector = languages.flatMap((language) => schemes.map((scheme) => ({ language, scheme })));

/** True for documents that the server is to see: named like cell files, or JSON and YAML that name a search space. */
export function isCellDocument(document: TextDocument): boolean {
  if (!languages.includes(document.languageId) || !schemes.includes(document.uri.scheme)) return false;
  if (cellFileName.test(document.uri.path)) return true;
  // Every keystroke in any JSON or YAML file comes by here: its whole text is not put together for that.
  return spaceKey.test(document.getText(new Range(new Position(0, 0), document.positionAt(searchedLength))));
}
