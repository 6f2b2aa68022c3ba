import type { RecordPlace } from './tableProblem';

/** One row of a table: fields by column name. CSV gives strings, JSON lines whatever JSON can hold. */
export interface TableRecord extends RecordPlace {
  readonly fields: ReadonlyMap<string, unknown>;
}

/** Turns chunks of text, cut anywhere, into records. Never throws; what is wrong goes into the problem list. */
export interface RecordReader {
  push(chunk: string): void;
  finish(): void;
  /** Columns met so far, in order of appearance. */
  readonly columns: readonly string[];
}
