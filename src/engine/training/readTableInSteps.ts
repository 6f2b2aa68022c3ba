import { ResultTableReader, type ResultTable, type ResultTableOptions } from '../../core/data/resultTable';
import type { TableSource } from './tableSource';
import { breathe, type TrainingContext } from './trainingContext';

/** Characters between two looks at messages and at cancellation: about fifty rows, a few milliseconds. */
const STRIDE = 16_384;

/**
 * Reads a whole table, letting others in again and again: hundreds of thousands of rows take many seconds. Tables of more than one step are
 * reported in percent.
 *
 * @throws CancelledError
 */
export async function readTableInSteps(
  { text, format }: TableSource,
  options: Omit<ResultTableOptions, 'format'>,
  context: Pick<TrainingContext, 'signal' | 'report'>,
): Promise<ResultTable> {
  const reader = new ResultTableReader({ ...options, format });
  let told = 0;
  for (let start = 0; start < text.length; start += STRIDE) {
    const percent = Math.floor((100 * start) / text.length);
    if (percent > told) context.report?.({ phase: 'preparing', epoch: percent, epochs: 100 });
    told = percent;
    reader.push(text.slice(start, start + STRIDE));
    await breathe(context);
  }
  return reader.finish();
}
