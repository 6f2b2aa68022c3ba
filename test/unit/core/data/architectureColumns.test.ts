import { describe, expect, it } from 'vitest';
import { architectureColumns, mayBeMetric } from '../../../../src/core/data/architectureColumns';

describe('architectureColumns', () => {
  it('finds one of the known groups, only when complete', () => {
    expect(architectureColumns(['acc', 'arch'])).toEqual(['arch']);
    expect(architectureColumns(['row', 'adjacency', 'ops', 'acc'])).toEqual(['adjacency', 'ops']);
    expect(architectureColumns(['normal', 'reduce'])).toEqual(['normal', 'reduce']);
    expect(architectureColumns(['link', 'ops'])).toEqual(['link', 'ops']);
    expect(architectureColumns(['normal', 'acc'])).toBeUndefined();
  });
});

describe('mayBeMetric', () => {
  it('is every column that does not name the row or its architecture', () => {
    expect(['acc', 'latency', 'params'].every(mayBeMetric)).toBe(true);
    expect(['index', 'ID', 'arch', 'ops', 'split_order'].some(mayBeMetric)).toBe(false);
  });
});
