import { fromFloat16Bits, toFloat16Bits } from './float16';
import {
  aligned,
  bytesOf,
  MAX_WEIGHTS_BYTES,
  MODEL_FORMAT_VERSION,
  sizeOf,
  type ModelManifest,
  type ModelResult,
  type StoredTensor,
} from './manifest';
import type { Model, ModelTensor } from './model';
import { readManifest, refuse } from './readManifest';

/** The two files of a model. */
export interface EncodedModel {
  readonly manifest: string;
  readonly weights: Uint8Array;
}

/** Hexadecimal SHA-256; injected because the core has no cryptography. */
export type Digest = (bytes: Uint8Array) => string;

/**
 * The files of a model.
 *
 * @param weightsFile name of the weights file beside the manifest.
 * @throws RangeError if a tensor's length does not fit its shape, a weight is not finite or does not fit into half precision, or the weights
 *   exceed 32 MB: a mistake of the caller, not of a file.
 */
export function encodeModel(model: Model, sha256: Digest, weightsFile = 'weights.bin'): EncodedModel {
  const { tensors: values, ...description } = model;
  const tensors: StoredTensor[] = [];
  let end = 0;
  for (const [name, { shape, values: numbers, storage = 'float32' }] of values) {
    if (numbers.length !== sizeOf(shape)) {
      throw new RangeError(`tensor ${name} has ${numbers.length} values for shape [${shape.join(', ')}]`);
    }
    tensors.push({ name, shape, dtype: storage, offset: aligned(end) });
    end = aligned(end) + bytesOf(shape, storage);
  }
  if (end > MAX_WEIGHTS_BYTES) {
    throw new RangeError(`${end} bytes of weights exceed the limit of ${MAX_WEIGHTS_BYTES}`);
  }
  const weights = new Uint8Array(aligned(end));
  for (const tensor of tensors) {
    writeTensor(weights, tensor, values.get(tensor.name)!);
  }
  const manifest: ModelManifest = {
    formatVersion: MODEL_FORMAT_VERSION,
    ...description,
    tensors,
    weights: { file: weightsFile, sha256: sha256(weights), bytes: weights.length },
  };
  return { manifest: formatManifest(manifest), weights };
}

/**
 * The model of two files of unknown origin: the manifest's fields, the weights' length, digest and finiteness are checked. Never throws.
 *
 * @param sha256 hexadecimal digest of `weights`.
 */
export function decodeModel(manifestText: string, weights: Uint8Array, sha256: string): ModelResult<Model> {
  const manifest = readManifest(manifestText);
  if (!manifest.ok) {
    return manifest;
  }
  const { formatVersion: _version, tensors: stored, weights: expected, ...description } = manifest.value;
  if (weights.length !== expected.bytes) {
    return refuse('model-length', `The weights have ${weights.length} bytes in place of ${expected.bytes}.`, 'weights');
  }
  if (sha256 !== expected.sha256) {
    return refuse('model-digest', 'The weights are not those that the manifest was made for.', 'weights.sha256');
  }
  const tensors = new Map<string, ModelTensor>();
  for (const tensor of stored) {
    const values = readTensor(weights, tensor);
    if (!values.every(Number.isFinite)) {
      return refuse('model-not-finite', `Tensor ${tensor.name} has weights that are not finite.`, tensor.name);
    }
    tensors.set(tensor.name, { shape: tensor.shape, values, storage: tensor.dtype });
  }
  return { ok: true, value: { ...description, tensors } };
}

/** Indented JSON with each list of numbers on one line. */
function formatManifest(manifest: ModelManifest): string {
  const lists = /\[\n\s+(-?\d[-\d.e+,\s]*?)\n\s+\]/g;
  const json = JSON.stringify(manifest, undefined, 2);
  return `${json.replace(lists, (_, numbers: string) => `[${numbers.replace(/\s+/g, ' ')}]`)}\n`;
}

function writeTensor(weights: Uint8Array, { name, offset, dtype }: StoredTensor, { values }: ModelTensor): void {
  const view = new DataView(weights.buffer, weights.byteOffset + offset);
  values.forEach((value, i) => {
    if (!Number.isFinite(value)) {
      throw new RangeError(`tensor ${name} has a weight that is not finite`);
    }
    if (dtype === 'float16') {
      view.setUint16(2 * i, toFloat16Bits(value), true);
    } else {
      view.setFloat32(4 * i, value, true);
    }
  });
}

function readTensor(weights: Uint8Array, { shape, offset, dtype }: StoredTensor): Float32Array {
  const view = new DataView(weights.buffer, weights.byteOffset + offset, bytesOf(shape, dtype));
  const read =
    dtype === 'float16'
      ? (i: number) => fromFloat16Bits(view.getUint16(2 * i, true))
      : (i: number) => view.getFloat32(4 * i, true);
  const values = new Float32Array(sizeOf(shape));
  for (let i = 0; i < values.length; i++) {
    values[i] = read(i);
  }
  return values;
}
