import { join } from 'node:path';
import { nasBench101Convention, nasBench201Convention } from '../../src/core/expression/cellExpression';
import { nasBench101Network, nasBench201Network } from '../../src/core/kernelpropagation/macroNetwork';
import type { Benchmark, RunCells } from './benchmark';
import { describeCells, type CellDescriptions } from './cellDescriptions';
import { recipes, scoreCells, type Recipe } from './kernelPredictor';
import { testScores, type Run } from './protocol';

/** The row `--encoder gaussian-process --pretext kernel-propagation`. */
export const KERNEL_ENCODER = 'gaussian-process';
export const KERNEL_PRETEXT = 'kernel-propagation';

/** A Gaussian process starts from nothing random: its runs differ in the permutation only. */
export const NO_SEED = 0;

/** How the cells of each space are wired, the network around them, and what learns from both. */
const spaces = {
  'nas-bench-101': {
    convention: nasBench101Convention,
    network: nasBench101Network,
    recipe: recipes['nas-bench-101'],
  },
  'nas-bench-201': {
    convention: nasBench201Convention,
    network: nasBench201Network,
    recipe: recipes['nas-bench-201'],
  },
};

function settingsOf(name: string): (typeof spaces)[keyof typeof spaces] {
  if (name !== 'nas-bench-101' && name !== 'nas-bench-201') {
    throw new RangeError(`there is no network for the kernels of ${name}`);
  }
  return spaces[name];
}

/** @throws RangeError if no network is known for the benchmark. */
export function describeBenchmark(benchmark: Benchmark, cache: string): CellDescriptions {
  const { convention, network } = settingsOf(benchmark.space.name);
  const file = join(cache, 'kernels', `${benchmark.space.name}.json`);
  return describeCells(benchmark, convention, network, file, (line) => console.log(line));
}

/** Learns from the labelled cells of one permutation and ranks the same cells as all rows; the validation cells decide nothing. */
export function learnAndTest(
  benchmark: Benchmark,
  descriptions: CellDescriptions,
  { labelled, ranked }: RunCells,
  permutation: number,
  secondsDescribing: number,
  recipe: Recipe = settingsOf(benchmark.space.name).recipe,
): Run {
  const since = performance.now();
  const scores = scoreCells(descriptions, recipe, labelled, benchmark.accuracy, ranked);
  const seconds = (performance.now() - since) / 1000;
  const truth = ranked.map((i) => benchmark.accuracy[i]!);
  return {
    seed: NO_SEED,
    permutation,
    ...testScores(truth, scores),
    bestEpoch: 0,
    secondsPretrain: Math.round(secondsDescribing),
    secondsFinetune: Math.round(seconds * 10) / 10,
  };
}
