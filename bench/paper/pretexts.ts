import { flowSettings, drawFlowConstants } from '../../src/core/flow/flowConstants';
import type { FlowPasses } from '../../src/core/flow/flowSurrogate';
import { surrogateTable, type TargetTable } from '../../src/core/flow/surrogateTable';
import { analyticSynflow } from '../../src/core/proxies/analyticSynflow';
import { packGraphs } from '../../src/core/encoder/graphSet';
import { RandomGenerator } from '../../src/core/random/random';
import { flowGenerative, flowGenerativeDefaults } from '../../src/core/training/pretext/flowGenerative';
import { pretextTasks } from '../../src/core/training/pretext/pretextTasks';
import type { PretextData, PretextTask } from '../../src/core/training/pretext/pretextTask';
import type { Benchmark } from './benchmark';

/** A row of the tables: a pretext task and the targets it learns from. */
export interface PretextRow {
  readonly task: PretextTask;
  readonly passes: FlowPasses;
}

/** Proxy of the auxiliary loss where the tables have one: jacov as published, for darts one of the two that are there. */
const publishedProxy: Readonly<Record<string, string>> = { 'nas-bench-201': 'jacov', darts: 'nwot' };

/** Rows by name: the project's tasks, and FGP without one of its message passes. */
export const pretextRows: ReadonlyMap<string, PretextRow> = new Map([
  ...[...pretextTasks].map(([name, task]): [string, PretextRow] => [name, { task, passes: 'both' }]),
  ['fgp-no-forward', { task: flowGenerative('fgp-no-forward', flowGenerativeDefaults), passes: 'backward' }],
  ['fgp-no-backward', { task: flowGenerative('fgp-no-backward', flowGenerativeDefaults), passes: 'forward' }],
]);

/** What the row's task learns from: the pool's graphs and, where it needs them, surrogates and zero-cost scores. */
export function pretextData({ task, passes }: PretextRow, benchmark: Benchmark): PretextData {
  return {
    set: packGraphs(benchmark.pool.map((i) => benchmark.graphs[i]!)),
    ...(task.needs.includes('surrogates') ? { surrogates: surrogates(benchmark, passes) } : {}),
    ...(task.needs.includes('proxies') ? { proxies: proxy(benchmark) } : {}),
  };
}

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

/** The published proxy where the tables have it, else the project's own. Infinite scores are undefined: no pair has them. */
function proxy({ space, pool, proxies, graphs }: Benchmark): TargetTable {
  const published = proxies.get(publishedProxy[space.name] ?? '');
  const value = (i: number): number => published?.[i] ?? analyticSynflow(graphs[i]!, space.vocabulary);
  const values = Float32Array.from(pool, (i) => (Number.isFinite(value(i)) ? value(i) : Number.NaN));
  return { rows: pool.length, columns: 1, values };
}
