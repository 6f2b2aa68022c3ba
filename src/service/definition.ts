import type { Location } from 'vscode-languageserver-types';
import { declarationOf, nodeAt } from './nodeMentions';
import { toRange } from './positions';
import type { CellFile } from './serviceTypes';

/** Where the node under the cursor is declared; its first mention where its form declares no nodes. */
export function definition({ document, parsed }: CellFile, offset: number): Location | undefined {
  const node = nodeAt(parsed, offset);
  const declaration = node && declarationOf(node.entry, node.place);
  return declaration && { uri: document.uri, range: toRange(document, declaration.range) };
}
