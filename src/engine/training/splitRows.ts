import { RandomGenerator } from '../../core/random/random';
import { permutation } from '../../core/random/sampling';
import { TrainingError } from './trainingError';

/** Which rows a fine-tuning uses for what; indices of the usable rows of its table. */
export interface RowSplit {
  readonly train: readonly number[];
  /** Choose the epoch, and set curve and ranges. */
  readonly choose: readonly number[];
  /** Decide nothing. */
  readonly heldOut: readonly number[];
  readonly description: string;
}

/** With fewer rows there is nothing to hold out. */
const MIN_ROWS = 12;
/** Of rows that choose, when `labels` are given: as many as the published protocol has. */
const CHOOSING = 40;

/**
 * Shuffles by the seed and cuts: 60 % train, 20 % choose, 20 % held out; or, with `labels`, so many to train, at most 40 to choose, and
 * all others held out.
 *
 * @throws TrainingError with too few rows
 */
export function splitRows(rows: number, seed: number, labels?: number): RowSplit {
  if (rows < MIN_ROWS) {
    throw new TrainingError(
      `${rows} usable ${rows === 1 ? 'row is' : 'rows are'} too few to learn from and to hold some out; at least ${MIN_ROWS} are needed.`,
    );
  }
  if (labels !== undefined && (labels < 4 || labels > rows - 6)) {
    throw new TrainingError(`With ${rows} usable rows, between 4 and ${rows - 6} can be learned from, not ${labels}.`);
  }
  const part = Math.max(3, Math.round(rows / 5));
  const train = labels ?? rows - 2 * part;
  const choose = labels === undefined ? part : Math.min(CHOOSING, Math.max(3, Math.floor((rows - labels) / 2)));
  const order = Array.from(permutation(RandomGenerator.fromSeed(seed, 'fine-tune split'), rows));
  const heldOut = rows - train - choose;
  return {
    train: order.slice(0, train),
    choose: order.slice(train, train + choose),
    heldOut: order.slice(train + choose),
    description:
      `Of ${rows} rows, shuffled by seed ${seed}, ${train} train, ${choose} choose the epoch and set the ranges, ` +
      `${heldOut} are held out and decide nothing.`,
  };
}
