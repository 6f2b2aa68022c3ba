import type { SearchSpace } from '../spaces/space';
import type { DocumentProblem, TextRange } from './document';
import { formOf, inferSpace } from './forms/forms';
import { tokenRange } from './forms/reading';
import type { ReadLimits } from './syntax/limits';
import { findPair } from './syntax/syntaxTree';
import type { SyntaxNode, SyntaxPair } from './syntax/syntaxTree';

/** A cell's name and value, before the value is understood. */
export interface RawEntry {
  readonly name: string;
  readonly nameRange: TextRange;
  readonly range: TextRange;
  readonly value: SyntaxNode;
  /** Whether the cell stands between brackets, where YAML knows no indentation. */
  readonly inFlow: boolean;
}

/** Name of the only cell of a file that is nothing but a cell. */
const SINGLE_CELL = 'cell';

const META_KEYS = new Set(['space', 'name', 'title', 'description', '$schema']);

/**
 * Finds the cells of a file: under `cells`, as a mapping or a list; or, in files of other tools, the whole file as one
 * cell, as a list of cells, or as a mapping from names to cells.
 */
export function findEntries(
  root: SyntaxNode,
  space: SearchSpace | undefined,
  text: string,
  limits: ReadLimits,
  problems: DocumentProblem[],
): RawEntry[] {
  const isCell = (node: SyntaxNode): boolean =>
    space ? formOf(node, space) !== undefined : inferSpace(node) !== undefined;
  // Any text could be meant to be a cell; beside cells without a heading only those count that surely are.
  const isNamedCell = ({ key, value }: SyntaxPair): boolean =>
    !META_KEYS.has(key.text) && (value.kind === 'scalar' ? inferSpace(value) !== undefined : isCell(value));
  const cells = findPair(root, 'cells');
  let entries: RawEntry[];
  if (cells) {
    entries = collect(cells.value, text, problems);
  } else if (root.kind === 'mapping' && isCell(root)) {
    const nameRange = (root.pairs.find(({ key }) => key.text === 'name')?.value ?? root.pairs[0]!.key).range;
    entries = [{ name: nameOf(root) ?? SINGLE_CELL, nameRange, range: root.range, value: root, inFlow: false }];
  } else if (root.kind === 'sequence') {
    entries = collect(root, text, problems);
  } else if (root.kind === 'mapping') {
    entries = collect({ ...root, pairs: root.pairs.filter(isNamedCell) }, text, problems);
  } else {
    entries = isCell(root)
      ? [{ name: SINGLE_CELL, nameRange: root.range, range: root.range, value: root, inFlow: false }]
      : [];
  }
  if (entries.length <= limits.cells) return entries;
  const message = `the file has ${entries.length} cells; the first ${limits.cells} are read`;
  problems.push({ code: 'too-many-cells', severity: 'warning', message, range: entries[limits.cells]!.nameRange });
  return entries.slice(0, limits.cells);
}

function collect(node: SyntaxNode, text: string, problems: DocumentProblem[]): RawEntry[] {
  const inFlow = /[[{]/.test(text[node.range.start] ?? '');
  if (node.kind === 'mapping') {
    return node.pairs.map(({ key, value, range }) => ({
      name: key.text,
      nameRange: tokenRange(key),
      range,
      value,
      inFlow,
    }));
  }
  if (node.kind === 'scalar') {
    if (node.value !== null) {
      problems.push({ code: 'wrong-type', severity: 'error', message: 'expected cells by name', range: node.range });
    }
    return [];
  }
  return nameListedCells(node.items, inFlow, problems);
}

/** Cells of a list are called by their `name`, or by their position, counted from 1. */
function nameListedCells(items: readonly SyntaxNode[], inFlow: boolean, problems: DocumentProblem[]): RawEntry[] {
  const first = new Map<string, TextRange>();
  return items.map((value, index) => {
    const name = findPair(value, 'name')?.value;
    const isNamed = name?.kind === 'scalar' && name.value !== null;
    const nameRange = isNamed ? tokenRange(name) : startOf(value);
    const entry = { name: isNamed ? name.text : String(index + 1), nameRange, range: value.range, value, inFlow };
    const earlier = first.get(entry.name);
    if (earlier) {
      const message = `another cell is called ${JSON.stringify(entry.name.slice(0, 60))}`;
      const related = [{ range: earlier, message: 'the first cell of this name' }];
      problems.push({
        code: 'duplicate-name',
        severity: 'error',
        message,
        range: nameRange,
        cell: entry.name,
        related,
      });
    } else {
      first.set(entry.name, nameRange);
    }
    return entry;
  });
}

function nameOf(node: SyntaxNode): string | undefined {
  const name = findPair(node, 'name')?.value;
  return name?.kind === 'scalar' && name.value !== null ? name.text : undefined;
}

/** Something short to underline in a cell that has no name: its text, its first key, or its opening bracket. */
function startOf(node: SyntaxNode): TextRange {
  if (node.kind === 'scalar') return tokenRange(node);
  const first = node.kind === 'mapping' ? node.pairs[0]?.key.range : undefined;
  return first ?? { start: node.range.start, end: Math.min(node.range.start + 1, node.range.end) };
}
