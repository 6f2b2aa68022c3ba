import type { SourcePosition, SourceRange } from '../core/explain/flowView';
import { isSourcePosition, isSourceRange } from './flowView';
import { isArrayOf, isFiniteNumber, isRecord, isString } from './guards';

// Cells in the other forms of their space.

/** Request (`CellConversionsParams` -> `CellConversions | null`). Null: not a cell file, or no cell at the position. */
export const cellConversionsRequest = 'flowcell/cellConversions';

export interface CellConversionsParams {
  readonly uri: string;
  /** Anywhere in the cell: names may occur twice. */
  readonly position: SourcePosition;
}

export interface CellConversion {
  /** Identifier of the form, as the command line has it. */
  readonly form: string;
  readonly title: string;
  readonly edits: readonly { readonly range: SourceRange; readonly newText: string }[];
  /** What the new form cannot hold, for people. */
  readonly losses: readonly string[];
}

export type CellConversions =
  | {
      readonly kind: 'convertible';
      readonly cell: string;
      /** Of the text that the edits are made for. */
      readonly version: number;
      readonly conversions: readonly CellConversion[];
    }
  | {
      readonly kind: 'refused';
      readonly cell: string;
      /** For people. */
      readonly reason: string;
    };

/** Far more than a space has forms, or a form has keys. */
const maxItems = 1_000;

export function isCellConversionsParams(value: unknown): value is CellConversionsParams {
  return isRecord(value) && isString(value['uri']) && isSourcePosition(value['position']);
}

export function isCellConversions(value: unknown): value is CellConversions {
  if (!isRecord(value) || !isString(value['cell'])) return false;
  if (value['kind'] === 'refused') return isString(value['reason']);
  return (
    value['kind'] === 'convertible' &&
    isFiniteNumber(value['version']) &&
    isArrayOf(value['conversions'], isCellConversion, maxItems)
  );
}

function isCellConversion(value: unknown): value is CellConversion {
  return (
    isRecord(value) &&
    isString(value['form']) &&
    isString(value['title']) &&
    isArrayOf(value['edits'], isEdit, maxItems) &&
    isArrayOf(value['losses'], isString, maxItems)
  );
}

function isEdit(value: unknown): value is CellConversion['edits'][number] {
  return isRecord(value) && isSourceRange(value['range']) && isString(value['newText']);
}
