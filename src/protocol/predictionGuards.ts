import type { ArchitectureGraph, GraphEdge } from '../core/graph/graph';
import type { ArchitecturePrediction, ModelSource, Target, TargetPrediction } from '../core/model/prediction';
import { isArrayOf, isBoolean, isFiniteNumber, isIndex, isRecord, isString } from './guards';

/** Nodes that one graph of a message may have; more than any space allows. */
const maxGraphNodes = 512;

/** A graph whose edges point at nodes that it has. */
export function isArchitectureGraph(value: unknown): value is ArchitectureGraph {
  if (!isRecord(value) || !isArrayOf(value['operations'], isIndex, maxGraphNodes)) return false;
  const nodes = value['operations'].length;
  const isEdge = (edge: unknown): edge is GraphEdge =>
    Array.isArray(edge) && edge.length === 2 && edge.every((node) => isIndex(node) && node < nodes);
  return isArrayOf(value['edges'], isEdge, nodes * nodes);
}

export function isTarget(value: unknown): value is Target {
  return (
    isRecord(value) &&
    isString(value['name']) &&
    isString(value['title']) &&
    isString(value['unit']) &&
    isBoolean(value['higherIsBetter'])
  );
}

export function isModelSource(value: unknown): value is ModelSource {
  return (
    isRecord(value) &&
    isString(value['id']) &&
    isString(value['title']) &&
    isString(value['space']) &&
    isString(value['trainedOn']) &&
    isFiniteNumber(value['heldOutTau']) &&
    isFiniteNumber(value['coverage'])
  );
}

export function isTargetPrediction(value: unknown): value is TargetPrediction {
  return (
    isRecord(value) &&
    isTarget(value['target']) &&
    isFiniteNumber(value['value']) &&
    isFiniteNumber(value['low']) &&
    isFiniteNumber(value['high']) &&
    isFiniteNumber(value['topPercent'])
  );
}

export function isArchitecturePrediction(value: unknown): value is ArchitecturePrediction {
  if (!isRecord(value)) return false;
  if (value['kind'] === 'none') return isString(value['reason']);
  return (
    value['kind'] === 'predicted' && isModelSource(value['source']) && isArrayOf(value['targets'], isTargetPrediction)
  );
}
