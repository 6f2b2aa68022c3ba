import { describe, expect, it } from 'vitest';
import { operationSubsets } from '../../../../src/core/features/operationSubsets';
import { defineOperation } from '../../../../src/core/spaces/defineOperation';

const [conv, pool, skip] = [
  defineOperation('conv', 'convolution', ''),
  defineOperation('pool', 'pooling', ''),
  defineOperation('skip', 'identity', ''),
];
const more = ['a', 'b', 'c'].map((name) => defineOperation(name, 'convolution', ''));

describe('operationSubsets', () => {
  it('are all non-empty subsets of few operations', () => {
    expect(operationSubsets([conv, pool, skip]).map(({ name }) => name)).toEqual([
      '{conv}',
      '{pool}',
      '{conv, pool}',
      '{skip}',
      '{conv, skip}',
      '{pool, skip}',
      '{conv, pool, skip}',
    ]);
    expect(operationSubsets([])).toEqual([]);
  });

  it('are single operations, kinds, with and without identities, all but one and all of many', () => {
    const subsets = operationSubsets([conv, pool, skip, ...more]);
    const names = subsets.map(({ name }) => name);
    expect(names).toContain('{pool}');
    expect(names).toContain('{pool, skip}');
    expect(names).toContain('{conv, a, b, c}');
    expect(names).toContain('{conv, skip, a, b, c}');
    expect(names).toContain('{conv, pool, skip, a, b}');
    expect(names.at(-1)).toBe('{conv, pool, skip, a, b, c}');
    expect(new Set(names).size).toBe(names.length);
    expect(names.length).toBeLessThan(30);
    expect(subsets.find(({ name }) => name === '{pool, skip}')!.operations).toEqual(new Set(['pool', 'skip']));
  });
});
