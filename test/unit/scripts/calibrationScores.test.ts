import { describe, expect, it } from 'vitest';
import { calibrationScores } from '../../../scripts/models/calibrationScores';
import { createEncoder } from '../../../src/core/encoder/encoders';
import { packGraphs } from '../../../src/core/encoder/graphSet';
import { initialise, type Parameters } from '../../../src/core/encoder/parameters';
import { RandomGenerator } from '../../../src/core/random/random';
import { ensembleScores } from '../../../src/core/training/ensembleScores';
import { targetHeads } from '../../../src/core/training/fitTargets';
import { testBackend } from '../../support/backend';
import { randomCells } from '../../support/graphs';

const encoder = createEncoder({ kind: 'res-gated-gcn', width: 8, layers: 1, operations: 7 });
const heads = targetHeads(encoder, ['one', 'two'], 8);
const weights = (seed: number): Parameters =>
  initialise(
    [...encoder.parameters, ...heads.flatMap((head) => head.parameters)],
    RandomGenerator.fromSeed(seed, 'weights'),
  );
const set = packGraphs(randomCells(12));
const train = [7, 2, 9, 4, 0, 11, 5];
const test = [1];

describe('calibrationScores', () => {
  it('scores a calibration part with the model itself', async () => {
    const ops = await testBackend();
    const members = [{ encoder, heads, parameters: weights(1) }];
    const split = { train, calibrate: [3, 6], test };
    const unused = { encoder, heads, fit: () => Promise.reject(new Error('nothing is to be fitted')) };
    const { indices, scores } = await calibrationScores(ops, set, split, members, unused);
    expect(indices).toEqual([3, 6]);
    expect(scores).toEqual(await ensembleScores(ops, members, set, [3, 6]));
  });

  it('scores each training architecture once, with a fit that has not seen it', async () => {
    const ops = await testBackend();
    const fits: (readonly number[])[] = [];
    const fit = (_name: string, seen: readonly number[]): Promise<Parameters[]> => {
      fits.push(seen);
      return Promise.resolve([weights(fits.length)]);
    };
    const split = { train, calibrate: { folds: 3 }, test };
    const { indices, scores } = await calibrationScores(ops, set, split, [], { encoder, heads, fit });
    expect([...indices].sort((a, b) => a - b)).toEqual([...train].sort((a, b) => a - b));
    expect(fits).toHaveLength(3);
    for (const [row, index] of indices.entries()) {
      const fold = train.indexOf(index) % 3;
      expect(fits[fold]).not.toContain(index);
      const expected = await ensembleScores(ops, [{ encoder, heads, parameters: weights(fold + 1) }], set, [index]);
      expect(scores[2 * row]).toBeCloseTo(expected[0]!, 5);
      expect(scores[2 * row + 1]).toBeCloseTo(expected[1]!, 5);
    }
  });
});
