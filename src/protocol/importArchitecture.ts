import { isSourceRange } from './flowView';
import type { SourceRange } from '../core/explain/flowView';
import { isArrayOf, isIndex, isOptional, isRecord, isString } from './guards';

// Architectures that somebody pastes in a native form become cells.

/** Request (`ImportArchitectureParams` -> `ImportedArchitectures`). */
export const importArchitectureRequest = 'flowcell/importArchitecture';

export interface ImportArchitectureParams {
  /** One architecture, or one on each line. */
  readonly text: string;
  /** URIs of space files that may be meant beside the bundled spaces. */
  readonly spaceFiles: readonly string[];
  /** URI of the cell file that the cells are to be added to, where one is open. */
  readonly document?: string;
}

/** A space that the text fits. */
export interface ImportedArchitecture {
  readonly space: string;
  /** URI of the space's file; bundled spaces have none. */
  readonly spaceFile?: string;
  readonly cells: number;
  /** A new cell file in YAML. */
  readonly content: string;
  /** The change that adds the cells to `document`, where that is a file of this space. */
  readonly edit?: { readonly range: SourceRange; readonly newText: string };
}

export interface ImportedArchitectures {
  /** One for each space that the text fits. */
  readonly fits: readonly ImportedArchitecture[];
  /** Why it fits none. */
  readonly problem?: string;
}

/** More than any native form of one architecture has, and enough for a page of them. */
export const maxImportLength = 100_000;

export function isImportArchitectureParams(value: unknown): value is ImportArchitectureParams {
  return (
    isRecord(value) &&
    isString(value['text']) &&
    value['text'].length <= maxImportLength &&
    isArrayOf(value['spaceFiles'], isString, 200) &&
    isOptional(value['document'], isString)
  );
}

export function isImportedArchitectures(value: unknown): value is ImportedArchitectures {
  return isRecord(value) && isArrayOf(value['fits'], isFit) && isOptional(value['problem'], isString);
}

function isFit(value: unknown): value is ImportedArchitecture {
  return (
    isRecord(value) &&
    isString(value['space']) &&
    isOptional(value['spaceFile'], isString) &&
    isIndex(value['cells']) &&
    isString(value['content']) &&
    (value['edit'] === undefined ||
      (isRecord(value['edit']) && isSourceRange(value['edit']['range']) && isString(value['edit']['newText'])))
  );
}
