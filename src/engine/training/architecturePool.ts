import { graphKey, simplifyGraph } from '../../core/graph/simplify';
import type { ArchitectureGraph } from '../../core/graph/graph';
import type { SearchSpace } from '../../core/spaces/space';
import type { Architecture } from '../../core/spec/architecture';
import { RandomGenerator } from '../../core/random/random';
import { breathe, type TrainingContext } from './trainingContext';
import { TrainingError } from './trainingError';

/** Distinct computations of a space: architectures and their simplified graphs, one for each. */
export interface ArchitecturePool {
  readonly architectures: readonly Architecture[];
  readonly graphs: readonly ArchitectureGraph[];
}

/** Architectures between two looks at the clock and at cancellation. */
const STRIDE = 64;

/**
 * Draws architectures until `count` of them compute something different, or until nothing new comes up: small spaces have fewer.
 *
 * @throws TrainingError where the space has fewer than two
 */
export async function samplePool(
  space: SearchSpace,
  count: number,
  seed: number,
  context: TrainingContext,
): Promise<ArchitecturePool> {
  const random = RandomGenerator.fromSeed(seed, 'architectures');
  const draws = function* (): Generator<Architecture> {
    for (let draw = 0; draw < 4 * count + 1000; draw++) yield space.sample(() => random.uniform());
  };
  try {
    return await distinctPool(space, draws(), count, context);
  } catch (error) {
    if (error instanceof RangeError) throw new TrainingError(`${space.name} cannot be sampled: ${error.message}.`);
    throw error;
  }
}

/** The distinct computations among some architectures, in their order, at most `limit`. @throws TrainingError with fewer than two */
export async function distinctPool(
  space: SearchSpace,
  candidates: Iterable<Architecture>,
  limit: number,
  context: TrainingContext,
): Promise<ArchitecturePool> {
  const seen = new Set<string>();
  const architectures: Architecture[] = [];
  const graphs: ArchitectureGraph[] = [];
  let looked = 0;
  for (const architecture of candidates) {
    if (graphs.length >= limit) break;
    if (looked++ % STRIDE === 0) {
      await breathe(context);
      context.report?.({ phase: 'preparing', epoch: graphs.length, epochs: limit });
    }
    const graph = simplifyGraph(space.toGraph(architecture).graph, space.vocabulary);
    const key = graphKey(graph);
    if (seen.has(key)) continue;
    seen.add(key);
    architectures.push(architecture);
    graphs.push(graph);
  }
  if (graphs.length < 2) {
    throw new TrainingError(`${space.name} gave ${graphs.length} distinct architectures; at least two are needed.`);
  }
  return { architectures, graphs };
}

/** Architectures drawn as they come, repetitions included: what a score is placed among. Simplified graphs. */
export async function sampleGraphs(
  space: SearchSpace,
  count: number,
  seed: number,
  context: TrainingContext,
): Promise<ArchitectureGraph[]> {
  const random = RandomGenerator.fromSeed(seed, 'reference');
  const graphs: ArchitectureGraph[] = [];
  for (let i = 0; i < count; i++) {
    if (i % STRIDE === 0) await breathe(context);
    graphs.push(simplifyGraph(space.toGraph(space.sample(() => random.uniform())).graph, space.vocabulary));
  }
  return graphs;
}
