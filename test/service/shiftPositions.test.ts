import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { shiftOffsets, shiftRange } from '../../src/service/shiftPositions';

/** Follows the `|` of `before` into `after`, which has one where it is expected. */
function expectShift(before: string, after: string): void {
  const shift = shiftOffsets(before.replace('|', ''), after.replace('|', ''));
  const found = shift(before.indexOf('|'));
  const text = after.replace('|', '');
  expect(`${text.slice(0, found)}|${text.slice(found)}`).toBe(after);
}

describe('shiftOffsets', () => {
  it('leaves what stands before an edit', () => {
    expectShift('a\nb|b\nc\n', 'a\nb|b\nc, edited\n');
  });

  it('moves what stands after it', () => {
    expectShift('a\nb\nc|c\n', 'a\nnew\nnew\nb\nc|c\n');
    expectShift('a\nb\nc|c\n', 'a\nc|c\n');
  });

  it('moves with the rest of an edited line', () => {
    expectShift('cells:\n  one: x |# end\n', 'cells:\n  one: longer |# end\n');
    expectShift('cells:\n  |one: x\n', 'cells:\n  |one: longer\n');
  });

  it('falls on the start of what was replaced', () => {
    expectShift('x\nabc123|456xyz\n', 'x\nabc|-xyz\n');
  });

  it('falls on the next line where a line is gone', () => {
    expectShift('a\nb|b\nc\nd\n', 'a\n|c\nd\n');
    expectShift('a\nb|b\nc\nd\n', 'changed\n|c\nd\n');
    expectShift('a\nb|b', 'a|'.replace('|', '') + '|');
  });

  it('finds lines that stayed between two edits', () => {
    expectShift('top\none\n  mid|dle\nlast\nend', 'new\ntop\nuno\n  mid|dle\nultimo\nend');
  });

  it('pairs the changed lines between those that stayed', () => {
    expectShift('a\nfirst 1\nsecond| 2\nb\n', 'x\na\nfirst 9\nsecond| 9\nb\ny\n');
  });

  it('clamps offsets outside the text', () => {
    const shift = shiftOffsets('abc', 'ab');
    expect(shift(-5)).toBe(0);
    expect(shift(500)).toBe(2);
    expect(shiftOffsets('abc', 'abc')(17)).toBe(3);
  });

  it('keeps ranges whole', () => {
    expect(shiftRange({ start: 2, end: 4 }, shiftOffsets('a\nbb\nc', 'a\nx\nbb\nc'))).toEqual({ start: 4, end: 6 });
    expect(shiftRange({ start: 2, end: 4 }, shiftOffsets('a\nbb\nc', 'a'))).toEqual({ start: 1, end: 1 });
  });

  it('always stays inside the new text and in order within lines', () => {
    const text = fc.string({ unit: fc.constantFrom('a', 'b', '\n', '\r\n', ' ') });
    fc.assert(
      fc.property(text, text, (before, after) => {
        const shift = shiftOffsets(before, after);
        for (let offset = 0; offset <= before.length; offset++) {
          const found = shift(offset);
          expect(found).toBeGreaterThanOrEqual(0);
          expect(found).toBeLessThanOrEqual(after.length);
        }
      }),
    );
  });

  it('follows an insertion anywhere exactly, outside the inserted lines', () => {
    fc.assert(
      fc.property(fc.array(fc.uuid(), { minLength: 2, maxLength: 20 }), fc.nat(), fc.uuid(), (lines, where, added) => {
        const at = where % lines.length;
        const before = lines.join('\n');
        const after = [...lines.slice(0, at), added, ...lines.slice(at)].join('\n');
        const shift = shiftOffsets(before, after);
        lines.forEach((line) => expect(shift(before.indexOf(line))).toBe(after.indexOf(line)));
      }),
    );
  });
});
