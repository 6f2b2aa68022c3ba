import { describe, expect, it } from 'vitest';
import { MODEL_FORMAT_VERSION } from '../../../../src/core/model/manifest';
import { migrate, migrations } from '../../../../src/core/model/migrations';

describe('migrate', () => {
  const steps = new Map([
    [1, (manifest: unknown) => [manifest, 'two']],
    [2, (manifest: unknown) => [manifest, 'three']],
  ]);

  it('takes one step after the other', () => {
    expect(migrate('one', 1, 3, steps)).toEqual([['one', 'two'], 'three']);
    expect(migrate('three', 3, 3, steps)).toBe('three');
  });

  it('has no result where a step is missing', () => {
    expect(migrate('one', 1, 4, steps)).toBeUndefined();
  });

  it('has a step from every version that was ever written', () => {
    expect([...migrations.keys()].sort()).toEqual(Array.from({ length: MODEL_FORMAT_VERSION - 1 }, (_, i) => i + 1));
  });
});
