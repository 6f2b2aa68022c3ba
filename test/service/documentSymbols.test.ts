import { describe, expect, it } from 'vitest';
import type { DocumentSymbol } from 'vscode-languageserver-types';
import { documentSymbols } from '../../src/service/documentSymbols';
import { cellFile, darts, nb101, nb201 } from './support/cellFile';

const outline = (symbols: readonly DocumentSymbol[] | undefined, depth = 0): string[] =>
  (symbols ?? []).flatMap(({ name, detail, children }) => [
    `${'  '.repeat(depth)}${name}${detail === undefined ? '' : `: ${detail}`}`,
    ...outline(children, depth + 1),
  ]);

const before = ({ line, character }: { line: number; character: number }): number => line * 10_000 + character;

function expectNested(symbols: readonly DocumentSymbol[]): void {
  for (const { range, selectionRange, children } of symbols) {
    expect(before(range.start)).toBeLessThanOrEqual(before(selectionRange.start));
    expect(before(range.end)).toBeGreaterThanOrEqual(before(selectionRange.end));
    expectNested(children ?? []);
  }
}

describe('documentSymbols', () => {
  it('lists cells with their nodes', () => {
    expect(outline(documentSymbols(cellFile(nb101)))).toEqual([
      'chain: nodes',
      '  a: conv3x3-bn-relu',
      '  b: maxpool3x3',
      '  output: output',
    ]);
  });

  it('lists cells with their edges', () => {
    expect(outline(documentSymbols(cellFile(nb201))).slice(0, 3)).toEqual([
      'candidate: edges',
      '  0 -> 1: nor_conv_3x3',
      '  0 -> 2: none',
    ]);
  });

  it('lists the cells of each role', () => {
    const lines = outline(documentSymbols(cellFile(darts)));
    expect(lines.slice(0, 3)).toEqual(['best: pairs', '  normal', '    0 -> 2: sep_conv_3x3']);
    expect(lines).toContain('  reduce');
  });

  it('keeps selections inside ranges, also where cells are listed', () => {
    for (const text of [
      nb201,
      nb101,
      darts,
      '[{"name": "x", "arch": "|none~0|+|none~0|none~1|+|none~0|none~1|none~2|"}]',
    ]) {
      expectNested(documentSymbols(cellFile(text)));
    }
  });

  it('gives every cell a name and stops at a limit', () => {
    const unnamed = cellFile('space: nas-bench-101\ncells:\n  "": { arch: "1:" }\n');
    expect(documentSymbols(unnamed).map(({ name }) => name)).toEqual(['(unnamed)']);
    const many = Array.from({ length: 900 }, (_, index) =>
      nb201.slice(nb201.indexOf('  candidate'), nb201.indexOf('  one-line')).replace('candidate', `c${index}`),
    );
    const count = (symbols: readonly DocumentSymbol[]): number =>
      symbols.reduce((sum, { children }) => sum + 1 + count(children ?? []), 0);
    expect(count(documentSymbols(cellFile(`space: nas-bench-201\ncells:\n${many.join('')}`)))).toBe(5000);
  });
});
