import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { memberTensors, type Model } from '../../../../src/core/model/model';
import { decodeModel, encodeModel } from '../../../../src/core/model/modelCodec';
import { sampleModel, sha256 } from '../../../support/sampleModel';

const decode = (manifest: string, weights: Uint8Array, digest = sha256(weights)) =>
  decodeModel(manifest, weights, digest);

/** The sample with other tensors. */
const withTensors = (tensors: [string, { shape: number[]; values: Float32Array; storage?: 'float16' }][]): Model => ({
  ...sampleModel(),
  tensors: new Map(tensors),
});

describe('encodeModel and decodeModel', () => {
  it('bring back the model as it was', () => {
    const model = sampleModel();
    const { manifest, weights } = encodeModel(model, sha256);
    const result = decode(manifest, weights);
    expect(result).toEqual({ ok: true, value: model });
    expect(encodeModel(sampleModel(), sha256)).toEqual({ manifest, weights });
  });

  it('bring back any weights bit by bit, halves rounded', () => {
    fc.assert(
      fc.property(fc.array(fc.float32Array({ noNaN: true, noDefaultInfinity: true, minLength: 1 })), (arrays) => {
        const model = withTensors(
          arrays.map((values, i) => [`t${i}`, { shape: [values.length], values }] satisfies [string, object]),
        );
        const { manifest, weights } = encodeModel(model, sha256);
        const result = decode(manifest, weights);
        expect(result.ok && [...result.value.tensors.values()].map(({ values }) => values)).toEqual(arrays);
      }),
    );
    const third = withTensors([['t', { shape: [1], values: Float32Array.of(1 / 3), storage: 'float16' }]]);
    const { manifest, weights } = encodeModel(third, sha256);
    const result = decode(manifest, weights);
    expect(result.ok && result.value.tensors.get('t')!.values[0]).toBe(0.333251953125);
  });

  it('reads weights that stand anywhere in a larger buffer', () => {
    const { manifest, weights } = encodeModel(sampleModel(), sha256);
    const larger = new Uint8Array(weights.length + 7);
    larger.set(weights, 3);
    expect(decode(manifest, larger.subarray(3, 3 + weights.length)).ok).toBe(true);
  });

  it('writes lists of numbers on one line', () => {
    expect(encodeModel(sampleModel(), sha256).manifest).toContain('"scores": [-2, 0, 1]');
  });

  it('refuses truncated, lengthened and tampered weights', () => {
    const { manifest, weights } = encodeModel(sampleModel(), sha256);
    const code = (bytes: Uint8Array) => {
      const result = decode(manifest, bytes);
      return result.ok ? 'ok' : result.error.code;
    };
    expect(code(weights.subarray(0, weights.length - 1))).toBe('model-length');
    expect(code(new Uint8Array(0))).toBe('model-length');
    expect(code(Uint8Array.of(...weights, 0))).toBe('model-length');
    for (let i = 0; i < weights.length; i += 17) {
      const tampered = weights.slice();
      tampered[i]! ^= 1;
      expect(code(tampered)).toBe('model-digest');
    }
  });

  it('refuses weights that are not finite, even with a fitting digest', () => {
    for (const [offset, bits, bytes] of [
      [0, 0x7fc00000, 4],
      [4, 0x7f800000, 4],
      [224, 0x7c00, 2],
    ] as const) {
      const { manifest, weights } = encodeModel(sampleModel(), sha256);
      const view = new DataView(weights.buffer);
      if (bytes === 4) {
        view.setUint32(offset, bits, true);
      } else {
        view.setUint16(offset, bits, true);
      }
      const fitting = manifest.replace(/"sha256": "\w+"/, `"sha256": "${sha256(weights)}"`);
      expect(decode(fitting, weights)).toMatchObject({ ok: false, error: { code: 'model-not-finite' } });
    }
  });

  it('refuses to write what could not be read', () => {
    const encode = (model: Model) => () => encodeModel(model, sha256);
    expect(encode(withTensors([['t', { shape: [3], values: new Float32Array(2) }]]))).toThrow('tensor t has 2 values');
    expect(encode(withTensors([['t', { shape: [1], values: Float32Array.of(NaN) }]]))).toThrow('not finite');
    expect(encode(withTensors([['t', { shape: [1], values: Float32Array.of(1e6), storage: 'float16' }]]))).toThrow(
      'half precision',
    );
    expect(encode(withTensors([['t', { shape: [9_000_000], values: new Float32Array(9_000_000) }]]))).toThrow('limit');
  });
});

describe('memberTensors', () => {
  it('are the tensors of one member under their own names', () => {
    const model = sampleModel();
    expect([...memberTensors(model, model.members[1]!).keys()]).toEqual(['input.kernel', 'scale']);
  });
});
