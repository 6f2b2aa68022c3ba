import { join } from 'node:path';
import { MANIFEST_FILE, type ModelError, type ModelManifest, type ModelResult } from '../core/model/manifest';
import type { Model } from '../core/model/model';
import { decodeModel, encodeModel, type EncodedModel } from '../core/model/modelCodec';
import { isModelId } from '../core/model/modelId';
import { refuse } from '../core/model/readManifest';
import { inspectModelFolder, loadModelFolder, sha256 } from './modelFolder';
import { isOwnModel } from './ownModel';
import { nodeFiles, systemCode, type FileSystem } from './storage/fileSystem';
import { describeFailure, storageFailure, type StorageResult } from './storage/storageError';
import {
  isTemporary,
  removeIfStale,
  removeStaleTemporaries,
  temporaryPath,
  uniqueName,
} from './storage/temporaryFolders';

/** A model as a listing shows it: usable, or with what is wrong. */
export type StoredModel =
  | { readonly id: string; readonly folder: string; readonly ok: true; readonly manifest: ModelManifest }
  | { readonly id: string; readonly folder: string; readonly ok: false; readonly error: ModelError };

/** How often a save starts over because somebody saved or removed the model in the middle of it. */
const ATTEMPTS = 5;
const DISTURBED = new Set(['ENOENT', 'ENOTEMPTY', 'EEXIST']);

/**
 * The models in one folder, a subfolder each, named by the model's identifier. A save is whole or absent, also after a crash
 * and with other processes saving, loading and removing the same model:
 *
 * - A new model is written into a temporary sibling folder, synced and renamed.
 * - A model that replaces another one is written there too; its weights, under a name that nobody else uses, are then moved beside the old
 *   ones, and renaming the manifest over the old one, which is atomic, makes the change. Only then the old weights go.
 * - Removing renames the folder away first.
 */
export class ModelStore {
  constructor(
    readonly root: string,
    private readonly files: FileSystem = nodeFiles,
  ) {}

  /** Reads and checks a model. Never throws. */
  async load(id: string): Promise<ModelResult<Model>> {
    const folder = await this.folderOf(id);
    return folder === undefined
      ? refuse('model-missing', `There is no model ${JSON.stringify(id.slice(0, 80))} in ${this.root}.`)
      : loadModelFolder(folder, this.files);
  }

  /** Every model of the folder in order of its identifier, the unusable ones with the reason; also tidies up after crashes. Never throws. */
  async list(): Promise<readonly StoredModel[]> {
    await removeStaleTemporaries(this.files, this.root);
    const names = [...(await this.files.list(this.root).catch(() => []))].sort();
    const models: StoredModel[] = [];
    for (const id of names.filter((name) => !isTemporary(name))) {
      const folder = join(this.root, id);
      const status = await this.files.status(folder).catch(() => undefined);
      if (status?.isFolder) {
        models.push(await this.describe(id, folder));
      }
    }
    return models;
  }

  /** Writes a model, in place of one with the same identifier if there is one. Whole or not at all. Never throws. */
  async save(model: Model): Promise<StorageResult<{ readonly folder: string }>> {
    const folder = join(this.root, model.id);
    const encoded = encodeChecked(model);
    if (!encoded.ok) {
      return encoded;
    }
    await removeStaleTemporaries(this.files, this.root);
    for (let attempt = 1; ; attempt++) {
      const temporary = temporaryPath(this.root, model.id);
      try {
        await this.write(temporary, encoded.value);
        await this.moveIntoPlace(temporary, folder, encoded.value);
        return { ok: true, value: { folder } };
      } catch (error) {
        await this.files.remove(temporary).catch(() => undefined);
        if (error instanceof ForeignFolder) return storageFailure('storage-invalid', error.message);
        if (!DISTURBED.has(systemCode(error) ?? '') || attempt === ATTEMPTS) {
          return { ok: false, error: describeFailure(error, `The model ${model.id} cannot be saved`, this.root) };
        }
      }
    }
  }

  /** Removes a model of this folder, and nothing else. Never throws. */
  async remove(id: string): Promise<StorageResult<void>> {
    const folder = await this.folderOf(id);
    if (folder === undefined) {
      return storageFailure(
        'storage-not-found',
        `There is no model ${JSON.stringify(id.slice(0, 80))} in ${this.root}.`,
      );
    }
    try {
      const away = temporaryPath(this.root, 'removed');
      await this.files.rename(folder, away);
      await this.makeDurable(this.root);
      await this.files.remove(away).catch(() => undefined); // What is left is swept up as stale.
      return { ok: true, value: undefined };
    } catch (error) {
      return { ok: false, error: describeFailure(error, `The model ${id} cannot be removed`, this.root) };
    }
  }

  /** The folder of an existing model; undefined for anything that is not a real folder right in the root. */
  private async folderOf(id: string): Promise<string | undefined> {
    if (!isModelId(id)) {
      return undefined;
    }
    const folder = join(this.root, id);
    const status = await this.files.status(folder).catch(() => undefined);
    return status?.isFolder ? folder : undefined;
  }

  private async describe(id: string, folder: string): Promise<StoredModel> {
    const inspected = await inspectModelFolder(folder, this.files);
    if (!inspected.ok) {
      return { id, folder, ok: false, error: inspected.error };
    }
    await this.removeOrphans(folder, inspected.value);
    if (inspected.value.id !== id) {
      const message = `The folder ${folder} holds the model ${inspected.value.id}; rename the folder to that.`;
      return { id, folder, ok: false, error: { code: 'model-field', message, place: 'id' } };
    }
    return { id, folder, ok: true, manifest: inspected.value };
  }

  /** Weights that a process has moved in before it died. */
  private async removeOrphans(folder: string, { weights }: ModelManifest): Promise<void> {
    const names = await this.files.list(folder).catch(() => []);
    for (const name of names) {
      if (/^weights-[0-9a-f]{16}\.bin$/.test(name) && name !== weights.file) {
        await removeIfStale(this.files, join(folder, name));
      }
    }
  }

  private async write(temporary: string, { manifest, weights, file }: NamedFiles): Promise<void> {
    await this.files.makeFolder(temporary);
    await this.files.writeSynced(join(temporary, file), weights);
    await this.files.writeSynced(join(temporary, MANIFEST_FILE), new TextEncoder().encode(manifest));
    await this.files.syncFolder(temporary);
  }

  private async moveIntoPlace(temporary: string, folder: string, encoded: NamedFiles): Promise<void> {
    try {
      await this.files.rename(temporary, folder);
      await this.makeDurable(this.root);
    } catch (error) {
      // The code differs between systems where a folder is in the way; whether it is there does not.
      if ((await this.files.status(temporary)) && (await this.files.status(folder))?.isFolder) {
        return this.replace(temporary, folder, encoded);
      }
      throw error;
    }
  }

  private async replace(temporary: string, folder: string, { file }: NamedFiles): Promise<void> {
    const old = await inspectModelFolder(folder, this.files);
    // What another process has just removed is no reason; a folder with anything else in it is somebody's.
    if (!old.ok && !isOwnModel(old.error) && (await this.files.list(folder)).length > 0)
      throw new ForeignFolder(folder);
    const weights = join(folder, file);
    await this.files.rename(join(temporary, file), weights);
    try {
      await this.files.syncFolder(folder);
      await this.files.rename(join(temporary, MANIFEST_FILE), join(folder, MANIFEST_FILE));
    } catch (error) {
      await this.files.remove(weights).catch(() => undefined);
      throw error;
    }
    await this.makeDurable(folder);
    await this.files.remove(temporary).catch(() => undefined);
    if (old.ok && old.value.weights.file !== file) {
      await this.files.remove(join(folder, old.value.weights.file)).catch(() => undefined);
    }
  }

  /** After a change: where this fails the change is made all the same, so it is no reason to report that it is not. */
  private async makeDurable(folder: string): Promise<void> {
    await this.files.syncFolder(folder).catch(() => undefined);
  }
}

interface NamedFiles extends EncodedModel {
  /** Name of the weights file. */
  readonly file: string;
}

/** A folder in the way of a model that is not one itself. */
class ForeignFolder extends Error {
  constructor(folder: string) {
    super(`${folder} holds something else than a model; nothing in it was changed.`);
  }
}

/** The files of a model, after reading them as `load` would. */
function encodeChecked(model: Model): StorageResult<NamedFiles> {
  if (!isModelId(model.id)) {
    return storageFailure(
      'storage-invalid',
      `${JSON.stringify(model.id.slice(0, 80))} cannot be a model's identifier.`,
    );
  }
  const file = `weights-${uniqueName()}.bin`;
  try {
    const encoded = encodeModel(model, sha256, file);
    const decoded = decodeModel(encoded.manifest, encoded.weights, sha256(encoded.weights));
    return decoded.ok
      ? { ok: true, value: { ...encoded, file } }
      : storageFailure('storage-invalid', `The model ${model.id} cannot be saved: ${decoded.error.message}`);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return storageFailure('storage-invalid', `The model ${model.id} cannot be saved: ${reason}.`);
  }
}
