import { nasBench201Edges } from '../../core/spaces/nasBench201/operations';
import type { CellEntry } from '../../core/spec/document';
import { lineEnd, lineStart, textStyle, type TextEdit } from '../../core/spec/edit/textEdit';
import { findPair, type SyntaxMapping, type SyntaxTree } from '../../core/spec/syntax/syntaxTree';
import { findItem, isFlow } from '../edits/syntaxItems';
import type { CellFile } from '../serviceTypes';
import type { Fix } from './fix';

/** Names the space that the file was read as. */
export function missingSpaceFixes(file: CellFile, tree: SyntaxTree): Fix[] {
  const { space, language } = file.parsed;
  const { root } = tree;
  if (!space || root?.kind !== 'mapping') return [];
  const text = file.document.getText();
  const { endOfLine, indent } = textStyle(text);
  const isBracketed = isFlow(text, root);
  const start = isBracketed ? root.range.start + 1 : lineStart(text, root.range.start);
  const isOneLine = !/[\r\n]/.test(text.slice(root.range.start, root.pairs[0]?.range.start ?? root.range.end));
  const pair = language === 'json' ? `"space": ${JSON.stringify(space.name)}` : `space: ${space.name}`;
  const newText = !isBracketed ? `${pair}${endOfLine}` : isOneLine ? ` ${pair},` : `${endOfLine}${indent}${pair},`;
  return [{ title: `Add space: ${space.name}`, edits: [{ range: { start, end: start }, newText }], isPreferred: true }];
}

/** Adds the edges that every cell of the space has, with the operation that leaves them out. */
export function missingEdgeFixes(file: CellFile, entry: CellEntry, tree: SyntaxTree): Fix[] {
  const { space } = file.parsed;
  const operation = space?.operations.find(({ kind }) => kind === 'zero') ?? space?.operations[0];
  const keys = missingEdges(file, entry);
  if (keys.length === 0 || !operation || entry.form !== 'edges') return [];
  const item = findItem(tree.root, entry.range);
  const value = item?.parent.kind === 'mapping' ? item.parent.pairs[item.index]?.value : item?.parent.items[item.index];
  const edges = findPair(value ?? tree.root, 'edges')?.value;
  const edit = edges?.kind === 'mapping' ? appendPairs(file, edges, keys, operation.name) : undefined;
  return edit ? [{ title: `Add ${keys.join(', ')}: ${operation.name}`, edits: [edit], isPreferred: true }] : [];
}

/** The edges of NAS-Bench-201 that a cell does not have: there, each pair of the four nodes is joined. */
function missingEdges({ parsed }: CellFile, { architecture }: CellEntry): string[] {
  const cell = architecture?.parts[0]?.cell;
  if (parsed.space?.name !== 'nas-bench-201' || cell?.nodes.length !== 4) return [];
  return nasBench201Edges
    .filter((ends) => !cell.edges.some(({ from, to }) => from !== to && ends.includes(from) && ends.includes(to)))
    .map(([from, to]) => `${cell.nodes[from]?.name ?? from} -> ${cell.nodes[to]?.name ?? to}`);
}

function appendPairs(
  { document, parsed }: CellFile,
  mapping: SyntaxMapping,
  keys: readonly string[],
  value: string,
): TextEdit | undefined {
  const text = document.getText();
  const last = mapping.pairs[mapping.pairs.length - 1];
  if (!last) return undefined;
  const pairs = keys.map((key) =>
    parsed.language === 'json' ? `${JSON.stringify(key)}: ${JSON.stringify(value)}` : `${key}: ${value}`,
  );
  const before = text.slice(lineStart(text, last.range.start), last.range.start);
  const isOwnLine = before.trim() === '';
  const newLine = textStyle(text).endOfLine + before;
  if (isFlow(text, mapping)) {
    const separator = isOwnLine ? `,${newLine}` : ', ';
    const newText = pairs.map((pair) => separator + pair).join('');
    return { range: { start: last.range.end, end: last.range.end }, newText };
  }
  if (!isOwnLine) return undefined;
  const end = lineEnd(text, last.range.start + text.slice(last.range.start, last.range.end).trimEnd().length);
  return { range: { start: end, end }, newText: pairs.map((pair) => newLine + pair).join('') };
}
