import { flowConstantsFrom } from '../../src/cli/flowConstantsFile';
import { ownFlowConstants, type FlowConstants } from '../../src/core/flow/flowConstants';
import type { FlowPasses } from '../../src/core/flow/flowSurrogate';
import { standardise, surrogateTable, type TargetTable } from '../../src/core/flow/surrogateTable';
import { analyticSynflow } from '../../src/core/proxies/analyticSynflow';
import { packGraphs } from '../../src/core/encoder/graphSet';
import type { SearchSpace } from '../../src/core/spaces/space';
import {
  flowGenerative,
  flowGenerativeDefaults,
  type FlowGenerativeOptions,
} from '../../src/core/training/pretext/flowGenerative';
import { finetuneDefaults } from '../../src/core/training/finetune';
import { pretextTasks } from '../../src/core/training/pretext/pretextTasks';
import type { PretextData, PretextTask } from '../../src/core/training/pretext/pretextTask';
import { FLOW_DRAWS } from '../../src/engine/training/pretextInputs';
import type { Benchmark } from './benchmark';
import publishedConstants from './flowConstants.json';

/** A row of the tables: a pretext task and the targets it learns from. */
export interface PretextRow {
  readonly task: PretextTask;
  readonly passes: FlowPasses;
  /** The flow constants of the paper's authors, or how many draws of the project's own whose surrogates stand side by side. */
  readonly draws: 'authors' | number;
  /** Surrogate columns to mean 0 and deviation 1; the paper takes them as they are. */
  readonly standardised: boolean;
  /** Zero-cost scores to rank by: the published one, or what any space has (the project's own, parameters), or also all of the tables. */
  readonly proxies: 'published' | 'own' | 'every';
}

/** A zero-cost score of the i-th cell. */
type Score = (i: number) => number;

const asPublished = (task: PretextTask, passes: FlowPasses = 'both'): PretextRow => ({
  task,
  passes,
  draws: 'authors',
  standardised: false,
  proxies: 'published',
});

/** Proxy of the auxiliary loss where the tables have one: jacov as published, for darts one of the two that are there. */
const publishedProxy: Readonly<Record<string, string>> = { 'nas-bench-201': 'jacov', darts: 'nwot' };

/** Rows by name: the project's tasks, FGP without one of its message passes, and what goes beyond the paper. */
export function pretextRows({ name }: SearchSpace): ReadonlyMap<string, PretextRow> {
  const fgp = publishedOptions(name);
  const flowOnly = { ...fgp, flowWeight: 1, proxyWeight: 0 };
  // so that the loss of standardised surrogates does not outweigh the ranking loss
  const light = { ...fgp, flowWeight: 0.1, proxyWeight: 0.9 };
  // what the product learns from in a space of one's own
  const anySpace = { passes: 'both', draws: FLOW_DRAWS, standardised: true, proxies: 'own' } as const;
  const rows: readonly PretextRow[] = [
    ...[...pretextTasks.values()].map((task) => asPublished(task)),
    // in place of the tasks of these names, with the settings of the space
    asPublished(flowGenerative('fgp', fgp)),
    asPublished(flowGenerative('flow', flowOnly)),
    asPublished(flowGenerative('zero-cost', { ...fgp, flowWeight: 0, proxyWeight: 1 })),
    asPublished(flowGenerative('fgp-no-forward', fgp), 'backward'),
    asPublished(flowGenerative('fgp-no-backward', fgp), 'forward'),
    // the same with constants of another draw: what hangs on them
    { ...asPublished(flowGenerative('fgp-own-draw', fgp)), draws: 1 },
    { ...asPublished(flowGenerative('flow-own-draw', flowOnly)), draws: 1 },
    // beyond the paper: surrogates of deviation 1, so that their loss counts beside the ranking loss
    { ...asPublished(flowGenerative('fgp-standardised', fgp)), standardised: true },
    { ...asPublished(flowGenerative('fgp-standardised-light', light)), standardised: true },
    { ...asPublished(flowGenerative('flow-standardised', flowOnly)), standardised: true },
    // beyond the paper: what several draws and several scores add
    { ...anySpace, task: flowGenerative('fgp-multi', fgp), proxies: 'every' },
    { ...anySpace, task: flowGenerative('fgp-any-space', fgp) },
    { ...anySpace, task: flowGenerative('fgp-any-space-light', light) },
  ];
  return new Map(rows.map((row) => [row.task.name, row]));
}

/** Settings of the authors' code: compared pairs and margin differ between spaces. */
const publishedOptions = (space: string): FlowGenerativeOptions => ({
  ...flowGenerativeDefaults,
  pairsPerItem: space === 'nas-bench-201' ? 32 : 8,
  margin: finetuneDefaults(space).margin,
});

/** What the row's task learns from: the pool's graphs and, where it needs them, surrogates and zero-cost scores. */
export function pretextData(row: PretextRow, benchmark: Benchmark): PretextData {
  const { task } = row;
  return {
    set: packGraphs(benchmark.pool.map((i) => benchmark.graphs[i]!)),
    ...(task.needs.includes('surrogates') ? { surrogates: surrogates(benchmark, row) } : {}),
    ...(task.needs.includes('proxies') ? { proxies: proxyTable(benchmark, proxyScores(row, benchmark)) } : {}),
  };
}

/** Constants of the authors or of seeds 0, 1, ...: shared by all architectures and runs (FGP section 2). */
function surrogates({ space, pool, graphs }: Benchmark, { draws, passes, standardised }: PretextRow): TargetTable {
  const constants = draws === 'authors' ? [authorsConstants(space)] : ownFlowConstants(space, draws);
  const pooled = pool.map((i) => graphs[i]!);
  const table = surrogateTable(pooled, constants, passes);
  return standardised ? standardise(table) : table;
}

/** As the notebook of the paper's authors draws them; rows of P are in the order of the space's vocabulary. */
function authorsConstants({ name, vocabulary }: SearchSpace): FlowConstants {
  const written = (publishedConstants as Readonly<Record<string, unknown>>)[name];
  return flowConstantsFrom(written, vocabulary.length);
}

/** The published proxy where the tables have it, else the project's own. */
const publishedOrOwn = (benchmark: Benchmark): Score => {
  const published = benchmark.proxies.get(publishedProxy[benchmark.space.name] ?? '');
  return published ? (i) => published[i]! : ownProxy(benchmark);
};

const ownProxy = ({ graphs, space }: Benchmark): Score => {
  return (i) => analyticSynflow(graphs[i]!, space.vocabulary);
};

function proxyScores({ proxies }: PretextRow, benchmark: Benchmark): readonly Score[] {
  if (proxies === 'published') return [publishedOrOwn(benchmark)];
  const { space, architectures } = benchmark;
  const own = [ownProxy(benchmark), (i: number) => space.cost(architectures[i]!).parameters ?? Number.NaN];
  if (proxies === 'own') return own;
  return [...[...benchmark.proxies.values()].map((values) => (i: number) => values[i]!), ...own];
}

/** One column for each score. Infinite scores are undefined: no pair has them. */
function proxyTable({ pool }: Benchmark, scores: readonly Score[]): TargetTable {
  const values = new Float32Array(pool.length * scores.length);
  scores.forEach((score, c) =>
    pool.forEach((i, row) => {
      const value = score(i);
      values[row * scores.length + c] = Number.isFinite(value) ? value : Number.NaN;
    }),
  );
  return { rows: pool.length, columns: scores.length, values };
}
