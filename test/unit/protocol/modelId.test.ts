import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isModelId } from '../../../src/core/model/modelId';
import { modelIdFrom } from '../../../src/protocol/modelId';

describe('modelIdFrom', () => {
  it('makes an identifier of any title', () => {
    expect(modelIdFrom('My Space!')).toBe('my-space');
    expect(modelIdFrom('Größe ²')).toBe('gro-e-2');
    expect(modelIdFrom('???')).toBe('model');
    expect(modelIdFrom('con')).toBe('model');
  });

  it('numbers those of the same title', () => {
    expect(modelIdFrom('My Space!', 2)).toBe('my-space-2');
    expect(modelIdFrom('a'.repeat(100), 12)).toBe(`${'a'.repeat(61)}-12`);
    expect(modelIdFrom('???', 3)).toBe('model-3');
  });

  it('makes one that is legal, and another for each number', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 80 }), fc.integer({ min: 2, max: 9999 }), (title, n) => {
        expect(isModelId(modelIdFrom(title))).toBe(true);
        expect(isModelId(modelIdFrom(title, n))).toBe(true);
        expect(modelIdFrom(title, n).endsWith(`-${n}`)).toBe(true);
      }),
    );
  });
});
