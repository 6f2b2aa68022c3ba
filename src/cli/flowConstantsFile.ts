import type { FlowConstants } from '../core/flow/flowConstants';

type Row = readonly number[];

/** The shape of a file of flow constants: matrices row by row. `std` says what they were drawn with and is not used. */
interface WrittenConstants {
  readonly k: number;
  readonly alpha: number;
  readonly num_ops: number;
  /** [k] */
  readonly r: Row;
  /** [num_ops][k] */
  readonly P: readonly Row[];
  /** [2k][k] */
  readonly W: readonly Row[];
}

const MAX_WIDTH = 1024;

/**
 * Reads `{ k, std, alpha, num_ops, r, P, W }`.
 *
 * @param operations length of the space's vocabulary, whose order the rows of P have to be in
 * @throws Error with what is wrong with the file, for people
 */
export const readFlowConstants = (text: string, operations: number): FlowConstants =>
  flowConstantsFrom(JSON.parse(text), operations);

/** The same of a file that is parsed already. */
export function flowConstantsFrom(value: unknown, operations: number): FlowConstants {
  const written = check(value);
  if (written.num_ops !== operations) {
    throw new Error(`the constants are for ${written.num_ops} operations; the space has ${operations}`);
  }
  return {
    k: written.k,
    alpha: written.alpha,
    source: Float64Array.from(written.r),
    operationEmbedding: written.P.map((row) => Float64Array.from(row)),
    weights: written.W.map((row) => Float64Array.from(row)),
  };
}

function check(value: unknown): WrittenConstants {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw new Error('expected an object');
  const { k, alpha, num_ops, r, P, W } = value as Record<string, unknown>;
  if (!isCount(k) || k > MAX_WIDTH) throw new Error('"k" is the width of the messages, an integer from 1 on');
  if (!isCount(num_ops) || num_ops > MAX_WIDTH) throw new Error('"num_ops" is the number of operations');
  if (typeof alpha !== 'number' || !(alpha >= 0 && alpha <= 1)) throw new Error('"alpha" is a share between 0 and 1');
  if (!isRow(r, k)) throw new Error(`"r" is a list of ${k} numbers`);
  if (!isMatrix(P, num_ops, k)) throw new Error(`"P" is a list of ${num_ops} rows of ${k} numbers`);
  if (!isMatrix(W, 2 * k, k)) throw new Error(`"W" is a list of ${2 * k} rows of ${k} numbers`);
  return { k, alpha, num_ops, r, P, W };
}

function isCount(value: unknown): value is number {
  return typeof value === 'number' && Number.isInteger(value) && value >= 1;
}

function isRow(value: unknown, length: number): value is Row {
  return Array.isArray(value) && value.length === length && value.every((item) => Number.isFinite(item));
}

function isMatrix(value: unknown, rows: number, columns: number): value is readonly Row[] {
  return Array.isArray(value) && value.length === rows && value.every((row) => isRow(row, columns));
}
