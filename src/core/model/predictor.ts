import type { ArchitectureGraph } from '../graph/graph';
import type { SearchSpace } from '../spaces/space';
import type { ArchitecturePrediction } from './prediction';

/** Which space graphs belong to. Two files may define different spaces of the same name. */
export interface SpaceReference {
  readonly name: string;
  /** `SearchSpace.version`; bundled spaces have none. */
  readonly version?: string;
  /** Names of its operations, to say how another version differs. */
  readonly operations?: readonly string[];
}

export function referenceTo({ name, version, operations }: SearchSpace): SpaceReference {
  return version === undefined ? { name } : { name, version, operations: operations.map((each) => each.name) };
}

/** Answers for architectures: in the engine process, or in the command line's own. */
export interface Predictor {
  /**
   * One answer for each graph, in their order; never rejects for an unknown space or model, the answer then says so.
   *
   * @param space the space that the graphs belong to
   * @param graphs as `SearchSpace.toGraph` makes them
   * @param model identifier of a model; the space's default where absent
   */
  predict(
    space: SpaceReference,
    graphs: readonly ArchitectureGraph[],
    model?: string,
  ): Promise<readonly ArchitecturePrediction[]>;
}
