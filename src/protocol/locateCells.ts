import type { SourceRange } from '../core/explain/flowView';
import { isSourceRange } from './flowView';
import { isArrayOf, isRecord, isString } from './guards';

// Where in cell files architectures are that somebody knows by their canonical keys.

/** Request (`LocateCellsParams` -> `LocatedCells`). */
export const locateCellsRequest = 'flowcell/locateCells';

export interface LocateCellsParams {
  /** Name of the space that the keys belong to. */
  readonly space: string;
  readonly keys: readonly string[];
  /** URIs of the cell files to search. */
  readonly files: readonly string[];
}

export interface LocatedCell {
  readonly key: string;
  readonly uri: string;
  /** Of the cell. */
  readonly name: string;
  /** Of the cell's name. */
  readonly range: SourceRange;
}

export interface LocatedCells {
  /** At most one for each key. */
  readonly cells: readonly LocatedCell[];
}

const maxItems = 1_000;

export function isLocateCellsParams(value: unknown): value is LocateCellsParams {
  return (
    isRecord(value) &&
    isString(value['space']) &&
    isArrayOf(value['keys'], isString, maxItems) &&
    isArrayOf(value['files'], isString, maxItems)
  );
}

export function isLocatedCells(value: unknown): value is LocatedCells {
  return isRecord(value) && isArrayOf(value['cells'], isLocatedCell, maxItems);
}

function isLocatedCell(value: unknown): value is LocatedCell {
  return (
    isRecord(value) &&
    isString(value['key']) &&
    isString(value['uri']) &&
    isString(value['name']) &&
    isSourceRange(value['range'])
  );
}
