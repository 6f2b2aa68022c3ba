import type { RawEntry } from '../cellEntries';
import type { TextRange } from '../document';
import type { OutputPair } from '../forms/outputTree';
import type { FileLanguage } from '../syntax/parseSyntax';
import type { SyntaxMapping, SyntaxPair, SyntaxTree } from '../syntax/syntaxTree';
import { printJsonPairs, printYamlFlow, printYamlPairs, yamlIndent } from './printValue';
import { lineEnd, lineStart, textStyle } from './textEdit';
import type { TextEdit, TextStyle } from './textEdit';

/**
 * Edits that replace what a cell's form has written (`ownKeys`) by `pairs`. Everything else in the cell stays as it is;
 * comments inside the replaced lines are put before the new ones. Undefined where the text is not the cell's own (a YAML
 * alias).
 */
export function rewriteCell(
  text: string,
  language: FileLanguage,
  tree: SyntaxTree,
  entry: RawEntry,
  ownKeys: readonly string[],
  pairs: readonly OutputPair[],
): TextEdit[] | undefined {
  const { value, range } = entry;
  if (value.range.start < range.start || value.range.end > range.end) return undefined;
  const style = textStyle(text);
  if (value.kind === 'scalar') return [replaceScalar(text, language, tree, entry, pairs, style)];
  if (value.kind !== 'mapping') return undefined;
  const own = value.pairs.filter(({ key }) => ownKeys.includes(key.text));
  if (own.length === 0) return undefined;
  const isFlow = language === 'json' || text[value.range.start] === '{';
  const edits = isFlow
    ? replaceInFlow(text, language, tree, value, own, pairs, style)
    : replaceInBlock(text, tree, own, pairs, style);
  return edits.filter(({ range: edited, newText }) => text.slice(edited.start, edited.end) !== newText);
}

/** Whether every part of a file was understood; otherwise an edit could change what it does not see. */
export function isWellFormed(tree: SyntaxTree): boolean {
  return tree.problems.every(({ severity }) => severity !== 'error');
}

/** A cell that was one text becomes a mapping. */
function replaceScalar(
  text: string,
  language: FileLanguage,
  tree: SyntaxTree,
  { value, nameRange, inFlow }: RawEntry,
  pairs: readonly OutputPair[],
  style: TextStyle,
): TextEdit {
  const range = { start: value.range.start, end: trimmedEnd(text, value.range) };
  if (language === 'json') return { range, newText: `{ ${printJsonPairs(pairs, '', style, true)} }` };
  if (inFlow) return { range, newText: printYamlFlow({ kind: 'object', pairs, inline: true }) };
  const isNamed = nameRange.end <= range.start;
  // A block scalar may have a comment behind its marker.
  const comments = commentsIn(text, tree, range);
  const print = (at: string): string => [...comments, printYamlPairs(pairs, at, style)].join(style.endOfLine + at);
  if (!isNamed) return { range, newText: print(indentOf(text, range.start)) };
  const indent = indentOf(text, nameRange.start).replace(/["']$/, '') + yamlIndent(style);
  // The space after the colon would trail before the line break.
  const start = text[range.start - 1] === ' ' ? range.start - 1 : range.start;
  return {
    range: { start, end: range.end },
    newText: style.endOfLine + indent + print(indent),
  };
}

function replaceInBlock(
  text: string,
  tree: SyntaxTree,
  own: readonly SyntaxPair[],
  pairs: readonly OutputPair[],
  style: TextStyle,
): TextEdit[] {
  const [first, ...others] = own.map((pair) => ({
    start: pair.range.start,
    end: lineEnd(text, trimmedEnd(text, pair.range)),
  }));
  const indent = indentOf(text, first!.start);
  const comments = [first!, ...others].flatMap((range) => commentsIn(text, tree, range));
  const newText = [...comments, printYamlPairs(pairs, indent, style)].join(style.endOfLine + indent);
  return [
    { range: first!, newText },
    ...others.map(({ start, end }) => {
      // With the line break before it, so that no empty line stays behind.
      const from = lineStart(text, start);
      const before = text.slice(0, from).endsWith('\r\n') ? from - 2 : from - 1;
      return { range: { start: Math.max(0, before), end }, newText: '' };
    }),
  ];
}

function replaceInFlow(
  text: string,
  language: FileLanguage,
  tree: SyntaxTree,
  mapping: SyntaxMapping,
  own: readonly SyntaxPair[],
  pairs: readonly OutputPair[],
  style: TextStyle,
): TextEdit[] {
  const [first, ...others] = runs(mapping, own);
  const comments = [first!, ...others].flatMap((run) => commentsIn(text, tree, run));
  const isOneLine = !/[\r\n]/.test(text.slice(mapping.range.start, mapping.range.end));
  const indent = indentOf(text, first!.start);
  const printed =
    language === 'json'
      ? printJsonPairs(pairs, indent, style, isOneLine)
      : printYamlFlow({ kind: 'object', pairs, inline: true }).slice(2, -2);
  const newText = [...comments, printed].join(isOneLine ? ' ' : style.endOfLine + indent);
  return [{ range: first!, newText }, ...others.flatMap((run) => removeRun(text, tree, mapping, run))];
}

/** Ranges of pairs that stand side by side in a mapping, what is between them included. */
function runs(mapping: SyntaxMapping, own: readonly SyntaxPair[]): TextRange[] {
  const ranges: TextRange[] = [];
  let previous = -2;
  mapping.pairs.forEach((pair, index) => {
    if (!own.includes(pair)) return;
    const last = ranges[ranges.length - 1];
    if (last && previous === index - 1) ranges[ranges.length - 1] = { start: last.start, end: pair.range.end };
    else ranges.push(pair.range);
    previous = index;
  });
  return ranges;
}

/** Removes pairs and the comma before them; a comment between that comma and the pairs stays. */
function removeRun(text: string, tree: SyntaxTree, mapping: SyntaxMapping, run: TextRange): TextEdit[] {
  const before = mapping.pairs.filter(({ range }) => range.end <= run.start).pop();
  if (!before) return [{ range: run, newText: '' }];
  const from = before.range.end;
  const isComment = (offset: number): boolean =>
    tree.comments.some(({ start, end }) => offset >= start && offset < end);
  let comma = from;
  while (comma < run.start && (text[comma] !== ',' || isComment(comma))) comma++;
  if (text.slice(comma + 1, run.start).trim() === '') return [{ range: { start: comma, end: run.end }, newText: '' }];
  return [
    { range: { start: comma, end: comma + 1 }, newText: '' },
    { range: run, newText: '' },
  ];
}

/** Comments inside a range, as they are written. */
function commentsIn(text: string, tree: SyntaxTree, range: TextRange): string[] {
  return tree.comments
    .filter(({ start, end }) => start >= range.start && end <= range.end)
    .map(({ start, end }) => text.slice(start, end).trimEnd());
}

/** White space that brings a following line under the character at `offset`. */
function indentOf(text: string, offset: number): string {
  return text.slice(lineStart(text, offset), offset).replace(/[^\t]/g, ' ');
}

/** Ranges of block scalars and collections may end with line breaks. */
function trimmedEnd(text: string, { start, end }: TextRange): number {
  return start + text.slice(start, end).trimEnd().length;
}
