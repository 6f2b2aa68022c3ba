import type { ArchitectureGraph } from '../graph/graph';
import type { ArchitecturePrediction } from './prediction';

/** Answers for architectures: in the engine process, or in the command line's own. */
export interface Predictor {
  /**
   * One answer for each graph, in their order; never rejects for an unknown space or model, the answer then says so.
   *
   * @param space name of the space that the graphs belong to
   * @param graphs as `SearchSpace.toGraph` makes them
   * @param model identifier of a model; the space's default where absent
   */
  predict(
    space: string,
    graphs: readonly ArchitectureGraph[],
    model?: string,
  ): Promise<readonly ArchitecturePrediction[]>;
}
