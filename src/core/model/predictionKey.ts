import { graphKey, simplifyGraph } from '../graph/simplify';
import type { Architecture } from '../spec/architecture';
import type { SearchSpace } from '../spaces/space';

/**
 * What a prediction depends on: equal exactly for architectures whose simplified graphs are isomorphic, and so for those
 * that get the same prediction. Finer than `SearchSpace.canonicalKey` where a benchmark calls more cells equal than an encoder does.
 * Requires an architecture without errors from `check`.
 */
export const predictionKey = (space: SearchSpace, architecture: Architecture): string =>
  graphKey(simplifyGraph(space.toGraph(architecture).graph, space.vocabulary));
