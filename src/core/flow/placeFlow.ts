import { generationOfNodes } from '../graph/generations';
import { nodeLiveness, type Liveness } from '../graph/prune';
import { RandomGenerator } from '../random/random';
import type { SearchSpace } from '../spaces/space';
import type { Architecture, ArchitecturePlace } from '../spec/architecture';
import { drawFlowConstants, flowSettings, type FlowConstants } from './flowConstants';
import { flowSurrogate } from './flowSurrogate';

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
  const { forward, backward } = flowSurrogate(graph, flowConstantsOf(space));
  const generations = generationOfNodes(graph.operations.length, graph.edges) ?? [];
  const liveness = nodeLiveness(graph, space.vocabulary);
  const forwardShares = shares(forward);
  const backwardShares = shares(backward);
  return origins.map((place, node) => ({
    place,
    generation: generations[node] ?? 0,
    liveness: liveness[node] ?? 'live',
    forward: forwardShares[node] ?? 0,
    backward: backwardShares[node] ?? 0,
  }));
}

function shares(messages: readonly Float64Array[]): number[] {
  const norms = messages.map((message) => Math.hypot(...message));
  const largest = Math.max(...norms);
  return norms.map((norm) => (largest > 0 ? norm / largest : 0));
}
