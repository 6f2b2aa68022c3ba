import { cellKeys } from '../forms/forms';
import type { SyntaxNode, SyntaxPair } from '../syntax/syntaxTree';

/** What forms read of a node or an edge that is a mapping. */
const readKeys = new Set(['op', 'operation', 'type', 'inputs', 'input', 'from', 'to', 'name', 'id']);

/**
 * Keys that an author added inside the nodes, edges and parts of a cell. No other form has a place for them, unlike keys beside the
 * form's own, which stay.
 *
 * @param own the pairs of a cell that its form reads
 * @param roles of the cell's space: keys under which parts may stand
 */
export function innerKeys(own: readonly SyntaxPair[], roles: readonly string[]): string[] {
  const keys = own.flatMap((pair) => (roles.includes(pair.key.text) ? keysOfPart(pair.value) : keysOfItems(pair)));
  return [...new Set(keys)];
}

function keysOfPart(part: SyntaxNode): string[] {
  if (part.kind !== 'mapping') return [];
  return part.pairs.flatMap((pair) => (cellKeys.has(pair.key.text) ? keysOfItems(pair) : [pair.key.text]));
}

/** Nodes and edges are items of a list, or stand under their names. */
function keysOfItems({ key, value }: SyntaxPair): string[] {
  if (key.text !== 'nodes' && key.text !== 'edges') return [];
  const items = value.kind === 'mapping' ? value.pairs.map((pair) => pair.value) : [];
  return (value.kind === 'sequence' ? value.items : items).flatMap((item) =>
    item.kind === 'mapping' ? item.pairs.map((pair) => pair.key.text).filter((name) => !readKeys.has(name)) : [],
  );
}
