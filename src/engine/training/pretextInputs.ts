import type { ArchitectureGraph } from '../../core/graph/graph';
import { packGraphs } from '../../core/encoder/graphSet';
import { ownFlowConstants } from '../../core/flow/flowConstants';
import { standardise, surrogateTable, type TargetTable } from '../../core/flow/surrogateTable';
import { analyticSynflow } from '../../core/proxies/analyticSynflow';
import type { SearchSpace } from '../../core/spaces/space';
import type { PretextData, PretextTask } from '../../core/training/pretext/pretextTask';
import type { ArchitecturePool } from './architecturePool';

/** Draws of constants whose surrogates are reconstructed side by side. */
export const FLOW_DRAWS = 4;

/** What a pretext task learns from, for any space: nothing here is measured. */
export function pretextInputs(task: PretextTask, space: SearchSpace, pool: ArchitecturePool): PretextData {
  return {
    set: packGraphs(pool.graphs),
    ...(task.needs.includes('surrogates') ? { surrogates: surrogates(space, pool.graphs) } : {}),
    ...(task.needs.includes('proxies') ? { proxies: proxies(space, pool) } : {}),
  };
}

const surrogates = (space: SearchSpace, graphs: readonly ArchitectureGraph[]): TargetTable =>
  standardise(surrogateTable(graphs, ownFlowConstants(space, FLOW_DRAWS)));

/** The project's own zero-cost score and, where the space counts them, parameters. Undefined scores are NaN: no pair has them. */
function proxies(space: SearchSpace, { architectures, graphs }: ArchitecturePool): TargetTable {
  const own = graphs.map((graph) => analyticSynflow(graph, space.vocabulary));
  const parameters = architectures.map((architecture) => space.cost(architecture).parameters ?? Number.NaN);
  const varies = parameters.some((value) => value !== parameters[0] && !Number.isNaN(value));
  const columns = varies ? [own, parameters] : [own];
  const values = new Float32Array(graphs.length * columns.length);
  columns.forEach((column, c) => {
    column.forEach((value, r) => (values[r * columns.length + c] = Number.isFinite(value) ? value : Number.NaN));
  });
  return { rows: graphs.length, columns: columns.length, values };
}
