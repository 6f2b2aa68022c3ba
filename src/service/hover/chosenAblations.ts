import { ablate, replacements, type Ablation } from '../../core/explain/ablations';
import type { DrawnPlace } from '../../core/explain/flowView';
import { findOperation } from '../../core/spaces/defineOperation';
import type { SearchSpace } from '../../core/spaces/space';
import type { Architecture } from '../../core/spec/architecture';
import { operationAt } from './describe';

const ablations = new WeakMap<Architecture, Map<string, readonly Ablation[]>>();

/**
 * The architecture without an operation that somebody chose, or without an edge between nodes, as the flow view takes it out: several where
 * only other operations can stand there, none for inputs, outputs and operations that pass nothing on. The same objects each time, so that
 * their predictions are looked up by them.
 */
export function chosenAblations(
  space: SearchSpace,
  architecture: Architecture,
  place: DrawnPlace,
): readonly Ablation[] {
  const name = operationAt(architecture, place);
  const operation = name === undefined ? undefined : findOperation(space.operations, name);
  const isBareEdge = place.kind === 'edge' && space.placement === 'node';
  if (!isBareEdge && (!operation || operation.kind === 'zero')) return [];
  const known = ablations.get(architecture) ?? new Map<string, readonly Ablation[]>();
  ablations.set(architecture, known);
  const key = `${place.kind} ${place.part} ${place.kind === 'node' ? place.node : place.edge}`;
  let found = known.get(key);
  if (!found) {
    const ablation = ablate(space, architecture, place);
    found = ablation ? [ablation] : replacements(space, architecture, place);
    known.set(key, found);
  }
  return found;
}
