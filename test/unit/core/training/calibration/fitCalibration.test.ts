import { describe, expect, it } from 'vitest';
import { RandomGenerator } from '../../../../../src/core/random/random';
import { calibrate } from '../../../../../src/core/training/calibration/calibration';
import { fitCalibration } from '../../../../../src/core/training/calibration/fitCalibration';
import { rangeCoverage } from '../../../../../src/core/training/metrics/coverage';
import { kendallTau } from '../../../../../src/core/training/metrics/kendallTau';

type Draw = (random: RandomGenerator) => { score: number; value: number };

/** Kinds of relation between score and value that tables show. */
const relations: Record<string, Draw> = {
  'even noise': (random) => {
    const score = random.normal();
    return { score, value: score + 0.5 * random.normal() };
  },
  'accuracies, crowded at the top, with failed runs': (random) => {
    const score = random.normal();
    const failed = random.uniform() < 0.05 ? 30 * random.uniform() : 0;
    return { score, value: 94.5 - 1.2 * Math.exp(-score - 0.3 * random.normal()) + 0.1 * random.normal() - failed };
  },
  'latencies, noise in proportion': (random) => {
    const score = random.uniform(0, 3);
    return { score, value: Math.exp(score) * (1 + 0.2 * random.normal()) };
  },
  'a score that tells little': (random) => {
    const score = random.normal();
    return { score, value: 0.3 * score + random.normal() };
  },
};

function drawCells(draw: Draw, random: RandomGenerator, n: number) {
  const cells = Array.from({ length: n }, () => draw(random));
  return { scores: cells.map(({ score }) => score), values: cells.map(({ value }) => value) };
}

/** Coverage on new cells, averaged over calibration sets. */
function coverageOf(draw: Draw, n: number, sets: number, coverage = 80): number {
  const random = RandomGenerator.fromSeed(n);
  let sum = 0;
  for (let set = 0; set < sets; set++) {
    const { scores, values } = drawCells(draw, random, n);
    const calibration = fitCalibration(scores, values, { coverage });
    const held = drawCells(draw, random, 1000);
    const ranges = held.scores.map((score) => calibrate(calibration, score));
    sum += rangeCoverage(
      held.values,
      ranges.map(({ low }) => low),
      ranges.map(({ high }) => high),
    );
  }
  return (100 * sum) / sets;
}

describe('fitCalibration', () => {
  for (const [name, draw] of Object.entries(relations)) {
    it.each([
      [40, 60],
      [100, 40],
      [1000, 6],
      [7000, 2],
    ])(`has ranges of 80 %% that cover 77 to 83 %% of new cells: ${name}, %i cells`, (n, sets) => {
      const covered = coverageOf(draw, n, sets);
      expect(covered).toBeGreaterThanOrEqual(77);
      expect(covered).toBeLessThanOrEqual(83);
    });
  }

  it('covers as much as it is asked for', () => {
    expect(coverageOf(relations['even noise']!, 500, 10, 95)).toBeGreaterThan(93.5);
    expect(coverageOf(relations['even noise']!, 500, 10, 50)).toBeLessThan(53);
    expect(coverageOf(relations['even noise']!, 500, 10, 50)).toBeGreaterThan(47);
  });

  it('keeps the order of scores, far outside the calibration cells too', () => {
    for (const draw of Object.values(relations)) {
      const random = RandomGenerator.fromSeed(3);
      const { scores, values } = drawCells(draw, random, 50);
      const calibration = fitCalibration(scores, values, { maximum: 100 });
      const candidates = Array.from({ length: 500 }, () => random.uniform(-20, 20));
      const calibrated = candidates.map((score) => calibrate(calibration, score).value);
      expect(kendallTau(candidates, calibrated)).toBe(1);
    }
  });

  it('puts low <= value <= high, within bounds', () => {
    const random = RandomGenerator.fromSeed(4);
    const { scores, values } = drawCells(relations['accuracies, crowded at the top, with failed runs']!, random, 60);
    const calibration = fitCalibration(scores, values, { minimum: 0, maximum: 95 });
    for (let score = -8; score <= 8; score += 0.05) {
      const { low, value, high } = calibrate(calibration, score);
      expect(low).toBeLessThanOrEqual(value);
      expect(high).toBeGreaterThanOrEqual(value);
      expect(low).toBeGreaterThanOrEqual(0);
      expect(high).toBeLessThanOrEqual(95);
    }
  });

  it('is a typical value, not a mean dragged down by failures', () => {
    const random = RandomGenerator.fromSeed(5);
    const draw: Draw = (generator) => ({
      score: generator.normal(),
      value: generator.uniform() < 0.15 ? 10 : 93 + 0.1 * generator.normal(),
    });
    const { scores, values } = drawCells(draw, random, 2000);
    expect(calibrate(fitCalibration(scores, values), 0).value).toBeGreaterThan(92);
  });

  it('takes constants, ties, falling relations and two cells', () => {
    const constant = fitCalibration([1, 2, 3], [90, 90, 90]);
    expect(calibrate(constant, 2).value).toBeCloseTo(90, 3);
    expect(calibrate(constant, 3).value).toBeGreaterThan(calibrate(constant, 1).value);
    const tied = fitCalibration([1, 1, 1], [80, 90, 100]);
    expect(calibrate(tied, 1).value).toBeCloseTo(90, 6);
    const falling = fitCalibration([1, 2, 3, 4], [4, 3, 2, 1]);
    expect(calibrate(falling, 4).value).toBeGreaterThan(calibrate(falling, 1).value);
    expect(calibrate(falling, 4).value - calibrate(falling, 1).value).toBeLessThan(1e-3);
    const two = calibrate(fitCalibration([0, 1], [10, 20]), 0.5);
    expect(two.value).toBeGreaterThan(10);
    expect(two.value).toBeLessThan(20);
  });

  it('does not depend on the order of the cells and is plain data', () => {
    const { scores, values } = drawCells(relations['even noise']!, RandomGenerator.fromSeed(6), 80);
    const calibration = fitCalibration(scores, values);
    expect(fitCalibration([...scores].reverse(), [...values].reverse())).toEqual(calibration);
    expect(JSON.parse(JSON.stringify(calibration))).toEqual(calibration);
    expect(calibration.curve.x.length).toBeLessThanOrEqual(65);
  });

  it('refuses what it cannot fit', () => {
    expect(() => fitCalibration([1], [1])).toThrow(RangeError);
    expect(() => fitCalibration([1, 2], [1])).toThrow(RangeError);
    expect(() => fitCalibration([1, 2], [1, Infinity])).toThrow('value 1');
  });
});
