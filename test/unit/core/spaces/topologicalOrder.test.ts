import { describe, expect, it } from 'vitest';
import { hasImpliedOutputEdges, impliedOutputEdges, writtenEdges } from '../../../../src/core/spaces/outputEdges';
import type { CellLayout } from '../../../../src/core/spaces/space';
import { inTopologicalOrder } from '../../../../src/core/spaces/topologicalOrder';
import type { Cell } from '../../../../src/core/spec/architecture';

function cell(names: string, edges: readonly (readonly [number, number])[]): Cell {
  return { nodes: [...names].map((name) => ({ name })), edges: edges.map(([from, to]) => ({ from, to })) };
}

describe('inTopologicalOrder', () => {
  it('returns the very cell where every edge leads forward', () => {
    const ordered = cell('abc', [
      [0, 1],
      [1, 2],
    ]);
    expect(inTopologicalOrder(ordered)).toBe(ordered);
  });

  it('moves nodes before those that read them, the output stays last', () => {
    const moved = inTopologicalOrder(
      cell('abcd', [
        [0, 2],
        [2, 1],
        [1, 3],
      ]),
    );
    expect(moved.nodes.map(({ name }) => name).join('')).toBe('acbd');
    expect(moved.edges).toEqual([
      { from: 0, to: 1 },
      { from: 1, to: 2 },
      { from: 2, to: 3 },
    ]);
  });

  it('leaves a cell with a cycle alone', () => {
    const cyclic = cell('ab', [
      [0, 1],
      [1, 0],
    ]);
    expect(inTopologicalOrder(cyclic)).toBe(cyclic);
  });
});

describe('edges into the output', () => {
  const layout = (output: CellLayout['output']): CellLayout => ({ inputs: ['a'], output, arity: { min: 1, max: 9 } });
  const inner = cell('abcd', [
    [0, 1],
    [1, 2],
  ]);

  it('are implied as the layout says', () => {
    const sources = (output: CellLayout['output']): number[] =>
      impliedOutputEdges(inner, layout(output)).map(({ from }) => from);
    expect(sources('leaves')).toEqual([2]);
    expect(sources('all')).toEqual([1, 2]);
    expect(sources('explicit')).toEqual([]);
    expect(sources('last')).toEqual([]);
  });

  it('are written only where they are not the implied ones', () => {
    const whole = (from: readonly number[]): Cell => ({
      ...inner,
      edges: [...inner.edges, ...from.map((node) => ({ from: node, to: 3 }))],
    });
    expect(hasImpliedOutputEdges(whole([2]), layout('leaves'))).toBe(true);
    expect(writtenEdges(whole([2]), layout('leaves'))).toHaveLength(2);
    expect(hasImpliedOutputEdges(whole([1]), layout('leaves'))).toBe(false);
    expect(writtenEdges(whole([1]), layout('leaves'))).toHaveLength(3);
    expect(writtenEdges(whole([2]), layout('explicit'))).toHaveLength(3);
  });
});
