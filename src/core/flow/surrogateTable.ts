import type { ArchitectureGraph } from '../graph/graph';
import type { FlowConstants } from './flowConstants';
import { flowSurrogate, type FlowPasses } from './flowSurrogate';

/** Regression targets of many architectures: [architectures, columns], row-major. */
export interface TargetTable {
  readonly rows: number;
  readonly columns: number;
  readonly values: Float32Array;
}

/** Surrogates of all graphs under one or several draws of constants, side by side: columns = sum of the draws' k. */
export function surrogateTable(
  graphs: readonly ArchitectureGraph[],
  draws: readonly FlowConstants[],
  passes: FlowPasses = 'both',
): TargetTable {
  const columns = draws.reduce((sum, { k }) => sum + k, 0);
  const values = new Float32Array(graphs.length * columns);
  graphs.forEach((graph, row) => {
    let at = row * columns;
    for (const constants of draws) {
      values.set(flowSurrogate(graph, constants, passes).surrogate, at);
      at += constants.k;
    }
  });
  return { rows: graphs.length, columns, values };
}

/** Each column to mean 0 and standard deviation 1 over the rows; constant columns become 0. */
export function standardise({ rows, columns, values }: TargetTable): TargetTable {
  const out = new Float32Array(values.length);
  for (let c = 0; c < columns; c++) {
    let sum = 0;
    for (let r = 0; r < rows; r++) sum += values[r * columns + c]!;
    const mean = sum / rows;
    let squares = 0;
    for (let r = 0; r < rows; r++) squares += (values[r * columns + c]! - mean) ** 2;
    const deviation = Math.sqrt(squares / rows);
    if (deviation < 1e-9) continue;
    for (let r = 0; r < rows; r++) out[r * columns + c] = (values[r * columns + c]! - mean) / deviation;
  }
  return { rows, columns, values: out };
}
