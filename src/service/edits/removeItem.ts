import type { TextRange } from '../../core/spec/document';
import { lineEnd, lineStart, type TextEdit } from '../../core/spec/edit/textEdit';
import type { SyntaxTree } from '../../core/spec/syntax/syntaxTree';
import { findItem, isFlow, type SyntaxItem } from './syntaxItems';

/**
 * Edits that take the pair or list item around `range` out of its list or mapping, with its comma or its lines and the comment
 * behind it; all other comments and the layout stay. Undefined where that would leave text that means something else.
 */
export function removeItem(text: string, tree: SyntaxTree, range: TextRange): TextEdit[] | undefined {
  const item = findItem(tree.root, range);
  if (!item) return undefined;
  return isFlow(text, item.parent) ? removeFromFlow(text, tree, item) : removeFromBlock(text, item);
}

function removeFromFlow(text: string, tree: SyntaxTree, { ranges, index }: SyntaxItem): TextEdit[] | undefined {
  const range = ranges[index];
  if (!range) return undefined;
  const previous = ranges[index - 1];
  const next = ranges[index + 1];
  const lines = wholeLines(text, range);
  if (lines) {
    const removal = { range: lines, newText: '' };
    // The comma of the item before would otherwise be left at the end of the list.
    const comma = !next && previous ? commaAfter(text, tree, previous.end) : undefined;
    const isTrailing = commaAfter(text, tree, range.end) !== undefined;
    return comma === undefined || isTrailing
      ? [removal]
      : [{ range: { start: comma, end: comma + 1 }, newText: '' }, removal];
  }
  if (next) return [{ range: { start: range.start, end: next.start }, newText: '' }];
  if (previous) return [{ range: { start: previous.end, end: range.end }, newText: '' }];
  return [{ range, newText: '' }];
}

/** The lines of an item that has them to itself, line break included, but for its comma and a comment behind it. */
function wholeLines(text: string, { start, end }: TextRange): TextRange | undefined {
  const first = lineStart(text, start);
  const last = lineEnd(text, end);
  const isAlone = text.slice(first, start).trim() === '' && /^\s*,?\s*(?:(?:\/\/|#).*)?$/.test(text.slice(end, last));
  return isAlone && last < text.length ? { start: first, end: afterBreak(text, last) } : undefined;
}

/** Where the comma after an item stands; undefined where something else does. */
function commaAfter(text: string, tree: SyntaxTree, end: number): number | undefined {
  for (let at = end; at < text.length; at++) {
    const comment = tree.comments.find(({ start }) => start === at);
    if (comment) at = comment.end - 1;
    else if (text[at] === ',') return at;
    else if (!/\s/.test(text[at] ?? '')) return undefined;
  }
  return undefined;
}

function removeFromBlock(text: string, { parent, ranges, index, owner }: SyntaxItem): TextEdit[] | undefined {
  const range = ranges[index];
  if (!range) return undefined;
  const end = trimmedEnd(text, range);
  if (ranges.length === 1) {
    if (!owner) return undefined;
    const empty = parent.kind === 'mapping' ? ': {}' : ': []';
    return [{ range: { start: owner.key.range.end, end }, newText: empty }];
  }
  const first = lineStart(text, range.start);
  const before = text.slice(first, range.start);
  const marker = parent.kind === 'sequence' ? /^[ \t]*-[ \t]+$/ : /^[ \t]*$/;
  if (!marker.test(before)) {
    // The first pair of a mapping that stands behind a dash: the next one takes its place.
    const next = ranges[index + 1];
    return next && parent.kind === 'mapping' && /^[ \t]*(?:-[ \t]+)+$/.test(before)
      ? [{ range: { start: range.start, end: next.start }, newText: '' }]
      : undefined;
  }
  const last = lineEnd(text, end);
  if (last < text.length) return [{ range: { start: first, end: afterBreak(text, last) }, newText: '' }];
  return [{ range: { start: Math.max(0, beforeBreak(text, first)), end: last }, newText: '' }];
}

function afterBreak(text: string, at: number): number {
  return text.startsWith('\r\n', at) ? at + 2 : at + 1;
}

function beforeBreak(text: string, at: number): number {
  return text.startsWith('\r\n', at - 2) ? at - 2 : at - 1;
}

/** Ranges of block texts and collections may end with line breaks. */
function trimmedEnd(text: string, { start, end }: TextRange): number {
  return start + text.slice(start, end).trimEnd().length;
}
