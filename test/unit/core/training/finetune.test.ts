import { beforeAll, describe, expect, it } from 'vitest';
import { createEncoder } from '../../../../src/core/encoder/encoders';
import type { GraphOps } from '../../../../src/core/encoder/graphOps';
import { packGraphs } from '../../../../src/core/encoder/graphSet';
import { finetune, finetuneDefaults } from '../../../../src/core/training/finetune';
import { kendallTau } from '../../../../src/core/training/metrics/kendallTau';
import { predictScores } from '../../../../src/core/training/predictScores';
import { testBackend } from '../../../support/backend';
import { countOperation, randomCells } from '../../../support/graphs';

const graphs = randomCells(240);
const set = packGraphs(graphs);
const values = graphs.map((graph) => countOperation(graph, 3) + 0.1 * countOperation(graph, 4));
const range = (from: number, to: number): number[] => Array.from({ length: to - from }, (_, i) => from + i);
const labelled = (indices: number[]): { indices: number[]; values: number[] } => ({
  indices,
  values: indices.map((i) => values[i]!),
});

describe('finetune', () => {
  let ops: GraphOps;
  beforeAll(async () => {
    ops = await testBackend();
  });

  it('ranks held-out cells after training on a few, and repeats itself with the same seed', async () => {
    const encoder = createEncoder({ kind: 'res-gated-gcn', width: 32, layers: 2, operations: 7 });
    const options = { ...finetuneDefaults('nas-bench-201'), epochs: 30, seed: 3 };
    const train = (): ReturnType<typeof finetune> =>
      finetune(ops, encoder, undefined, set, labelled(range(0, 64)), labelled(range(64, 104)), options);
    const result = await train();
    const test = labelled(range(104, 240));
    const scores = await predictScores(
      { ops, encoder, parameters: result.parameters, set },
      [result.head],
      test.indices,
    );
    expect(kendallTau(test.values, scores)).toBeGreaterThan(0.85);
    expect(result.validationTau[result.bestEpoch - 1]).toBe(Math.max(...result.validationTau));
    const again = await train();
    expect(again.validationTau).toEqual(result.validationTau);
    expect(again.parameters).toEqual(result.parameters);
  });

  it('stops when it is told to', async () => {
    const encoder = createEncoder({ kind: 'gin', width: 16, layers: 2, operations: 7 });
    const options = { ...finetuneDefaults('nas-bench-201'), epochs: 30, seed: 3 };
    const result = await finetune(
      ops,
      encoder,
      undefined,
      set,
      labelled(range(0, 32)),
      labelled(range(32, 64)),
      options,
      (epoch) => epoch < 2,
    );
    expect(result.validationTau.length).toBe(2);
  });
});
