import { describe, expect, it } from 'vitest';
import type { SelectionRange } from 'vscode-languageserver-types';
import { selectionRanges } from '../../src/service/selectionRange';
import { cellFile, darts, marked, nb101, nb201, textOf } from './support/cellFile';

function growing(text: string): string[] {
  const { file, offset } = marked(text);
  const [first] = selectionRanges(file, [offset]);
  const texts: string[] = [];
  for (let at: SelectionRange | undefined = first; at; at = at.parent) texts.push(textOf(file, at.range));
  return texts;
}

describe('selectionRanges', () => {
  it('grows from the operation over its edge to the cell and the file', () => {
    const texts = growing(nb201.replace('1 -> 2: skip', '1 -> 2: sk<|>ip'));
    expect(texts.slice(0, 2)).toEqual(['skip_connect', '1 -> 2: skip_connect']);
    expect(texts.some((text) => text.startsWith('edges:') && text.endsWith('2 -> 3: avg_pool_3x3'))).toBe(true);
    expect(texts.some((text) => text.startsWith('candidate:') && text.endsWith('2 -> 3: avg_pool_3x3'))).toBe(true);
    expect(texts[texts.length - 1]).toBe(nb201);
  });

  it('takes single operations of an architecture string', () => {
    expect(growing(nb201.replace('nor_conv_1x1', 'nor_<|>conv_1x1')).slice(0, 2)).toEqual([
      'nor_conv_1x1',
      'nor_conv_1x1~0',
    ]);
  });

  it('takes nodes, pairs and roles', () => {
    expect(growing(nb101.replace('[a, input]', '[<|>a, input]')).slice(0, 3)).toEqual([
      'a',
      '[a, input]',
      'inputs: [a, input]',
    ]);
    const texts = growing(darts.replace('[dil_conv_3x3, 2]', '[dil<|>_conv_3x3, 2]'));
    expect(texts.some((text) => text.startsWith('normal:') && text.endsWith('[dil_conv_3x3, 2]'))).toBe(true);
  });

  it('answers for each position, each range within the next', () => {
    const file = cellFile(nb201);
    const offsets = Array.from({ length: nb201.length + 1 }, (_, offset) => offset);
    const found = selectionRanges(file, offsets);
    expect(found.length).toBe(offsets.length);
    for (const selection of found) {
      for (let at: SelectionRange | undefined = selection; at?.parent; at = at.parent) {
        expect(file.document.offsetAt(at.parent.range.start)).toBeLessThanOrEqual(
          file.document.offsetAt(at.range.start),
        );
        expect(file.document.offsetAt(at.parent.range.end)).toBeGreaterThanOrEqual(
          file.document.offsetAt(at.range.end),
        );
      }
    }
  });

  it('answers in empty text', () => {
    expect(selectionRanges(cellFile(''), [0]).length).toBe(1);
  });
});
