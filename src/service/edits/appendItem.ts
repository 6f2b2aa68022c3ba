import { lineEnd, lineStart, textStyle, type TextEdit } from '../../core/spec/edit/textEdit';
import type { SyntaxNode } from '../../core/spec/syntax/syntaxTree';
import { isFlow } from './syntaxItems';

/** An edit that adds a scalar, already written as JSON or YAML, to the end of a list. A single scalar becomes a list of two. */
export function appendItem(text: string, node: SyntaxNode, item: string): TextEdit | undefined {
  const { range } = node;
  if (node.kind === 'mapping') return undefined;
  if (node.kind === 'scalar') {
    if (node.value === null) return { range, newText: `${/\s/.test(text[range.start - 1] ?? '') ? '' : ' '}[${item}]` };
    return { range, newText: `[${text.slice(range.start, range.end)}, ${item}]` };
  }
  const last = node.items[node.items.length - 1];
  if (!last) return { range, newText: `[${item}]` };
  if (isFlow(text, node)) {
    const first = lineStart(text, last.range.start);
    const before = text.slice(first, last.range.start);
    // Lists of one item a line go on like that.
    const separator = before.trim() === '' && node.items.length > 1 ? `,${textStyle(text).endOfLine}${before}` : ', ';
    return { range: { start: last.range.end, end: last.range.end }, newText: separator + item };
  }
  const before = text.slice(lineStart(text, last.range.start), last.range.start);
  if (!/^[ \t]*-[ \t]+$/.test(before)) return undefined;
  const end = lineEnd(text, last.range.start + text.slice(last.range.start, last.range.end).trimEnd().length);
  return { range: { start: end, end }, newText: `${textStyle(text).endOfLine}${before}${item}` };
}
