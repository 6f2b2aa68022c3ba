import type { DocumentProblem } from '../../core/spec/document';
import { lineEnd, lineStart } from '../../core/spec/edit/textEdit';
import type { SyntaxTree } from '../../core/spec/syntax/syntaxTree';
import { removeItem } from '../edits/removeItem';
import { shorten } from '../hover/markdown';
import type { CellFile } from '../serviceTypes';
import type { Fix } from './fix';

/** Removes a cell that is the same as another. */
export function duplicateCellFixes(file: CellFile, problem: DocumentProblem, tree: SyntaxTree): Fix[] {
  const entry = file.parsed.cells.find(({ nameRange }) => nameRange.start === problem.range.start);
  const edits = entry && removeItem(file.document.getText(), tree, entry.range);
  return entry && edits ? [{ title: `Remove cell ${shorten(entry.name, 60)}`, edits, isPreferred: true }] : [];
}

/** Gives the second of two equal names another one, or removes the line that it stands on. */
export function duplicateNameFixes(file: CellFile, { range, related }: DocumentProblem): Fix[] {
  const text = file.document.getText();
  const written = text.slice(range.start, range.end);
  const quote = /^["']/.exec(written)?.[0] ?? '';
  const name = quote === '' ? written : written.slice(1, -1);
  const fixes: Fix[] = [];
  if (/^[\w.-]+$/.test(name) && !reservedKeys.has(name)) {
    const free = freeName(name, file);
    fixes.push({
      title: `Rename to ${free}`,
      edits: [{ range, newText: `${quote}${free}${quote}` }],
      isPreferred: true,
    });
  }
  const start = lineStart(text, range.start);
  const end = lineEnd(text, range.end);
  const line = text.slice(start, end);
  const isAlone =
    line.slice(0, range.start - start).trim() === '' && isBalanced(line) && !hasDeeperLine(text, start, end);
  // In JSON the line has to bring its own comma, or one would be left before it.
  if (related && isAlone && end < text.length && (file.parsed.language === 'yaml' || /,\s*$/.test(line))) {
    const after = text.startsWith('\r\n', end) ? end + 2 : end + 1;
    fixes.push({ title: 'Remove this line', edits: [{ range: { start, end: after }, newText: '' }] });
  }
  return fixes;
}

/** Keys with a meaning, which no other name can take over. */
const reservedKeys = new Set([
  'space',
  'cells',
  'edges',
  'nodes',
  'op',
  'inputs',
  'arch',
  'normal',
  'reduce',
  'matrix',
  'ops',
]);

/** The name with the smallest number that nothing in the file is called. */
function freeName(name: string, { parsed }: CellFile): string {
  const taken = new Set(parsed.cells.map((cell) => cell.name));
  for (const { architecture } of parsed.cells) {
    for (const { cell } of architecture?.parts ?? []) for (const node of cell.nodes) taken.add(node.name);
  }
  const base = name.replace(/-\d+$/, '');
  let number = 2;
  while (taken.has(`${base}-${number}`)) number++;
  return `${base}-${number}`;
}

function isBalanced(line: string): boolean {
  const count = (pattern: RegExp): number => line.match(pattern)?.length ?? 0;
  return count(/[[{]/g) === count(/[\]}]/g);
}

/** Whether the line after this one belongs to it, as in YAML blocks. */
function hasDeeperLine(text: string, start: number, end: number): boolean {
  const next = /^(?:\r\n|[\r\n])*([ \t]*)\S/.exec(text.slice(end));
  const indent = /^[ \t]*/.exec(text.slice(start))?.[0].length ?? 0;
  return (next?.[1]?.length ?? 0) > indent;
}
