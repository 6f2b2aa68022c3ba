import type { ArchitectureGraph } from '../core/graph/graph';
import type { ArchitecturePrediction } from '../core/model/prediction';
import { referenceTo, type Predictor } from '../core/model/predictor';
import type { SearchSpace } from '../core/spaces/space';
import type { Architecture } from '../core/spec/architecture';
import type { ScoredCell, ScoreLookup } from '../service/serviceTypes';

/** Graphs of one call: enough to keep the engine busy, few enough to stay small in memory. */
const BATCH = 1024;

/** Predictions of many cells, asked for space by space. */
export async function scoreCells(predictor: Predictor, cells: readonly ScoredCell[]): Promise<ScoreLookup> {
  const bySpace = new Map<SearchSpace, Architecture[]>();
  for (const { space, architecture } of cells) {
    const list = bySpace.get(space);
    if (list) list.push(architecture);
    else bySpace.set(space, [architecture]);
  }
  const known = new Map<Architecture, ArchitecturePrediction>();
  for (const [space, architectures] of bySpace) {
    for (let start = 0; start < architectures.length; start += BATCH) {
      const batch = architectures.slice(start, start + BATCH);
      const graphs = batch.map((architecture): ArchitectureGraph => space.toGraph(architecture).graph);
      const predictions = await predictor.predict(referenceTo(space), graphs);
      batch.forEach((architecture, index) => {
        const prediction = predictions[index];
        if (prediction) known.set(architecture, prediction);
      });
    }
  }
  return ({ architecture }) => known.get(architecture);
}
