import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { Measurements } from '../../../../src/engine/backends/measurements';
import { placesOf } from '../../../../src/engine/backends/places';
import { selectBackend, type SelectionRequest } from '../../../../src/engine/backends/selectBackend';
import type { BackendName, BackendReport, BackendSelection } from '../../../../src/protocol/backends';
import { writeNodeGpuPackage } from '../../../support/standInPackages';
import { temporaryFolders } from '../../../support/temporaryFolder';

const temporary = temporaryFolders('select');
type Results = Partial<Record<BackendName, Partial<BackendReport>>>;

/** A machine with these packages, where trials find these results. */
function machine(
  packages: readonly ('node-gpu' | 'webgpu')[],
  results: Results,
): {
  select: (request?: Partial<SelectionRequest>) => Promise<BackendSelection>;
  tried: BackendName[];
  storage: string;
} {
  const storage = temporary();
  const packageFolder = temporary();
  if (packages.includes('node-gpu')) writeNodeGpuPackage(packageFolder, 'right');
  if (packages.includes('webgpu')) {
    const place = join(packageFolder, 'node_modules', 'webgpu');
    mkdirSync(place, { recursive: true });
    writeFileSync(join(place, 'package.json'), JSON.stringify({ name: 'webgpu', version: '0.6.2' }));
  }
  const places = { ...placesOf(storage, { storage, packageFolder }), resolveFrom: join(storage, 'index.js') };
  const tried: BackendName[] = [];
  return {
    tried,
    storage,
    select: (request = {}) =>
      selectBackend(
        { choice: 'auto', batchSize: 256, extent: 'needed', ...request },
        {
          places,
          measurements: new Measurements(places),
          try: ({ backend, batchSize }) => {
            tried.push(backend);
            const measuredAt = new Date().toISOString();
            return Promise.resolve({
              backend,
              isUsable: true,
              measuredAt,
              ...(batchSize === undefined ? {} : { batchSize }),
              ...results[backend],
            });
          },
        },
      ),
  };
}
const gpu = { stepsPerSecond: 100 };
const wasm = { stepsPerSecond: 20 };

describe('auto', () => {
  it('is wasm, without measuring, where no other backend is installed', async () => {
    const { select, tried } = machine([], {});
    expect(await select()).toMatchObject({ backend: 'wasm', reason: 'No other backend is installed.' });
    expect(tried).toEqual([]);
  });

  it('measures rivals at the batch size in question and keeps the fastest', async () => {
    const { select, tried } = machine(['node-gpu', 'webgpu'], {
      'node-gpu': gpu,
      webgpu: { stepsPerSecond: 150 },
      wasm,
    });
    const selection = await select({ batchSize: 512 });
    expect(selection).toMatchObject({ backend: 'webgpu', reason: 'It is faster than node-gpu and wasm.' });
    expect(tried).toEqual(['node-gpu', 'webgpu', 'wasm']);
    expect(selection.reports.map(({ backend, batchSize }) => [backend, batchSize])).toEqual([
      ['node-gpu', 512],
      ['webgpu', 512],
      ['wasm', 512],
      ['cpu', undefined],
    ]);
  });

  it('keeps wasm where a GPU is slower', async () => {
    const { select } = machine(['webgpu'], { webgpu: { stepsPerSecond: 3 }, wasm });
    expect(await select()).toMatchObject({ backend: 'wasm', reason: 'It is faster than webgpu.' });
  });

  it('measures once for each batch size', async () => {
    const { select, tried } = machine(['webgpu'], { webgpu: gpu, wasm });
    await select();
    expect(await select()).toMatchObject({ backend: 'webgpu' });
    expect(tried).toEqual(['webgpu', 'wasm']);
    await select({ batchSize: 64 });
    expect(tried).toEqual(['webgpu', 'wasm', 'webgpu', 'wasm']);
  });

  it('never takes a GPU that is a program, however fast', async () => {
    const { select } = machine(['webgpu'], { webgpu: { ...gpu, isSoftware: true }, wasm });
    expect(await select()).toMatchObject({ backend: 'wasm' });
  });

  it('passes over what fails, with its reason', async () => {
    const failed = { isUsable: false, reason: 'its numbers are wrong' };
    const { select } = machine(['node-gpu'], { 'node-gpu': failed, wasm });
    const selection = await select();
    expect(selection).toMatchObject({ backend: 'wasm', reason: 'No other backend can be used.' });
    expect(selection.reports[0]).toMatchObject(failed);
    expect(await select()).toMatchObject({ backend: 'wasm' });
  });

  it('does without wasm where that fails', async () => {
    const noSimd = { isUsable: false, reason: 'no SIMD' };
    const { select } = machine(['node-gpu'], { 'node-gpu': gpu, wasm: noSimd });
    expect(await select()).toMatchObject({ backend: 'node-gpu', reason: 'It is the only one that can be used.' });
    const broken = machine([], { wasm: noSimd });
    expect(await broken.select({ extent: 'measured' })).toMatchObject({ backend: 'cpu' });
  });

  it('passes over a backend that the engine died of, until everything is measured anew', async () => {
    const { select, tried, storage } = machine(['webgpu'], { webgpu: gpu, wasm });
    writeFileSync(join(storage, 'loading-webgpu-999999999'), '');
    const selection = await select();
    expect(selection.backend).toBe('wasm');
    expect(selection.reports[1]?.reason).toMatch(/engine died/);
    expect(tried).toEqual([]);
    expect(await select({ extent: 'measured' })).toMatchObject({ backend: 'webgpu' });
  });
});

describe('a backend by name', () => {
  it('is used where its numbers are right, also a GPU that is a program', async () => {
    const { select, tried } = machine(['webgpu', 'node-gpu'], { webgpu: { ...gpu, isSoftware: true } });
    expect(await select({ choice: 'webgpu' })).toMatchObject({ backend: 'webgpu' });
    expect(tried).toEqual(['webgpu']);
    expect(await select({ choice: 'cpu' })).toMatchObject({ backend: 'cpu' });
    expect(await select({ choice: 'wasm' })).toMatchObject({ backend: 'wasm' });
    expect(tried).toEqual(['webgpu']);
  });

  it('is replaced by wasm where it is not there or wrong, and the reason says so', async () => {
    const none = machine([], {});
    const missing = await none.select({ choice: 'node-gpu' });
    expect(missing.backend).toBe('wasm');
    expect(missing.reason).toBe(
      'The settings name node-gpu, which cannot be used. @tensorflow/tfjs-node-gpu is not installed.',
    );
    const wrong = machine(['node-gpu'], { 'node-gpu': { isUsable: false, reason: 'it hangs' } });
    expect((await wrong.select({ choice: 'node-gpu' })).reason).toMatch(/cannot be used\. it hangs/);
  });
});

describe('what is known', () => {
  it('is told without trying anything', async () => {
    const { select, tried } = machine(['webgpu'], { webgpu: gpu, wasm });
    const before = await select({ extent: 'known' });
    expect(before).toMatchObject({ backend: 'wasm', reason: 'Nothing was measured yet.' });
    expect(before.reports[1]?.reason).toBe('It is installed and was not tried yet.');
    expect(tried).toEqual([]);
    await select();
    expect(await select({ extent: 'known' })).toMatchObject({ backend: 'webgpu' });
  });

  it('is found out anew when everything is to be measured', async () => {
    const { select, tried } = machine(['webgpu'], { webgpu: gpu, wasm });
    await select();
    tried.length = 0;
    await select({ extent: 'measured' });
    expect(tried).toEqual(['webgpu', 'wasm', 'cpu']);
  });
});
