import { readFileSync } from 'node:fs';
import { basename, dirname } from 'node:path';
import type { GraphOps } from '../../core/encoder/graphOps';
import { referenceTo } from '../../core/model/predictor';
import type { SearchSpace } from '../../core/spaces/space';
import type { ExportParams } from '../../protocol/modelMessages';
import { CellFileReader } from '../data/cellFiles';
import { chooseModel } from '../models/chooseModel';
import type { LoadedModel } from '../models/loadedModel';
import type { ModelCatalogue } from '../models/modelCatalogue';
import { nodeFiles, type FileSystem } from '../storage/fileSystem';
import { describeFailure } from '../storage/storageError';
import { temporaryPath } from '../storage/temporaryFolders';
import { exportRows, type ExportRow, type NamedArchitecture } from './exportPredictions';
import { TrainingError } from './trainingError';

/** The cells of one file that can be predicted. */
interface FileCells {
  readonly path: string;
  readonly space: SearchSpace;
  readonly cells: readonly NamedArchitecture[];
}

export interface ExportedRows {
  readonly rows: readonly ExportRow[];
  readonly problems: readonly string[];
}

/** Predictions of cell files: of each space with the model that predicts it in the editor. @throws TrainingError where nothing can be read */
export async function exportCellFiles(
  { files, chosen }: Pick<ExportParams, 'files' | 'chosen'>,
  catalogue: ModelCatalogue,
  ops: () => Promise<GraphOps>,
  signal: AbortSignal,
): Promise<ExportedRows> {
  const problems: string[] = [];
  const read = readCells(files, problems);
  const rows: ExportRow[] = [];
  const isSeveral = files.length > 1;
  const models = new Map<SearchSpace, LoadedModel | string>();
  for (const { path, space, cells } of read) {
    signal.throwIfAborted();
    const model = models.get(space) ?? chooseModel(catalogue, referenceTo(space), chosen[space.name]);
    models.set(space, model);
    if (typeof model === 'string') {
      problems.push(`${basename(path)}: ${model}`);
      continue;
    }
    const named = cells.map((cell) => ({ ...cell, more: isSeveral ? { file: path, space: space.name } : {} }));
    for (const row of await exportRows(await ops(), model, named)) rows.push(row);
  }
  return { rows, problems };
}

function readCells(files: ExportParams['files'], problems: string[]): FileCells[] {
  const texts = new Map(files.flatMap(({ path, text }) => (text === undefined ? [] : [[path, text] as const])));
  const encoder = new TextEncoder();
  const reader = new CellFileReader({
    readFile(path) {
      const text = texts.get(path);
      return text === undefined ? readFileSync(path) : encoder.encode(text);
    },
  });
  return files.flatMap(({ path }): FileCells[] => {
    try {
      const { document } = reader.read(path);
      const { space, cells } = document;
      if (!space) {
        const [problem] = document.problems.filter(({ severity }) => severity === 'error');
        problems.push(`${basename(path)}: ${problem?.message ?? 'it names no search space'}`);
        return [];
      }
      const usable = cells.flatMap(({ name, architecture, valid }) =>
        architecture && valid ? [{ name, architecture }] : [],
      );
      if (usable.length < cells.length) {
        const left = cells.filter(({ valid }) => !valid).map(({ name }) => name);
        problems.push(`${basename(path)}: left out, because they are no cells of ${space.name}: ${left.join(', ')}.`);
      }
      return [{ path, space, cells: usable }];
    } catch (error) {
      problems.push(`${basename(path)}: ${error instanceof Error ? error.message : String(error)}`);
      return [];
    }
  });
}

/** Writes a table in place of what is there, whole or not at all. @throws TrainingError */
export async function writeTable(path: string, text: string, files: FileSystem = nodeFiles): Promise<void> {
  const folder = dirname(path);
  const temporary = temporaryPath(folder, basename(path).slice(0, 40));
  try {
    await files.writeSynced(temporary, new TextEncoder().encode(text));
    await files.rename(temporary, path);
  } catch (error) {
    await files.remove(temporary).catch(() => undefined);
    throw new TrainingError(describeFailure(error, `${basename(path)} cannot be written`, folder).message);
  }
}
