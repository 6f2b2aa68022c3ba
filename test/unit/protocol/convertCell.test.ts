import { describe, expect, it } from 'vitest';
import { isCellConversions, isCellConversionsParams } from '../../../src/protocol/convertCell';

describe('messages about conversions', () => {
  const range = { start: { line: 1, character: 0 }, end: { line: 1, character: 4 } };
  const conversion = { form: 'matrix', title: 'Adjacency', edits: [{ range, newText: 'x' }], losses: ['names'] };
  const good = { kind: 'convertible', cell: 'a', version: 3, conversions: [conversion] };

  it('pass where they are whole', () => {
    expect(isCellConversionsParams({ uri: 'file:///a', position: range.start })).toBe(true);
    expect(isCellConversions(good)).toBe(true);
    expect(isCellConversions({ kind: 'refused', cell: 'a', reason: 'it has errors' })).toBe(true);
  });

  it.each([
    null,
    { ...good, kind: 'other' },
    { ...good, cell: 1 },
    { ...good, version: '3' },
    { ...good, conversions: [{ ...conversion, losses: [1] }] },
    { ...good, conversions: [{ ...conversion, edits: [{ range, newText: 1 }] }] },
    { ...good, conversions: [{ ...conversion, edits: [{ range: {}, newText: '' }] }] },
    { kind: 'refused', cell: 'a' },
  ])('are refused where something is missing or of another type: %j', (value) =>
    expect(isCellConversions(value)).toBe(false),
  );

  it('need a position', () => {
    expect(isCellConversionsParams({ uri: 'file:///a', position: { line: -1, character: 0 } })).toBe(false);
    expect(isCellConversionsParams({ position: range.start })).toBe(false);
  });
});
