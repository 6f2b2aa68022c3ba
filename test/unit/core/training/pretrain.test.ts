import { beforeAll, describe, expect, it } from 'vitest';
import { createEncoder } from '../../../../src/core/encoder/encoders';
import type { GraphOps } from '../../../../src/core/encoder/graphOps';
import { packGraphs } from '../../../../src/core/encoder/graphSet';
import type { Parameters } from '../../../../src/core/encoder/parameters';
import { drawFlowConstants } from '../../../../src/core/flow/flowConstants';
import { standardise, surrogateTable } from '../../../../src/core/flow/surrogateTable';
import { RandomGenerator } from '../../../../src/core/random/random';
import type { PretextData } from '../../../../src/core/training/pretext/pretextTask';
import { pretextTasks } from '../../../../src/core/training/pretext/pretextTasks';
import { pretrain, pretrainDefaults, type PretrainCheckpoint } from '../../../../src/core/training/pretrain';
import { testBackend } from '../../../support/backend';
import { countOperation, randomCells } from '../../../support/graphs';

const graphs = randomCells(96);
const constants = drawFlowConstants(7, { k: 7, sigma: 0.1 }, RandomGenerator.fromSeed(0));
const data: PretextData = {
  set: packGraphs(graphs),
  surrogates: standardise(surrogateTable(graphs, [constants])),
  proxies: { rows: 96, columns: 1, values: Float32Array.from(graphs, (graph) => countOperation(graph, 3)) },
};
const options = { ...pretrainDefaults, epochs: 6, batchSize: 32, seed: 5 };
const encoder = createEncoder({ kind: 'res-gated-gcn', width: 16, layers: 2, operations: 7 });

describe('pretrain', () => {
  let ops: GraphOps;
  beforeAll(async () => {
    ops = await testBackend();
  });

  async function run(
    task: string,
    until = Infinity,
    from?: PretrainCheckpoint,
  ): Promise<{ losses: number[]; last: PretrainCheckpoint; parameters?: Parameters }> {
    const losses: number[] = [];
    let last: PretrainCheckpoint | undefined = from;
    const epochs = pretrain(ops, encoder, pretextTasks.get(task)!, data, options, from);
    for (;;) {
      const next = await epochs.next();
      if (next.done) return { losses, last: last!, parameters: next.value };
      losses.push(next.value.loss);
      last = next.value.checkpoint();
      if (next.value.epoch === until) return { losses, last };
    }
  }

  for (const task of pretextTasks.keys()) {
    it(`learns something from ${task}, the same again with the same seed`, async () => {
      const { losses } = await run(task);
      expect(losses.at(-1)!).toBeLessThan(losses[0]!);
      expect((await run(task)).losses).toEqual(losses);
    });
  }

  it('goes on from a checkpoint as if it had not stopped', async () => {
    const whole = await run('fgp');
    const half = await run('fgp', 3);
    const rest = await run('fgp', Infinity, half.last);
    expect([...half.losses, ...rest.losses]).toEqual(whole.losses);
    expect(rest.last.losses).toEqual(whole.losses);
    expect(rest.parameters).toEqual(whole.parameters);
  });

  it('keeps no tensors: memory is flat', async () => {
    await run('fgp', 1);
    const before = ops.tf.memory().numTensors;
    await run('fgp');
    expect(ops.tf.memory().numTensors).toBe(before);
  });

  it('names what a task lacks', async () => {
    const epochs = pretrain(ops, encoder, pretextTasks.get('fgp')!, { set: data.set }, options);
    await expect(epochs.next()).rejects.toThrow('fgp needs flow surrogates');
  });
});
