import { describe, expect, it } from 'vitest';
import type { CellLayout } from '../../../../../src/core/spaces/space';
import { inputIndex, orderNodes } from '../../../../../src/core/spec/forms/nodeNaming';

const last: CellLayout = { inputs: ['0'], output: 'last', arity: { min: 1, max: 3 } };
const darts: CellLayout = { inputs: ['0', '1'], output: 'all', arity: { min: 2, max: 2 } };

describe('the order of nodes that only edges mention', () => {
  it('is that of their numbers, with the ones between', () => {
    expect(
      orderNodes(
        [
          ['0', '3'],
          ['2', '3'],
        ],
        last,
      ),
    ).toEqual(['0', '1', '2', '3']);
    expect(orderNodes([['0', '2']], darts)).toEqual(['0', '1', '2', 'output']);
    expect(orderNodes([], darts)).toEqual(['0', '1', 'output']);
  });

  it('is topological for other names', () => {
    expect(
      orderNodes(
        [
          ['b', 'out'],
          ['in', 'a'],
          ['a', 'b'],
          ['in', 'out'],
        ],
        last,
      ),
    ).toEqual(['in', 'a', 'b', 'out']);
    expect(
      orderNodes(
        [
          ['x', 'output'],
          ['input', 'x'],
        ],
        last,
      ),
    ).toEqual(['input', 'x', 'output']);
    expect(
      orderNodes(
        [
          ['input2', 'y'],
          ['input', 'x'],
          ['x', 'y'],
        ],
        darts,
      ),
    ).toEqual(['input', 'input2', 'x', 'y', 'output']);
  });

  it('is that of the text where there is a cycle', () => {
    expect(
      orderNodes(
        [
          ['a', 'b'],
          ['b', 'a'],
        ],
        last,
      ),
    ).toEqual(['a', 'b']);
  });
});

describe('input names', () => {
  it('are the names of the layout, or input, input2, ...', () => {
    expect(['0', '1', 'input', 'input1', 'input2', 'input3', '2', 'x'].map((name) => inputIndex(name, darts))).toEqual([
      ...[0, 1, 0, 0, 1],
      ...[undefined, undefined, undefined],
    ]);
  });
});
