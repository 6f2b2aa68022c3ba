import type { Location } from 'vscode-languageserver-types';
import type { CellDocument, TextRange } from '../core/spec/document';
import { operationAt, findSpaceOperation } from './hover/describe';
import { declarationOf, mentionsOf, nodeAt } from './nodeMentions';
import { toRange } from './positions';
import type { CellFile } from './serviceTypes';
import { entryAt, spansAt } from './spans';

/** Every mention of the node under the cursor in its cell, or every use of the operation under the cursor in the file. */
export function references({ document, parsed }: CellFile, offset: number, includeDeclaration: boolean): Location[] {
  const node = nodeAt(parsed, offset);
  const ranges = node ? nodeRanges(node, includeDeclaration) : operationUses(parsed, operationNameAt(parsed, offset));
  return ranges.map((range) => ({ uri: document.uri, range: toRange(document, range) }));
}

function nodeRanges(
  { entry, place }: NonNullable<ReturnType<typeof nodeAt>>,
  includeDeclaration: boolean,
): TextRange[] {
  const declaration = declarationOf(entry, place);
  return mentionsOf(entry, place)
    .filter((span) => includeDeclaration || span !== declaration)
    .map(({ range }) => range);
}

/** The operation under the cursor, by its first name. */
export function operationNameAt(parsed: CellDocument, offset: number): string | undefined {
  const entry = entryAt(parsed, offset);
  const span = entry && spansAt(entry, offset).find(({ role }) => role === 'operation');
  const written = entry?.architecture && span && operationAt(entry.architecture, span.place);
  if (written === undefined) return undefined;
  return (parsed.space && findSpaceOperation(parsed.space, written)?.name) ?? written;
}

/** Where the cells use an operation, whatever they call it, in text order. */
export function operationUses(
  { cells, space }: Pick<CellDocument, 'cells' | 'space'>,
  name: string | undefined,
): TextRange[] {
  if (name === undefined) return [];
  const names = new Set([name, ...((space && findSpaceOperation(space, name)?.aliases) ?? [])]);
  return cells.flatMap(({ architecture, spans }) =>
    spans.flatMap(({ role, place, range }) => {
      const written = role === 'operation' && architecture ? operationAt(architecture, place) : undefined;
      return written !== undefined && names.has(written) ? [range] : [];
    }),
  );
}
