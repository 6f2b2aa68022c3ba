import { describe, expect, it } from 'vitest';
import { classMeans, standardiseColumns } from '../../../../src/core/features/columns';

describe('standardiseColumns', () => {
  it('counts the measured rows only and leaves constant columns out', () => {
    const rows = [
      [1, 5],
      [3, 5],
      [100, 7],
    ];
    expect(standardiseColumns(rows, [true, true, false]).map((row) => [...row])).toEqual([[-1], [1], [0]]);
  });

  it('cuts off at the limit', () => {
    const rows = [[0], [0], [0], [0], [100]];
    const [last] = standardiseColumns(rows, [true, true, true, true, true], 1.5)[4]!;
    expect(last).toBe(1.5);
  });
});

describe('classMeans', () => {
  it('averages each class', () => {
    expect(classMeans([[1], [2], [5]], [0, 1, 0]).map((row) => [...row])).toEqual([[3], [2], [3]]);
  });
});
