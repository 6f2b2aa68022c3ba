import { describe, expect, it } from 'vitest';
import type { CellDescriptions } from '../../../bench/paper/cellDescriptions';
import { recipes, scoreCells, type Recipe } from '../../../bench/paper/kernelPredictor';
import { kendallTau } from '../../../src/core/training/metrics/kendallTau';

const cells = Array.from({ length: 60 }, (_, i) => i);
const depth = (i: number): number => (i % 10) / 3 - 1.5;

/** Sixty cells of ten classes, the last one without a path; the accuracy follows the depth. */
const descriptions: CellDescriptions = {
  classes: Int32Array.from(cells, (i) => i % 10),
  computes: cells.map((i) => i % 10 !== 9),
  blocks: new Map([['graph', cells.map((i) => Float64Array.of(depth(i), Math.sin(i)))]]),
};
const accuracy = Float64Array.from(cells, (i) => (i % 10 === 9 ? 10 : 90 + 2 * depth(i)));
const recipe: Recipe = { ...recipes['nas-bench-201'], groups: [{ kind: 'matern-3/2', blocks: { graph: 1 } }] };
const labelled = cells.slice(0, 20);
const wanted = cells.slice(20);

describe('scoreCells', () => {
  it.each([
    ['log-gap', true],
    ['log-gap', false],
    ['accuracy', true],
  ] as const)('ranks cells that it has not seen (%s, averaging %s)', (target, averagesClasses) => {
    const scores = scoreCells(descriptions, { ...recipe, target, averagesClasses }, labelled, accuracy, wanted);
    const truth = wanted.map((i) => accuracy[i]!);
    expect(kendallTau(truth, scores)).toBeGreaterThan(0.9);
  });

  it('puts cells without a path last', () => {
    const scores = scoreCells(descriptions, recipe, labelled, accuracy, wanted);
    const worst = wanted.flatMap((i, place) => (descriptions.computes[i] ? [] : [scores[place]!]));
    expect(Math.max(...worst)).toBeLessThan(Math.min(...scores.filter((score) => !worst.includes(score))));
  });

  it('takes the worst labels for equally bad', () => {
    const everything: Recipe = { ...recipe, floor: 1 };
    const scores = scoreCells(
      descriptions,
      everything,
      labelled.filter((i) => descriptions.computes[i]),
      accuracy,
      [0, 8],
    );
    expect(scores[0]).toBeCloseTo(scores[1]!, 6);
  });
});
