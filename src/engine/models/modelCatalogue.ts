import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { MANIFEST_FILE } from '../../core/model/manifest';
import { loadModel, UnusableModelError, type LoadedModel } from './loadedModel';
import { loadModelFolder } from '../modelFolder';

/** A folder that should hold a model and does not hold a usable one. */
export interface ModelProblem {
  readonly folder: string;
  readonly message: string;
}

export interface CataloguedModel extends LoadedModel {
  readonly folder: string;
}

/** The models of some folders, each read once. */
export interface ModelCatalogue {
  /** Usable models in the order of the folders; of two with the same identifier the later one. */
  readonly models: readonly CataloguedModel[];
  readonly problems: readonly ModelProblem[];
}

/** Reads every model under the folders; what cannot be used becomes a problem, never an error. */
export async function readCatalogue(folders: readonly string[]): Promise<ModelCatalogue> {
  const models = new Map<string, CataloguedModel>();
  const problems: ModelProblem[] = [];
  for (const folder of folders) {
    for (const path of await modelFolders(folder)) {
      const read = await loadModelFolder(path);
      if (!read.ok) {
        problems.push({ folder: path, message: read.error.message });
        continue;
      }
      try {
        models.set(read.value.id, { ...loadModel(read.value), folder: path });
      } catch (error) {
        if (!(error instanceof UnusableModelError)) throw error;
        problems.push({ folder: path, message: error.message });
      }
    }
  }
  return { models: [...models.values()], problems };
}

/** The folder itself where it is that of a model, else the folders in it; names that begin with a dot are unfinished saves. */
async function modelFolders(folder: string): Promise<string[]> {
  try {
    const entries = await readdir(folder, { withFileTypes: true });
    if (entries.some((entry) => entry.isFile() && entry.name === MANIFEST_FILE)) return [folder];
    return entries
      .filter((entry) => entry.isDirectory() && !entry.name.startsWith('.'))
      .map((entry) => join(folder, entry.name))
      .sort();
  } catch {
    return []; // a folder that is not there holds no models
  }
}
