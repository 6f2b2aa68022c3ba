import { createHash } from 'node:crypto';
import { sizeOf } from '../../core/model/manifest';
import { FieldError, FieldReader } from '../../core/model/fieldReader';
import type { Parameters } from '../../core/encoder/parameters';
import type { AdamWState } from '../../core/training/optimizer/adamW';

/**
 * A checkpoint file: `FLOWCKP1`, the SHA-256 of all that follows, the header's length (uint32), the header as JSON, padding to a multiple of
 * four, then float32 values. Little-endian. It is data like a model: nothing in it is trusted before it is checked.
 */
const MAGIC = new TextEncoder().encode('FLOWCKP1');
const START = MAGIC.length + 32 + 4;
const MAX_HEADER = 16 * 1024 * 1024;

/** Named groups of weights, and anything else as JSON. */
export interface CheckpointContent {
  readonly state: unknown;
  readonly groups: ReadonlyMap<string, Parameters>;
}

interface StoredTensor {
  readonly group: string;
  readonly name: string;
  readonly shape: readonly number[];
}

export function encodeCheckpoint({ state, groups }: CheckpointContent): Uint8Array {
  const tensors: StoredTensor[] = [];
  let values = 0;
  for (const [group, parameters] of groups) {
    for (const [name, tensor] of parameters) {
      tensors.push({ group, name, shape: tensor.shape });
      values += tensor.values.length;
    }
  }
  const header = new TextEncoder().encode(JSON.stringify({ state, tensors }));
  const dataStart = Math.ceil((START + header.length) / 4) * 4;
  const bytes = new Uint8Array(dataStart + 4 * values);
  const view = new DataView(bytes.buffer);
  bytes.set(MAGIC);
  view.setUint32(START - 4, header.length, true);
  bytes.set(header, START);
  let at = dataStart;
  for (const parameters of groups.values()) {
    for (const tensor of parameters.values()) {
      for (const value of tensor.values) {
        view.setFloat32(at, value, true);
        at += 4;
      }
    }
  }
  bytes.set(digestOf(bytes), MAGIC.length);
  return bytes;
}

/** Undefined for anything that is no whole checkpoint. */
export function decodeCheckpoint(bytes: Uint8Array): CheckpointContent | undefined {
  if (bytes.length < START || MAGIC.some((byte, i) => bytes[i] !== byte)) return undefined;
  if (Buffer.compare(digestOf(bytes), bytes.subarray(MAGIC.length, MAGIC.length + 32)) !== 0) return undefined;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const length = view.getUint32(START - 4, true);
  if (length > MAX_HEADER || START + length > bytes.length) return undefined;
  try {
    const json = JSON.parse(new TextDecoder().decode(bytes.subarray(START, START + length))) as unknown;
    const header = new FieldReader(json);
    let at = Math.ceil((START + length) / 4) * 4;
    const groups = new Map<string, Parameters>();
    header.field('tensors').list((item) => {
      const group = item.field('group').string(200);
      const name = item.field('name').string(200);
      const shape = item
        .field('shape')
        .list((size) => size.integer({ minimum: 0, maximum: bytes.length }), { maximum: 8 });
      const count = sizeOf(shape);
      if (at + 4 * count > bytes.length) item.field('shape').fail('a tensor within the file');
      const values = new Float32Array(count);
      for (let i = 0; i < count; i++, at += 4) values[i] = view.getFloat32(at, true);
      const parameters = groups.get(group) ?? new Map<string, { shape: readonly number[]; values: Float32Array }>();
      groups.set(group, parameters.set(name, { shape, values }));
    });
    return { state: (json as { readonly state: unknown }).state, groups };
  } catch (error) {
    if (error instanceof FieldError || error instanceof SyntaxError) return undefined;
    throw error;
  }
}

function digestOf(bytes: Uint8Array): Uint8Array {
  return createHash('sha256')
    .update(bytes.subarray(START - 4))
    .digest();
}

/** An optimiser's moments as groups of weights. */
export function momentGroups(prefix: string, { moments }: AdamWState): [string, Parameters][] {
  const group = (which: 'first' | 'second'): Parameters =>
    new Map([...moments].map(([name, moment]) => [name, { shape: [moment[which].length], values: moment[which] }]));
  return [
    [`${prefix}first`, group('first')],
    [`${prefix}second`, group('second')],
  ];
}

/** Undefined where a moment lacks its other half. */
export function momentsOf(
  prefix: string,
  step: number,
  groups: ReadonlyMap<string, Parameters>,
): AdamWState | undefined {
  const first = groups.get(`${prefix}first`) ?? new Map<string, never>();
  const second = groups.get(`${prefix}second`) ?? new Map<string, never>();
  const moments = new Map<string, { first: Float32Array; second: Float32Array }>();
  for (const [name, { values }] of first) {
    const other = second.get(name)?.values;
    if (other?.length !== values.length) return undefined;
    moments.set(name, { first: values, second: other });
  }
  return { step, moments };
}
