import { setImmediate as nextTurn } from 'node:timers/promises';
import type { GraphOps } from '../../core/encoder/graphOps';
import { packGraphs } from '../../core/encoder/graphSet';
import type { ArchitectureGraph } from '../../core/graph/graph';
import { simplifyGraph } from '../../core/graph/simplify';
import type { ArchitecturePrediction, TargetPrediction } from '../../core/model/prediction';
import { calibrate } from '../../core/training/calibration/calibration';
import { topPercent } from '../../core/training/calibration/spaceQuantiles';
import { ensembleScores } from '../../core/training/ensembleScores';
import type { LoadedModel } from './loadedModel';

/** Predictions of one model, one for each graph, in their order. Graphs that compute the same are encoded once. */
export async function predictWith(
  ops: GraphOps,
  loaded: LoadedModel,
  graphs: readonly ArchitectureGraph[],
): Promise<ArchitecturePrediction[]> {
  const distinct: ArchitectureGraph[] = [];
  const positions = new Map<string, number>();
  const position = graphs.map((graph) => {
    const simplified = simplifyGraph(graph, loaded.space.vocabulary);
    const text = `${simplified.operations.join()};${simplified.edges.join()}`;
    let at = positions.get(text);
    if (at === undefined) {
      at = distinct.push(simplified) - 1;
      positions.set(text, at);
    }
    return at;
  });
  const indices = distinct.map((_, i) => i);
  const scores = await ensembleScores(ops, loaded.members, packGraphs(distinct), indices, () => nextTurn());
  const columns = loaded.model.targets.length;
  const answers = indices.map((i) => describe(loaded, scores.subarray(i * columns, (i + 1) * columns)));
  return position.map((at) => answers[at]!);
}

function describe({ model, source }: LoadedModel, scores: Float32Array): ArchitecturePrediction {
  const targets = model.targets.map(({ target, calibration, quantiles }, t): TargetPrediction => ({
    target,
    ...calibrate(calibration, scores[t]!),
    topPercent: topPercent(quantiles, scores[t]!, target.higherIsBetter),
  }));
  return { kind: 'predicted', source, targets };
}
