import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { ORIGINAL_ORDER, runCells, type Benchmark } from '../../../bench/paper/benchmark';
import { nasBench101 as loadNasBench101 } from '../../../bench/paper/nasBench101';
import { nasBench201 as loadNasBench201 } from '../../../bench/paper/nasBench201';
import { pretextData, pretextRows } from '../../../bench/paper/pretexts';
import { fineTuneAndTest } from '../../../bench/paper/protocol';
import { summarise } from '../../../bench/paper/summary';
import { createEncoder } from '../../../src/core/encoder/encoders';
import { packGraphs } from '../../../src/core/encoder/graphSet';
import { RandomGenerator } from '../../../src/core/random/random';
import { shuffle } from '../../../src/core/random/sampling';
import { nasBench201 } from '../../../src/core/spaces/nasBench201/nasBench201';
import { pretrain, pretrainDefaults } from '../../../src/core/training/pretrain';
import { testBackend } from '../../support/backend';
import { countOperation, randomCells } from '../../support/graphs';

/** A small benchmark whose accuracy is a known function of the cell. */
function smallBenchmark(): Benchmark {
  const graphs = randomCells(400);
  return {
    space: nasBench201,
    architectures: [],
    graphs,
    accuracy: Float64Array.from(graphs, (graph) => 80 + 2 * countOperation(graph, 3) - countOperation(graph, 0)),
    pool: graphs.map((_, i) => i),
    proxies: new Map(),
    split(permutation) {
      const order = graphs.map((_, i) => i);
      if (permutation !== ORIGINAL_ORDER) shuffle(RandomGenerator.fromSeed(permutation), order);
      return { train: order.slice(0, 200), test: order.slice(200) };
    },
    labelled: { '1%': 64 },
    validation: 40,
  };
}

describe('the protocol of the published tables', () => {
  it('reproduces a row in miniature: pre-training, fine-tuning, test', { timeout: 60_000 }, async () => {
    const ops = await testBackend();
    const benchmark = smallBenchmark();
    const encoder = createEncoder({ kind: 'res-gated-gcn', width: 16, layers: 2, operations: 7 });
    const row = pretextRows(benchmark.space).get('fgp')!;
    const epochs = pretrain(ops, encoder, row.task, pretextData(row, benchmark), {
      ...pretrainDefaults,
      epochs: 2,
      seed: 21,
    });
    let next = await epochs.next();
    while (!next.done) next = await epochs.next();
    const set = packGraphs(benchmark.graphs);
    const pretrained = { parameters: next.value, seconds: 1 };
    const cells = runCells(benchmark, '1%', 21, 'test');
    const run = await fineTuneAndTest({ ops, encoder, benchmark, set, pretrained }, cells, 21, 21);
    expect(run.tau).toBeGreaterThan(80);
    expect(run.p5).toBeGreaterThanOrEqual(0);
  });

  it('ranks cells of the test part, or of the training part where something is chosen', () => {
    const benchmark = smallBenchmark();
    const { train, test } = benchmark.split(2021);
    const published = runCells(benchmark, '1%', 2021, 'test');
    expect(published).toEqual({ labelled: train.slice(0, 64), validation: test.slice(0, 40), ranked: test.slice(40) });
    const choosing = runCells(benchmark, '1%', 2021, 'training-part');
    expect(choosing.labelled).toEqual(published.labelled);
    expect([...choosing.labelled, ...choosing.validation, ...choosing.ranked]).toEqual(train);
    expect(() => runCells(benchmark, '2%', 2021, 'test')).toThrow('1%');
  });

  it('summarises runs by mean and sample deviation', () => {
    const run = { seed: 1, permutation: 1, bestEpoch: 1, secondsPretrain: 0, secondsFinetune: 0 };
    const summary = summarise([
      { ...run, tau: 70, p1: 10, p5: 30 },
      { ...run, tau: 74, p1: 20, p5: 30 },
    ]);
    expect(summary.mean).toEqual({ tau: 72, p1: 15, p5: 30 });
    expect(summary.std).toEqual({ tau: 2.83, p1: 7.07, p5: 0 });
  });

  const data = join(__dirname, '../../../../shared/data');
  it.skipIf(!existsSync(data))('splits NAS-Bench-201 as published (skipped without ../shared/data)', () => {
    const benchmark = loadNasBench201(data);
    const { train, test } = benchmark.split(ORIGINAL_ORDER);
    expect([train.length, test.length]).toEqual([7_813, 7_812]);
    expect(train.slice(0, 3)).toEqual([0, 1, 2]);
    const other = benchmark.split(2021);
    expect(new Set([...other.train, ...other.test]).size).toBe(15_625);
    expect(other.train.slice(0, 5)).not.toEqual(train.slice(0, 5));
  });

  it.skipIf(!existsSync(data))(
    'permutes all cells of NAS-Bench-101, as published (skipped without ../shared/data)',
    () => {
      const benchmark = loadNasBench101(data);
      const original = benchmark.split(ORIGINAL_ORDER);
      expect([original.train.length, original.test.length]).toEqual([7_290, 7_290]);
      const { train, test } = benchmark.split(2021);
      expect(new Set([...train, ...test]).size).toBe(14_580);
      const fromTest = train.filter((cell) => cell >= 7_290).length;
      expect(Math.abs(fromTest - 3_645)).toBeLessThan(200);
    },
  );
});
