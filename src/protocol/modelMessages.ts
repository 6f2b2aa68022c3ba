import { isArrayOf, isIndex, isOneOf, isOptional, isRecord, isString } from './guards';

// Models that come in from elsewhere, and predictions that go out as tables.

export interface ReloadModelsParams {
  /** Folders of models from now on; those of the start where absent. */
  readonly modelFolders?: readonly string[];
}

export interface ImportModelParams {
  /** The folder of the model: it is checked as a whole before anything is written. */
  readonly folder: string;
  /** The folder of models that it is copied into. */
  readonly into: string;
}

export const exportFormats = ['csv', 'jsonl'] as const;
export type ExportFormat = (typeof exportFormats)[number];

export interface ExportParams {
  /** Cell files, or one result table. `text`: what an editor shows, where that is not what the file holds. */
  readonly files: readonly { readonly path: string; readonly text?: string }[];
  /** Identifiers of models that somebody chose, by space. */
  readonly chosen: Readonly<Record<string, string>>;
  /** Folder or identifier of the model for a result table, which does not name its space. */
  readonly model?: string;
  readonly format: ExportFormat;
  /** The file to write, whole or not at all. */
  readonly out: string;
}

export interface ExportResult {
  /** Architectures that were written. */
  readonly rows: number;
  /** What was left out, and why: whole sentences. */
  readonly problems: readonly string[];
}

const maxFiles = 5_000;
const isPath = (value: unknown): value is string => isString(value) && value !== '' && value.length <= 10_000;

export function isReloadModelsParams(value: unknown): value is ReloadModelsParams {
  return isRecord(value) && isOptional(value['modelFolders'], isPaths);
}

export function isImportModelParams(value: unknown): value is ImportModelParams {
  return isRecord(value) && isPath(value['folder']) && isPath(value['into']);
}

export function isExportParams(value: unknown): value is ExportParams {
  return (
    isRecord(value) &&
    isArrayOf(
      value['files'],
      (file): file is ExportParams['files'][number] =>
        isRecord(file) && isPath(file['path']) && isOptional(file['text'], isString),
      maxFiles,
    ) &&
    isRecord(value['chosen']) &&
    Object.values(value['chosen']).every(isString) &&
    isOptional(value['model'], isPath) &&
    isOneOf(value['format'], exportFormats) &&
    isPath(value['out'])
  );
}

export function isExportResult(value: unknown): value is ExportResult {
  return isRecord(value) && isIndex(value['rows']) && isArrayOf(value['problems'], isString);
}

function isPaths(value: unknown): value is readonly string[] {
  return isArrayOf(value, isPath);
}
