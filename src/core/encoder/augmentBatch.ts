import type { RandomGenerator } from '../random/random';
import { symmetricNeighbours, type GraphBatch } from './graphSet';

/** A copy of the batch in which each operation is masked (index |O|) with this probability, and which ones were. */
export function maskOperations(
  batch: GraphBatch,
  rate: number,
  maskIndex: number,
  random: RandomGenerator,
): { readonly batch: GraphBatch; readonly masked: readonly number[] } {
  const operations = batch.operations.slice();
  const masked: number[] = [];
  for (let n = 0; n < batch.nodes; n++) {
    if (random.uniform() >= rate) continue;
    operations[n] = maskIndex;
    masked.push(n);
  }
  return { batch: { ...batch, operations }, masked };
}

/** A copy of the batch without a random share of its edges (an edge and its reverse go together). */
export function dropEdges(batch: GraphBatch, rate: number, random: RandomGenerator): GraphBatch {
  const from: number[] = [];
  const to: number[] = [];
  for (let n = 0; n < batch.nodes; n++) {
    for (let e = batch.neighbourStart[n]!; e < batch.neighbourStart[n + 1]!; e++) {
      const other = batch.neighbours[e]!;
      if (n > other || random.uniform() < rate) continue;
      from.push(n);
      to.push(other);
    }
  }
  return { ...batch, ...symmetricNeighbours(batch.nodes, from, to) };
}
