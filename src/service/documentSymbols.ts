import { SymbolKind, type DocumentSymbol } from 'vscode-languageserver-types';
import type { ArchitecturePlace, Cell } from '../core/spec/architecture';
import type { CellEntry, TextRange } from '../core/spec/document';
import { findPair, scalarText, type SyntaxNode } from '../core/spec/syntax/syntaxTree';
import { nodeName } from './hover/describe';
import { contains, toRange } from './positions';
import type { CellFile } from './serviceTypes';
import { isSpaceFile } from './spaceFile/spacePlaces';
import { spanOf } from './spans';
import { syntaxOf } from './syntaxRanges';

/** Symbols of one file at most. */
const MAX_SYMBOLS = 5000;

/**
 * The outline: cells, in them the cells of each role where there are several, in them nodes and edges with their operations. Of a space
 * file its keys and operations.
 */
export function documentSymbols(file: CellFile): DocumentSymbol[] {
  const outline = new Outline(file);
  if (isSpaceFile(file.document.uri)) return outline.definition(syntaxOf(file).root);
  return file.parsed.cells.flatMap((entry) => outline.cell(entry));
}

class Outline {
  #left = MAX_SYMBOLS;

  constructor(private readonly file: CellFile) {}

  cell(entry: CellEntry): DocumentSymbol[] {
    const { architecture } = entry;
    const parts = architecture?.parts ?? [];
    return this.#symbol(entry.name, entry.form, SymbolKind.Class, entry.range, entry.nameRange, () =>
      parts.length > 1
        ? parts.flatMap(({ role, cell }, part) => this.#part(entry, role, cell, part))
        : parts.flatMap(({ cell }, part) => this.#inner(entry, cell, part)),
    );
  }

  /** What a space file defines. */
  definition(root: SyntaxNode | undefined): DocumentSymbol[] {
    if (root?.kind !== 'mapping') return [];
    return root.pairs.flatMap(({ key, value, range }) =>
      this.#symbol(key.text, scalarText(value) ?? '', SymbolKind.Property, range, key.range, () =>
        key.text === 'operations' ? this.#operations(value) : [],
      ),
    );
  }

  #operations(node: SyntaxNode): DocumentSymbol[] {
    const symbol = (
      name: SyntaxNode | undefined,
      details: SyntaxNode | undefined,
      range: TextRange,
    ): DocumentSymbol[] => {
      const text = scalarText(name);
      if (!name || text === undefined) return [];
      return this.#symbol(
        text,
        scalarText(findPair(details, 'kind')?.value) ?? '',
        SymbolKind.Function,
        range,
        name.range,
      );
    };
    if (node.kind === 'mapping') return node.pairs.flatMap(({ key, value, range }) => symbol(key, value, range));
    if (node.kind !== 'sequence') return [];
    return node.items.flatMap((item) =>
      symbol(item.kind === 'mapping' ? findPair(item, 'name')?.value : item, item, item.range),
    );
  }

  #part(entry: CellEntry, role: string, cell: Cell, part: number): DocumentSymbol[] {
    const place: ArchitecturePlace = { kind: 'part', part };
    const whole = spanOf(entry, place, 'whole');
    if (!whole || !contains(entry.range, whole.range)) return this.#inner(entry, cell, part);
    const name = spanOf(entry, place, 'name') ?? whole;
    return this.#symbol(role, '', SymbolKind.Namespace, whole.range, name.range, () => this.#inner(entry, cell, part));
  }

  /** Nodes where the form declares them, edges where they carry operations. What an alias stands for is in the outline where it is written. */
  #inner(entry: CellEntry, cell: Cell, part: number): DocumentSymbol[] {
    const nodes = cell.nodes.flatMap(({ name, operation }, node) => {
      const place: ArchitecturePlace = { kind: 'node', part, node };
      const own = spanOf(entry, place, 'name');
      const whole = spanOf(entry, place, 'whole');
      if (!own || !whole || !contains(entry.range, whole.range)) return [];
      return this.#symbol(name, operation ?? '', SymbolKind.Variable, whole.range, own.range);
    });
    const edges = cell.edges.flatMap(({ from, to, operation }, edge) => {
      const place: ArchitecturePlace = { kind: 'edge', part, edge };
      const whole = spanOf(entry, place, 'whole');
      if (!whole || operation === undefined || !contains(entry.range, whole.range)) return [];
      const name = `${nodeName(cell, from)} -> ${nodeName(cell, to)}`;
      return this.#symbol(name, operation, SymbolKind.Operator, whole.range, whole.range);
    });
    return [...nodes, ...edges];
  }

  #symbol(
    name: string,
    detail: string,
    kind: SymbolKind,
    range: TextRange,
    selection: TextRange,
    children: () => DocumentSymbol[] = () => [],
  ): DocumentSymbol[] {
    if (this.#left <= 0) return [];
    this.#left--;
    const { document } = this.file;
    // The protocol wants the selection inside the range, and a name that is not empty.
    const whole = contains(range, selection)
      ? range
      : { start: Math.min(range.start, selection.start), end: Math.max(range.end, selection.end) };
    return [
      {
        name: name.trim() === '' ? '(unnamed)' : name,
        ...(detail === '' ? {} : { detail }),
        kind,
        range: toRange(document, whole),
        selectionRange: toRange(document, selection),
        children: children(),
      },
    ];
  }
}
