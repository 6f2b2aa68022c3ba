import { TextDocument } from 'vscode-languageserver-textdocument';
import { describe, expect, it } from 'vitest';
import { contains, overlaps, toOffset, toRange, toTextRange, touches } from '../../src/service/positions';

const document = (text: string): TextDocument => TextDocument.create('file:///x.cell.yaml', 'yaml', 1, text);

describe('positions', () => {
  it('counts lines that end in CRLF, LF and CR', () => {
    const text = document('ab\r\ncd\nef\rgh');
    expect(toRange(text, { start: 4, end: 6 })).toEqual({
      start: { line: 1, character: 0 },
      end: { line: 1, character: 2 },
    });
    expect(toRange(text, { start: 10, end: 12 }).start).toEqual({ line: 3, character: 0 });
    expect(toOffset(text, { line: 2, character: 1 })).toBe(8);
  });

  it('never ends between CR and LF', () => {
    const text = document('ab\r\ncd');
    expect(toRange(text, { start: 3, end: 3 })).toEqual({
      start: { line: 0, character: 2 },
      end: { line: 1, character: 0 },
    });
    expect(toOffset(text, { line: 0, character: 99 })).toBe(2);
  });

  it('counts UTF-16 units and keeps surrogate pairs whole', () => {
    const text = document('a😀b');
    expect(toOffset(text, { line: 0, character: 3 })).toBe(3);
    expect(toOffset(text, { line: 0, character: 2 })).toBe(1);
    expect(toRange(text, { start: 2, end: 2 })).toEqual({
      start: { line: 0, character: 1 },
      end: { line: 0, character: 3 },
    });
  });

  it('accepts positions and offsets outside the text', () => {
    const text = document('ab');
    expect(toRange(text, { start: -4, end: 99 })).toEqual({
      start: { line: 0, character: 0 },
      end: { line: 0, character: 2 },
    });
    expect(toOffset(text, { line: 7, character: 7 })).toBe(2);
    expect(toTextRange(text, { start: { line: 0, character: 1 }, end: { line: 9, character: 0 } })).toEqual({
      start: 1,
      end: 2,
    });
  });

  it('compares ranges', () => {
    expect(contains({ start: 1, end: 5 }, { start: 1, end: 5 })).toBe(true);
    expect(contains({ start: 1, end: 5 }, { start: 0, end: 5 })).toBe(false);
    expect(touches({ start: 1, end: 2 }, 2)).toBe(true);
    expect(touches({ start: 1, end: 2 }, 3)).toBe(false);
    expect(overlaps({ start: 1, end: 2 }, { start: 2, end: 3 })).toBe(true);
    expect(overlaps({ start: 1, end: 2 }, { start: 3, end: 4 })).toBe(false);
  });
});
