import { nodeLiveness, type Liveness } from '../graph/prune';
import { RandomGenerator } from '../random/random';
import type { SearchSpace } from '../spaces/space';
import type { Architecture, ArchitecturePlace } from '../spec/architecture';
import { drawFlowConstants, flowSettings, type FlowConstants } from './flowConstants';
import { flowLayers } from './flowLayers';

/** The flow at one place of an architecture that the encoder sees as a node. */
export interface PlaceFlow {
  readonly place: ArchitecturePlace;
  /** Topological generation, 0 for sources. */
  readonly generation: number;
  readonly liveness: Liveness;
  /** Euclidean norm of the forward message over the largest one of the architecture: 0 to 1. */
  readonly forward: number;
  /** The same for the backward message. */
  readonly backward: number;
}

const constantsOfSpaces = new WeakMap<SearchSpace, FlowConstants>();

/** The constants that everything shown of a space's flow is computed with: seed 0, stream `flow`. */
export function flowConstantsOf(space: SearchSpace): FlowConstants {
  let constants = constantsOfSpaces.get(space);
  if (!constants) {
    const random = RandomGenerator.fromSeed(0, 'flow');
    constants = drawFlowConstants(space.vocabulary.length, flowSettings(space.name), random);
    constantsOfSpaces.set(space, constants);
  }
  return constants;
}

/**
 * The flow at every place that became a node of the graph, in the graph's node order. Several nodes may come from one place.
 * Requires an architecture without errors from `space.check`.
 */
export function flowOfPlaces(space: SearchSpace, architecture: Architecture): PlaceFlow[] {
  const { graph, origins } = space.toGraph(architecture);
  const { forward, backward, generations } = flowLayers(graph, flowConstantsOf(space));
  const liveness = nodeLiveness(graph, space.vocabulary);
  return origins.map((place, node) => ({
    place,
    generation: generations[node] ?? 0,
    liveness: liveness[node] ?? 'live',
    forward: forward[node] ?? 0,
    backward: backward[node] ?? 0,
  }));
}
