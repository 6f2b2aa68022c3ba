import { flowSettings, drawFlowConstants } from '../../src/core/flow/flowConstants';
import type { FlowPasses } from '../../src/core/flow/flowSurrogate';
import { surrogateTable, type TargetTable } from '../../src/core/flow/surrogateTable';
import { packGraphs } from '../../src/core/encoder/graphSet';
import { RandomGenerator } from '../../src/core/random/random';
import { flowGenerative, flowGenerativeDefaults } from '../../src/core/training/pretext/flowGenerative';
import type { PretextData, PretextTask } from '../../src/core/training/pretext/pretextTask';
import type { Benchmark } from './benchmark';

/** A row of the tables: a pretext task and the targets it learns from. */
export interface PretextRow {
  readonly task: PretextTask;
  data(benchmark: Benchmark): PretextData;
}

/** Proxy of the auxiliary loss: jacov as published where it is known. */
const publishedProxy: Readonly<Record<string, string>> = { 'nas-bench-201': 'jacov', darts: 'nwot' };

const flowRow = (name: string, flowWeight: number, proxyWeight: number, passes: FlowPasses = 'both'): PretextRow => ({
  task: flowGenerative(name, { ...flowGenerativeDefaults, flowWeight, proxyWeight }),
  data(benchmark) {
    const graphs = benchmark.pool.map((i) => benchmark.graphs[i]!);
    return {
      set: packGraphs(graphs),
      ...(flowWeight > 0 ? { surrogates: surrogates(benchmark, passes) } : {}),
      ...(proxyWeight > 0 ? { proxies: proxy(benchmark) } : {}),
    };
  },
});

/** Rows by name; the three without ablation are FGP's own, `none` needs no pre-training. */
export const pretextRows: Readonly<Record<string, PretextRow>> = {
  fgp: flowRow('fgp', 1 / 2, 1 / 2),
  flow: flowRow('flow', 1, 0),
  'zero-cost': flowRow('zero-cost', 0, 1),
  'fgp-no-forward': flowRow('fgp-no-forward', 1 / 2, 1 / 2, 'backward'),
  'fgp-no-backward': flowRow('fgp-no-backward', 1 / 2, 1 / 2, 'forward'),
};

/** One draw of constants for the space, seed 0: shared by all architectures and runs (FGP section 2). */
function surrogates({ space, pool, graphs }: Benchmark, passes: FlowPasses): TargetTable {
  const constants = drawFlowConstants(
    space.vocabulary.length,
    flowSettings(space.name),
    RandomGenerator.fromSeed(0, 'flow'),
  );
  return surrogateTable(
    pool.map((i) => graphs[i]!),
    [constants],
    passes,
  );
}

function proxy({ space, pool, proxies }: Benchmark): TargetTable {
  const values = proxies.get(publishedProxy[space.name] ?? '');
  if (!values) throw new RangeError(`no zero-cost score is known for ${space.name}`);
  return { rows: pool.length, columns: 1, values: Float32Array.from(pool, (i) => values[i]!) };
}
