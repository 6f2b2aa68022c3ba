import { mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { ComputeBackends } from '../../../../src/engine/backends/computeBackends';
import { placesOf } from '../../../../src/engine/backends/places';
import { locateWasmFiles } from '../../../../src/engine/tensorflow';
import type { BackendChoice, BackendReport } from '../../../../src/protocol/backends';
import { writeNodeGpuPackage, type StandInBehaviour } from '../../../support/standInPackages';
import { temporaryFolders } from '../../../support/temporaryFolder';

const temporary = temporaryFolders('compute');
const root = join(__dirname, '../../../..');

/** Backends of a process with the repository's wasm, where every trial ends well: what is wrong shows in the process itself. */
function compute(
  choice: BackendChoice,
  standIn?: StandInBehaviour,
  broken = false,
): { backends: ComputeBackends; log: string[]; storage: string } {
  const storage = temporary();
  mkdirSync(storage, { recursive: true });
  const packageFolder = temporary();
  if (standIn) writeNodeGpuPackage(packageFolder, standIn);
  const wasm = broken ? { kernels: join(storage, 'none.wasm'), tfjs: `${storage}/` } : locateWasmFiles(root, false);
  const places = { ...placesOf(storage, { storage, packageFolder }), wasm, resolveFrom: join(storage, 'index.js') };
  const log: string[] = [];
  const report = (backend: BackendReport['backend']): BackendReport => ({
    backend,
    isUsable: true,
    stepsPerSecond: backend === 'node-gpu' ? 100 : 1,
    batchSize: 64,
    measuredAt: new Date().toISOString(),
  });
  const backends = new ComputeBackends({
    choice,
    places,
    log: (level, message) => log.push(`${level}: ${message}`),
    try: ({ backend }) => Promise.resolve(report(backend)),
  });
  return { backends, log, storage };
}

describe('the backends of a process', () => {
  it('predict on wasm whatever trains, and on cpu where that is named', async () => {
    for (const choice of ['auto', 'wasm', 'node-gpu', 'webgpu'] as const) {
      const { tf } = await compute(choice).backends.predictionOps();
      expect(tf.getBackend(), choice).toBe('wasm');
    }
    expect((await compute('cpu').backends.predictionOps()).tf.getBackend()).toBe('cpu');
  });

  it('start once, whoever asks at the same time', async () => {
    const { backends } = compute('auto');
    const asked = await Promise.all([backends.predictionOps(), backends.predictionOps(), backends.predictionOps()]);
    expect(new Set(asked).size).toBe(1);
    expect(await backends.predictionOps()).toBe(asked[0]);
  });

  it('train on the fastest, in this very process, and go back and forth between backends', async () => {
    const { backends, storage } = compute('auto', 'right');
    const training = await backends.trainingOps(64);
    expect(training.tf.getBackend()).toBe('tensorflow');
    expect((await backends.known()).backend).toBe('node-gpu');
    const prediction = await backends.predictionOps();
    expect(prediction.tf.getBackend()).toBe('wasm');
    expect(await backends.trainingOps(64)).toBe(training);
    expect(training.tf.getBackend()).toBe('tensorflow');
    expect(await backends.predictionOps()).toBe(prediction);
    expect(readdirSync(storage).filter((name) => name.startsWith('loading'))).toEqual([]);
  });

  it('pass over a backend that fails here although its trial went well, once and for all', async () => {
    const { backends, log } = compute('node-gpu', 'throws');
    expect((await backends.trainingOps(64)).tf.getBackend()).toBe('wasm');
    const selection = await backends.known();
    expect(selection).toMatchObject({ choice: 'node-gpu', backend: 'wasm' });
    expect(selection.reason).toMatch(/^node-gpu was selected and failed: .*native addon/);
    await backends.trainingOps(64);
    expect(log.filter((line) => line.startsWith('warn: node-gpu cannot be used'))).toHaveLength(1);
    expect(log.at(-1)).toMatch(/^warn: trains on wasm: node-gpu was selected and failed/);
  });

  it('serve predictions of many cells with what is named', async () => {
    expect((await compute('auto').backends.chosenOps()).tf.getBackend()).toBe('wasm');
    expect((await compute('cpu').backends.chosenOps()).tf.getBackend()).toBe('cpu');
  });

  it('fall back to plain JavaScript where the kernels of wasm are missing', async () => {
    const { backends, log } = compute('auto', undefined, true);
    expect((await backends.predictionOps()).tf.getBackend()).toBe('cpu');
    expect(log.join()).toMatch(/wasm cannot be used/);
    expect((await backends.trainingOps(16)).tf.getBackend()).toBe('cpu');
  });
});
