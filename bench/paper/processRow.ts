import { fitProcessPredictor, processScores, STANDARDISING } from '../../src/core/fewlabels/processPredictor';
import { graphKey, simplifyGraph } from '../../src/core/graph/simplify';
import type { ArchitectureGraph } from '../../src/core/graph/graph';
import { RandomGenerator } from '../../src/core/random/random';
import { runSteps } from '../../src/core/steps/runSteps';
import { sampleWithoutReplacement } from '../../src/core/random/sampling';
import type { Benchmark, RunCells } from './benchmark';
import { NO_SEED } from './kernelRow';
import { testScores, type Run } from './protocol';

/** The row `--encoder gaussian-process --pretext descriptions`: the process that Fine-Tune Predictor makes, by its own code. */
export const PROCESS_PRETEXT = 'descriptions';

/** Learns from the labelled cells of one permutation; the validation cells decide nothing. */
export function fitAndTest(benchmark: Benchmark, { labelled, ranked }: RunCells, permutation: number): Run {
  const { space, graphs, pool, accuracy } = benchmark;
  const simplified = graphs.map((graph) => simplifyGraph(graph, space.vocabulary));
  const since = performance.now();
  const random = RandomGenerator.fromSeed(permutation, 'reference');
  const reference = Array.from(
    sampleWithoutReplacement(random, pool.length, STANDARDISING),
    (i) => simplified[pool[i]!]!,
  );
  const learnt = withoutDuplicates(labelled, simplified, accuracy);
  const predictor = runSteps(fitProcessPredictor(space, reference, { ...learnt, higherIsBetter: true }));
  if (!predictor) throw new RangeError(`${space.name} has no descriptions`);
  const secondsFinetune = Math.round((performance.now() - since) / 100) / 10;
  const keys = ranked.map((i) => graphKey(simplified[i]!));
  const distinct = [...new Map(ranked.map((i, at) => [keys[at]!, simplified[i]!]))];
  const scores = runSteps(
    processScores(
      predictor,
      distinct.map(([, graph]) => graph),
    ),
  );
  const scoreOf = new Map(distinct.map(([key], i) => [key, scores[i]!]));
  return {
    seed: NO_SEED,
    permutation,
    ...testScores(
      ranked.map((i) => accuracy[i]!),
      keys.map((key) => scoreOf.get(key)!),
    ),
    bestEpoch: 0,
    secondsPretrain: 0,
    secondsFinetune,
  };
}

/** Cells of one graph count once, with the mean of their labels, as rows of a table do. */
function withoutDuplicates(
  cells: readonly number[],
  graphs: readonly ArchitectureGraph[],
  accuracy: Float64Array,
): { graphs: ArchitectureGraph[]; values: number[] } {
  const classes = new Map<string, number[]>();
  for (const cell of cells) {
    const key = graphKey(graphs[cell]!);
    classes.set(key, [...(classes.get(key) ?? []), cell]);
  }
  const members = [...classes.values()];
  return {
    graphs: members.map(([first]) => graphs[first!]!),
    values: members.map((equal) => equal.reduce((sum, cell) => sum + accuracy[cell]!, 0) / equal.length),
  };
}
