import type { Encoder } from '../../src/core/encoder/encoder';
import type { GraphOps } from '../../src/core/encoder/graphOps';
import type { GraphSet } from '../../src/core/encoder/graphSet';
import type { Parameters } from '../../src/core/encoder/parameters';
import { finetune, finetuneDefaults } from '../../src/core/training/finetune';
import { inPercent } from '../../src/core/training/metrics/inPercent';
import { kendallTau } from '../../src/core/training/metrics/kendallTau';
import { precisionAtTop } from '../../src/core/training/metrics/precisionAtTop';
import { predictScores } from '../../src/core/training/predictScores';
import type { Benchmark, RunCells } from './benchmark';

/** One run of a row, figures x100. */
export interface Run {
  readonly seed: number;
  readonly permutation: number;
  readonly tau: number;
  readonly p1: number;
  readonly p5: number;
  readonly bestEpoch: number;
  readonly secondsPretrain: number;
  readonly secondsFinetune: number;
}

/** What a run learns with and on. */
export interface RunInputs {
  readonly ops: GraphOps;
  readonly encoder: Encoder;
  readonly benchmark: Benchmark;
  readonly set: GraphSet;
  /** Weights to start from; undefined draws them. */
  readonly pretrained: { readonly parameters: Parameters; readonly seconds: number } | undefined;
}

/** Fine-tunes on the labelled cells, chooses the epoch on 40 validation cells, ranks the rest (FGP section 5). */
export async function fineTuneAndTest(
  { ops, encoder, benchmark, set, pretrained }: RunInputs,
  cells: RunCells,
  seed: number,
  permutation: number,
): Promise<Run> {
  const labelled = (indices: readonly number[]): { indices: readonly number[]; values: number[] } => ({
    indices,
    values: indices.map((i) => benchmark.accuracy[i]!),
  });
  const since = performance.now();
  const result = await finetune(
    ops,
    encoder,
    pretrained?.parameters,
    set,
    labelled(cells.labelled),
    labelled(cells.validation),
    { ...finetuneDefaults(benchmark.space.name), seed },
  );
  const secondsFinetune = (performance.now() - since) / 1000;
  const held = labelled(cells.ranked);
  const scores = await predictScores({ ops, encoder, parameters: result.parameters, set }, [result.head], held.indices);
  return {
    seed,
    permutation,
    ...testScores(held.values, scores),
    bestEpoch: result.bestEpoch,
    secondsPretrain: Math.round(pretrained?.seconds ?? 0),
    secondsFinetune: Math.round(secondsFinetune * 10) / 10,
  };
}

/** Figures x100 of scores against the truth. */
export function testScores(truth: readonly number[], scores: ArrayLike<number>): Pick<Run, 'tau' | 'p1' | 'p5'> {
  return {
    tau: inPercent(kendallTau(truth, scores)),
    p1: inPercent(precisionAtTop(truth, scores, 1)),
    p5: inPercent(precisionAtTop(truth, scores, 5)),
  };
}
