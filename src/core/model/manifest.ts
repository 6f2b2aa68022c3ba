import type { ModelDescription, TensorStorage } from './model';

/** Version of the model file format that is written. A change that older readers would misread raises it. */
export const MODEL_FORMAT_VERSION = 1;

/** Larger files are refused before they are read. */
export const MAX_WEIGHTS_BYTES = 32 * 1024 * 1024;
export const MAX_MANIFEST_CHARACTERS = 8 * 1024 * 1024;

export const MANIFEST_FILE = 'manifest.json';

/** Where a tensor stands in the weights file. Tensors follow one another in order, each at a multiple of four bytes, little-endian. */
export interface StoredTensor {
  readonly name: string;
  readonly shape: readonly number[];
  readonly dtype: TensorStorage;
  /** Bytes from the start of the file. */
  readonly offset: number;
}

export interface StoredWeights {
  /** Name of the file beside the manifest. */
  readonly file: string;
  /** Hexadecimal SHA-256 of the file. */
  readonly sha256: string;
  readonly bytes: number;
}

/** A model's manifest as it is in JSON, but for undefined held-out figures, which JSON writes as null. */
export interface ModelManifest extends ModelDescription {
  readonly formatVersion: number;
  readonly tensors: readonly StoredTensor[];
  readonly weights: StoredWeights;
}

/** Why a model cannot be used. */
export interface ModelError {
  readonly code:
    | 'model-missing'
    | 'model-unreadable'
    | 'model-too-large'
    | 'model-json'
    | 'model-newer-format'
    | 'model-old-format'
    | 'model-field'
    | 'model-length'
    | 'model-digest'
    | 'model-not-finite';
  /** One sentence for people, without the model's name. */
  readonly message: string;
  /** Field of the manifest, for instance `targets[0].head`, or name of a tensor. */
  readonly place?: string;
}

export type ModelResult<T> =
  { readonly ok: true; readonly value: T } | { readonly ok: false; readonly error: ModelError };

export const sizeOf = (shape: readonly number[]): number => shape.reduce((product, size) => product * size, 1);

export const bytesOf = (shape: readonly number[], dtype: TensorStorage): number =>
  sizeOf(shape) * (dtype === 'float16' ? 2 : 4);

/** The next place at which a tensor may start. */
export const aligned = (offset: number): number => Math.ceil(offset / 4) * 4;
