import { createHash } from 'node:crypto';
import { readFile, stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { MANIFEST_FILE, MAX_MANIFEST_CHARACTERS, MAX_WEIGHTS_BYTES, type ModelResult } from '../../core/model/manifest';
import type { Model } from '../../core/model/model';
import { decodeModel } from '../../core/model/modelCodec';
import { readManifest, refuse } from '../../core/model/readManifest';

/** Reads and checks the model in a folder. Sizes are looked at before anything is read. Never throws. */
export async function readModelFolder(folder: string): Promise<ModelResult<Model>> {
  try {
    const manifestPath = join(folder, MANIFEST_FILE);
    if ((await stat(manifestPath)).size > MAX_MANIFEST_CHARACTERS)
      return refuse('model-too-large', 'The manifest is too large.');
    const text = await readFile(manifestPath, 'utf8');
    const manifest = readManifest(text);
    if (!manifest.ok) return manifest;
    const { file } = manifest.value.weights;
    if (file !== basename(file))
      return refuse('model-field', 'The weights file is not beside the manifest.', 'weights.file');
    const weightsPath = join(folder, file);
    if ((await stat(weightsPath)).size > MAX_WEIGHTS_BYTES)
      return refuse('model-too-large', 'The weights are too large.');
    const weights = await readFile(weightsPath);
    return decodeModel(text, weights, createHash('sha256').update(weights).digest('hex'));
  } catch (error) {
    const missing = (error as NodeJS.ErrnoException).code === 'ENOENT';
    const reason = error instanceof Error ? error.message : String(error);
    return refuse(missing ? 'model-missing' : 'model-unreadable', missing ? 'A file of the model is missing.' : reason);
  }
}
