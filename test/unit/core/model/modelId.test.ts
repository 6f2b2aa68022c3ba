import { describe, expect, it } from 'vitest';
import { isModelId } from '../../../../src/core/model/modelId';

describe('isModelId', () => {
  it('accepts plain names', () => {
    expect(['a', 'nas-bench-201', 'my_space.v2', '0'].every(isModelId)).toBe(true);
  });

  it('refuses paths, marks at the ends, capitals, device names and long texts', () => {
    const refused = [
      '',
      '.',
      '..',
      '../x',
      'a/b',
      'a\\b',
      '/etc',
      'C:',
      'a..b',
      '-a',
      'a.',
      'A',
      'é',
      'a b',
      'con',
      'nul.txt',
    ];
    expect(refused.filter(isModelId)).toEqual([]);
    expect(isModelId('com1')).toBe(false);
    expect(isModelId('a\u0000')).toBe(false);
    expect(isModelId('a\n')).toBe(false);
    expect(isModelId('a'.repeat(64))).toBe(true);
    expect(isModelId('a'.repeat(65))).toBe(false);
  });
});
