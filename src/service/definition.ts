import type { Location } from 'vscode-languageserver-types';
import { anchorOf } from './anchors';
import { declarationOf, nodeAt } from './nodeMentions';
import { toRange } from './positions';
import type { CellFile, ServiceDependencies } from './serviceTypes';
import { spaceTarget } from './spaceTarget';

/**
 * Where the node under the cursor is declared, its first mention where its form declares no nodes; the anchor of a YAML alias; the file of
 * a space of the author's own, and in its definition the operation under the cursor.
 */
export function definition(
  file: CellFile,
  offset: number,
  dependencies: Pick<ServiceDependencies, 'spaceFile'>,
): Location | undefined {
  const { document, parsed } = file;
  const node = nodeAt(parsed, offset);
  const range = node ? declarationOf(node.entry, node.place)?.range : anchorOf(file, offset);
  if (range) return { uri: document.uri, range: toRange(document, range) };
  return spaceTarget(file, offset, dependencies);
}
