import { DocumentHighlightKind, type DocumentHighlight } from 'vscode-languageserver-types';
import { mentionsOf, nodeAt } from './nodeMentions';
import { toRange } from './positions';
import { operationNameAt, operationUses } from './references';
import type { CellFile } from './serviceTypes';
import { entryAt } from './spans';

/** Marks the node or the operation under the cursor wherever its cell has it. */
export function documentHighlights({ document, parsed }: CellFile, offset: number): DocumentHighlight[] {
  const node = nodeAt(parsed, offset);
  if (node) {
    return mentionsOf(node.entry, node.place).map(({ role, range }) => ({
      range: toRange(document, range),
      kind: role === 'name' ? DocumentHighlightKind.Write : DocumentHighlightKind.Read,
    }));
  }
  const entry = entryAt(parsed, offset);
  if (!entry) return [];
  const own = { cells: [entry], ...(parsed.space ? { space: parsed.space } : {}) };
  return operationUses(own, operationNameAt(parsed, offset)).map((range) => ({
    range: toRange(document, range),
    kind: DocumentHighlightKind.Text,
  }));
}
