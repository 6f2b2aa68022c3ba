import { ablate, type Ablation } from '../../core/explain/ablations';
import type { DrawnPlace } from '../../core/explain/flowView';
import { findOperation } from '../../core/spaces/defineOperation';
import type { SearchSpace } from '../../core/spaces/space';
import type { Architecture } from '../../core/spec/architecture';
import { operationAt } from './describe';

const ablations = new WeakMap<Architecture, Map<string, Ablation | undefined>>();

/**
 * The architecture without an operation that somebody chose, or without an edge between nodes, as the flow view takes it out; undefined for
 * inputs, outputs and operations that pass nothing on. The same object each time, so that its prediction is looked up by it.
 */
export function chosenAblation(
  space: SearchSpace,
  architecture: Architecture,
  place: DrawnPlace,
): Ablation | undefined {
  const name = operationAt(architecture, place);
  const operation = name === undefined ? undefined : findOperation(space.operations, name);
  const isBareEdge = place.kind === 'edge' && space.placement === 'node';
  if (!isBareEdge && (!operation || operation.kind === 'zero')) return undefined;
  const known = ablations.get(architecture) ?? new Map<string, Ablation | undefined>();
  ablations.set(architecture, known);
  const key = `${place.kind} ${place.part} ${place.kind === 'node' ? place.node : place.edge}`;
  if (!known.has(key)) known.set(key, ablate(space, architecture, place));
  return known.get(key);
}
