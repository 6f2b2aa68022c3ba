import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { BackendPlaces } from '../../../../src/engine/backends/backend';
import { placesOf } from '../../../../src/engine/backends/places';
import { tryInProcess } from '../../../../src/engine/backends/trialProcess';
import type { BackendReport } from '../../../../src/protocol/backends';
import { buildPrograms } from '../../../server/support/programs';
import { writeNodeGpuPackage, type StandInBehaviour } from '../../../support/standInPackages';
import { temporaryFolders } from '../../../support/temporaryFolder';

// The engine's bundle tries stand-ins for TensorFlow's binding: what is broken there ends in a sentence, never in this process.

const programs = buildPrograms('engine');
const temporary = temporaryFolders('trial');

function tryStandIn(behaviour: StandInBehaviour, name?: string, limitMs = 20_000): Promise<BackendReport> {
  const packageFolder = temporary();
  writeNodeGpuPackage(packageFolder, behaviour, name);
  return tryInProcess({ backend: 'node-gpu' }, placesOf(programs, { packageFolder }), { limitMs });
}

describe('the trial of a backend', () => {
  it('finds a binding with a GPU usable, through its own copy of tfjs-core', async () => {
    const report = await tryStandIn('right');
    expect(report).toMatchObject({
      backend: 'node-gpu',
      isUsable: true,
      device: 'GPU (CUDA)',
      package: { name: '@tensorflow/tfjs-node-gpu', version: '4.22.0' },
    });
    expect(report.note).toBeUndefined();
    expect(report.difference).toBeLessThan(1e-6);
    expect(Date.parse(report.measuredAt ?? '')).toBeGreaterThan(Date.now() - 60_000);
  });

  it('says that a GPU package computes on the CPU, and which libraries it misses', async () => {
    const report = await tryStandIn('on-cpu');
    expect(report).toMatchObject({ isUsable: true, device: 'CPU (libtensorflow)' });
    expect(report.note).toMatch(/computes on the CPU.*CUDA 11\.2.*cuDNN 8\.1.*libcudart\.so\.11\.0, libcudnn\.so\.8/);
  });

  it('calls the package without GPU support what it is', async () => {
    const report = await tryStandIn('right', '@tensorflow/tfjs-node');
    expect(report).toMatchObject({ isUsable: true, package: { name: '@tensorflow/tfjs-node' } });
    expect(report.note).toBe('the package without GPU support');
  });

  it('lends it the utilities of older versions of Node.js', async () => {
    expect(await tryStandIn('old-utilities')).toMatchObject({ isUsable: true });
  });

  it.each([
    ['wrong numbers', 'wrong-numbers', /numbers are wrong: they deviate by 0\.00/],
    ['numbers that are not finite', 'not-finite', /numbers are wrong/],
    ['a binding that is not there', 'throws', /tfjs_binding\.node.* can not be found/],
    ['a crash', 'crashes', /process died \(SIGABRT\)/],
  ] as const)('refuses %s with the reason', async (_what, behaviour, reason) => {
    const report = await tryStandIn(behaviour);
    expect(report.isUsable).toBe(false);
    expect(report.reason).toMatch(reason);
  });

  it('ends a process that hangs', async () => {
    const report = await tryStandIn('hangs', undefined, 1_500);
    expect(report).toMatchObject({ isUsable: false, reason: 'it did not answer within 2 s' });
  });

  it('ends when it is cancelled, before and in the middle', async () => {
    const packageFolder = temporary();
    writeNodeGpuPackage(packageFolder, 'hangs');
    const places = placesOf(programs, { packageFolder });
    const cancelled = { isUsable: false, reason: 'the trial was cancelled' };
    expect(await tryInProcess({ backend: 'node-gpu' }, places, { signal: AbortSignal.abort() })).toMatchObject(
      cancelled,
    );
    const signal = AbortSignal.timeout(300);
    expect(await tryInProcess({ backend: 'node-gpu' }, places, { signal })).toMatchObject(cancelled);
  });

  it('says so when there is no program to try it in', async () => {
    const places: BackendPlaces = { ...placesOf(programs, {}), engineModule: join(programs, 'none.js') };
    expect(await tryInProcess({ backend: 'wasm' }, places)).toMatchObject({
      isUsable: false,
      reason: expect.stringMatching(/process died/) as unknown,
    });
    const missing = { ...placesOf(programs, {}), node: join(programs, 'no-node') };
    expect(await tryInProcess({ backend: 'wasm' }, missing)).toMatchObject({
      isUsable: false,
      reason: expect.stringMatching(/did not start/) as unknown,
    });
  });

  it('measures the backends of Flowcell itself', async () => {
    const storage = temporary();
    const report = await tryInProcess({ backend: 'wasm', batchSize: 16 }, placesOf(programs, { storage }));
    expect(report).toMatchObject({ backend: 'wasm', isUsable: true, batchSize: 16 });
    expect(report.stepsPerSecond).toBeGreaterThan(1);
    expect(readdirSync(storage)).toEqual([]);
  });
});
