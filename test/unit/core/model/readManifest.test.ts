import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { encodeModel } from '../../../../src/core/model/modelCodec';
import { readManifest } from '../../../../src/core/model/readManifest';
import { sampleModel, sha256 } from '../../../support/sampleModel';

const text = encodeModel(sampleModel(), sha256).manifest;

/** The error after a change to the parsed manifest. */
function errorAfter(change: (manifest: Record<string, never>) => void) {
  const manifest = JSON.parse(text) as Record<string, never>;
  change(manifest);
  const result = readManifest(JSON.stringify(manifest));
  return result.ok ? undefined : { code: result.error.code, place: result.error.place };
}

/** Sets a field by its path, for instance `targets.0.calibration`. */
const set = (path: string, value: unknown) => (manifest: Record<string, never>) => {
  const names = path.split('.');
  const last = names.pop()!;
  let record: Record<string, unknown> = manifest;
  for (const name of names) {
    record = record[name] as Record<string, unknown>;
  }
  record[last] = value;
};

describe('readManifest', () => {
  it('reads what was written', () => {
    const result = readManifest(text);
    expect(result.ok && result.value.tensors.map(({ name, offset }) => [name, offset])).toEqual([
      ['0/input.kernel', 0],
      ['0/head.cifar10_test.0.kernel', 224],
      ['1/input.kernel', 232],
      ['1/scale', 248],
    ]);
  });

  it('refuses a newer format with a clear sentence, and no version at all', () => {
    const result = readManifest(text.replace('"formatVersion": 1', '"formatVersion": 2'));
    expect(result).toMatchObject({ ok: false, error: { code: 'model-newer-format', place: 'formatVersion' } });
    expect(!result.ok && result.error.message).toContain('a newer Flowcell made it');
    expect(errorAfter(set('formatVersion', 0))).toEqual({ code: 'model-field', place: 'formatVersion' });
    expect(errorAfter((manifest) => delete manifest['formatVersion'])).toMatchObject({ place: 'formatVersion' });
  });

  it.each([
    ['id', '../escape', 'id'],
    ['title', 5, 'title'],
    ['space.name', null, 'space.name'],
    ['space.definition', 5, 'space.definition'],
    ['members', [], 'members'],
    ['members.0.encoder', { width: 5 }, 'members[0].encoder.kind'],
    ['members.0.encoder', { kind: 'gin', nested: {} }, 'members[0].encoder.nested'],
    ['members.0.encoder', { kind: 'gin', constructor: 1 }, 'members[0].encoder.constructor'],
    ['targets.0.target.higherIsBetter', 'yes', 'targets[0].target.higherIsBetter'],
    ['targets.0.calibration.curve.x', [0, 0, 1], 'targets[0].calibration.curve.x'],
    ['targets.0.calibration.curve.x', [], 'targets[0].calibration.curve.x'],
    ['targets.0.calibration.curve.y', [1, 2], 'targets[0].calibration.curve.y'],
    ['targets.0.calibration.below', [1, -1, 1], 'targets[0].calibration.below[1]'],
    ['targets.0.calibration.coverage', 0, 'targets[0].calibration.coverage'],
    ['targets.0.quantiles.shares', [0, 0.5, 2], 'targets[0].quantiles.shares'],
    ['targets.0.quantiles.scores', [0, 1, 0.5], 'targets[0].quantiles.scores'],
    ['targets.0.heldOut.tau', 101, 'targets[0].heldOut.tau'],
    ['training.labels', -1, 'training.labels'],
    ['created', 'yesterday', 'created'],
    ['weights.file', '../weights.bin', 'weights.file'],
    ['weights.sha256', 'abc', 'weights.sha256'],
    ['weights.bytes', 2 ** 40, 'weights.bytes'],
    ['tensors.0.name', 'a b', 'tensors[0].name'],
    ['tensors.1.name', '0/input.kernel', 'tensors[1].name'],
    ['tensors.0.shape', [7, 0], 'tensors[0].shape[1]'],
    ['tensors.0.shape', [7, 9], 'tensors[1].offset'],
    ['tensors.0.shape', [250, 250, 250, 250, 250, 250, 250, 250], 'tensors[0].shape'],
    ['tensors.0.shape', [1e6, 1e6], 'tensors[0].shape[0]'],
    ['tensors.0.dtype', 'float64', 'tensors[0].dtype'],
    ['tensors.3.offset', 1e9, 'tensors[3].offset'],
    ['tensors', [], 'tensors'],
  ])('refuses %s = %j', (path, value, place) => {
    expect(errorAfter(set(path, value))).toEqual({ code: 'model-field', place });
  });

  it('keeps undefined figures as NaN', () => {
    const result = readManifest(text.replace('"p1": 40', '"p1": null'));
    expect(result.ok && result.value.targets[0]!.heldOut.p1).toBeNaN();
  });

  it('refuses what is no JSON, too long or not an object', () => {
    expect(readManifest('{')).toMatchObject({ ok: false, error: { code: 'model-json' } });
    expect(readManifest('[]')).toMatchObject({ ok: false, error: { code: 'model-field', place: '' } });
    expect(readManifest(' '.repeat(9_000_000))).toMatchObject({ ok: false, error: { code: 'model-too-large' } });
  });

  it('is not fooled by prototype keys', () => {
    const result = readManifest(text.replace('"kind": "fgp",', '"kind": "fgp", "__proto__": {"polluted": 1},'));
    expect(result).toMatchObject({ ok: false, error: { code: 'model-field' } });
    const outer = readManifest(text.replace('{', '{"__proto__": {"polluted": 1},'));
    expect(outer.ok).toBe(true);
    expect(({} as { polluted?: number }).polluted).toBeUndefined();
  });

  it('never throws, whatever is cut out or put in', () => {
    fc.assert(
      fc.property(fc.nat({ max: text.length }), fc.nat({ max: 40 }), fc.json(), (start, length, json) => {
        const result = readManifest(text.slice(0, start) + json + text.slice(start + length));
        expect(typeof result.ok).toBe('boolean');
      }),
      { numRuns: 500 },
    );
    fc.assert(fc.property(fc.json(), (json) => !readManifest(json).ok));
  });
});
