import { mkdirSync, mkdtempSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { inspectModelFolder, loadModelFolder, publishModelFolder } from '../../../src/engine/modelFolder';
import { sampleModel } from '../../support/sampleModel';

let root: string;
let folder: string;

beforeEach(async () => {
  root = mkdtempSync(join(tmpdir(), 'flowcell-model-'));
  folder = join(root, 'sample');
  await publishModelFolder(folder, sampleModel());
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

async function loadError() {
  const result = await loadModelFolder(folder);
  return result.ok ? undefined : result.error;
}

describe('a model folder', () => {
  it('is read as it was written', async () => {
    expect(await loadModelFolder(folder)).toEqual({ ok: true, value: sampleModel() });
    expect(await inspectModelFolder(folder)).toMatchObject({ ok: true, value: { id: 'sample' } });
  });

  it('can be written again, byte for byte the same', async () => {
    const before = readFileSync(join(folder, 'manifest.json'), 'utf8');
    await publishModelFolder(folder, sampleModel());
    expect(readFileSync(join(folder, 'manifest.json'), 'utf8')).toBe(before);
  });

  it('is refused without manifest or weights', async () => {
    rmSync(join(folder, 'weights.bin'));
    expect(await loadError()).toMatchObject({ code: 'model-missing', place: 'weights.file' });
    rmSync(join(folder, 'manifest.json'));
    expect(await loadError()).toMatchObject({ code: 'model-missing' });
    mkdirSync(join(folder, 'manifest.json'));
    expect(await loadError()).toMatchObject({ code: 'model-missing' });
  });

  it('is refused when truncated, tampered with or not finite', async () => {
    const weights = readFileSync(join(folder, 'weights.bin'));
    truncateSync(join(folder, 'weights.bin'), 100);
    expect(await loadError()).toMatchObject({ code: 'model-length' });
    expect(await inspectModelFolder(folder)).toMatchObject({ ok: false, error: { code: 'model-length' } });
    weights[5]! ^= 1;
    writeFileSync(join(folder, 'weights.bin'), weights);
    expect(await loadError()).toMatchObject({ code: 'model-digest' });
  });

  it('is refused with a manifest of random bytes, a huge one, or one that claims huge weights', async () => {
    writeFileSync(join(folder, 'manifest.json'), Buffer.from([0xff, 0xfe, 0, 1, 2]));
    expect(await loadError()).toMatchObject({ code: 'model-json' });
    writeFileSync(join(folder, 'manifest.json'), Buffer.alloc(9_000_000, 0x20));
    expect(await loadError()).toMatchObject({ code: 'model-too-large' });
    await publishModelFolder(folder, sampleModel());
    const manifest = readFileSync(join(folder, 'manifest.json'), 'utf8');
    writeFileSync(join(folder, 'manifest.json'), manifest.replace(/"bytes": \d+/, '"bytes": 99999999999'));
    expect(await loadError()).toMatchObject({ code: 'model-field', place: 'weights.bytes' });
    writeFileSync(join(folder, 'manifest.json'), manifest.replace('weights.bin', '../x.bin'));
    expect(await loadError()).toMatchObject({ code: 'model-field', place: 'weights.file' });
  });

  it('is refused where there is no folder', async () => {
    expect(await loadModelFolder(join(root, 'nowhere'))).toMatchObject({ ok: false, error: { code: 'model-missing' } });
  });
});
