import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { MANIFEST_FILE, MAX_MANIFEST_CHARACTERS, type ModelManifest, type ModelResult } from '../core/model/manifest';
import type { Model } from '../core/model/model';
import { decodeModel, encodeModel } from '../core/model/modelCodec';
import { readManifest, refuse } from '../core/model/readManifest';
import { nodeFiles, systemCode, type FileSystem } from './storage/fileSystem';

export const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

/** How often a model is read again because somebody replaced it in the middle. */
const ATTEMPTS = 5;

/** Reads and checks the model in a folder: digest, sizes, shapes, finiteness. Never throws. */
export async function loadModelFolder(folder: string, files: FileSystem = nodeFiles): Promise<ModelResult<Model>> {
  let previous: string | undefined;
  for (let attempt = 0; ; attempt++) {
    const text = await readManifestText(folder, files);
    if (!text.ok) {
      return text;
    }
    const manifest = readManifest(text.value);
    if (!manifest.ok) {
      return manifest;
    }
    const weights = await readWeights(folder, manifest.value, files);
    if (weights.ok) {
      return decodeModel(text.value, weights.value, sha256(weights.value));
    }
    // A save between both reads has taken the weights away: its manifest names others.
    if (text.value === previous || attempt === ATTEMPTS) {
      return weights;
    }
    previous = text.value;
  }
}

/** Reads and checks a folder's manifest, and that the weights have the right length, without reading them. Never throws. */
export async function inspectModelFolder(
  folder: string,
  files: FileSystem = nodeFiles,
): Promise<ModelResult<ModelManifest>> {
  const text = await readManifestText(folder, files);
  const manifest = text.ok ? readManifest(text.value) : text;
  if (!manifest.ok) {
    return manifest;
  }
  const problem = await checkLength(folder, manifest.value, files);
  return problem ?? manifest;
}

/**
 * Writes a model with fixed file names into a folder, in place of whatever is there: for building bundled models, whose files are
 * under version control. Saves that must survive crashes and other processes go through `ModelStore`.
 */
export async function publishModelFolder(folder: string, model: Model, files: FileSystem = nodeFiles): Promise<void> {
  const { manifest, weights } = encodeModel(model, sha256);
  await files.makeFolder(folder);
  await Promise.all([files.remove(join(folder, MANIFEST_FILE)), files.remove(join(folder, 'weights.bin'))]);
  await files.writeSynced(join(folder, 'weights.bin'), weights);
  await files.writeSynced(join(folder, MANIFEST_FILE), new TextEncoder().encode(manifest));
}

async function readManifestText(folder: string, files: FileSystem): Promise<ModelResult<string>> {
  const path = join(folder, MANIFEST_FILE);
  try {
    const status = await files.status(path);
    if (!status?.isFile) {
      return refuse('model-missing', `There is no ${MANIFEST_FILE} in ${folder}.`);
    }
    if (status.bytes > MAX_MANIFEST_CHARACTERS) {
      return refuse('model-too-large', `${path} is longer than ${MAX_MANIFEST_CHARACTERS} bytes.`);
    }
    return { ok: true, value: new TextDecoder().decode(await files.read(path)) };
  } catch (error) {
    return unreadable(path, error);
  }
}

async function readWeights(
  folder: string,
  manifest: ModelManifest,
  files: FileSystem,
): Promise<ModelResult<Uint8Array>> {
  const problem = await checkLength(folder, manifest, files);
  if (problem) {
    return problem;
  }
  const path = join(folder, manifest.weights.file);
  try {
    return { ok: true, value: await files.read(path) };
  } catch (error) {
    return unreadable(path, error);
  }
}

/** So that a file of gigabytes is refused before it is read. */
async function checkLength(
  folder: string,
  { weights }: ModelManifest,
  files: FileSystem,
): Promise<ModelResult<never> | undefined> {
  const path = join(folder, weights.file);
  try {
    const status = await files.status(path);
    if (!status?.isFile) {
      return refuse('model-missing', `The weights ${path} are missing.`, 'weights.file');
    }
    if (status.bytes !== weights.bytes) {
      return refuse('model-length', `${path} has ${status.bytes} bytes in place of ${weights.bytes}.`, 'weights.bytes');
    }
    return undefined;
  } catch (error) {
    return unreadable(path, error);
  }
}

function unreadable(path: string, error: unknown): ModelResult<never> {
  const reason = systemCode(error) ?? (error instanceof Error ? error.message : String(error));
  return refuse('model-unreadable', `${path} cannot be read (${reason}).`);
}
