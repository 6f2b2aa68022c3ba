import { describe, expect, it } from 'vitest';
import type { CellExpression } from '../../../../src/core/expression/cellExpression';
import {
  expressionFeatureNames,
  expressionFeatures,
  shortcutFeatureNames,
  shortcutFeatures,
} from '../../../../src/core/features/expressionFeatures';

const term = (source: number, smoothings = 0, factor = 1) => ({ source, smoothings, factor });

/** A 3x3 convolution of the input, a 1x1 convolution of it and the pooled input; both, and the input, make the output. */
const cell: CellExpression = {
  sources: [
    { taps: 3, input: [term(0)] },
    { taps: 1, input: [term(0, 1), term(1)] },
  ],
  outputs: [{ share: 1, form: [term(0), term(1, 0, 2), term(2)] }],
};

const named = (names: readonly string[], values: Float64Array) =>
  Object.fromEntries(names.map((name, i) => [name, values[i]]));

describe('expressionFeatures', () => {
  it('counts convolutions and paths', () => {
    // paths: the input; the 3x3 twice; pooling and 1x1; 3x3 and 1x1
    expect(named(expressionFeatureNames, expressionFeatures(cell))).toEqual({
      'narrow-convolutions': Math.log(2),
      'wide-convolutions': Math.log(2),
      'reading-the-input': Math.log(2),
      'reading-convolutions': Math.log(2),
      'reading-poolings-only': 0,
      'reading-input-and-convolutions': 0,
      'widest-path': Math.log(2),
      'most-wide-convolutions': Math.log(2),
      'most-convolutions': Math.log(3),
      'mean-convolutions': 5 / 5,
      'log-paths': Math.log(5),
    });
  });

  it('is finite for a cell without a path', () => {
    expect([...expressionFeatures({ sources: [], outputs: [] })].every(Number.isFinite)).toBe(true);
  });
});

describe('shortcutFeatures', () => {
  it('are what the shortcut spans', () => {
    expect(named(shortcutFeatureNames, shortcutFeatures(cell))).toEqual({
      'shortcut-and-wide-convolutions': 1,
      'shortcut-and-convolutions': 2,
      'shortcut-and-most-convolutions': 2,
      shortcut: 1,
      'path-without-pooling': 1,
    });
  });

  it('are zero without one', () => {
    const pooled: CellExpression = { sources: [], outputs: [{ share: 1, form: [term(0, 1)] }] };
    expect([...shortcutFeatures(pooled)]).toEqual([0, 0, 0, 0, 0]);
  });
});
