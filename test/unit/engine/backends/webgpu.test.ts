import { spawnSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { goldenTolerance } from '../../../../src/engine/backends/golden/checkGolden';
import { Measurements } from '../../../../src/engine/backends/measurements';
import { placesOf } from '../../../../src/engine/backends/places';
import { selectBackend } from '../../../../src/engine/backends/selectBackend';
import { tryInProcess } from '../../../../src/engine/backends/trialProcess';
import type { BackendReport } from '../../../../src/protocol/backends';
import { buildPrograms } from '../../../server/support/programs';
import { noSoftwareGpu, softwareGpu } from '../../../../scripts/gpu/softwareGpu';
import { ownSpaceText } from '../../../support/ownSpace';
import { temporaryFolders } from '../../../support/temporaryFolder';

// WebGPU through Dawn on a Vulkan device in software: the same code as on a GPU, at tiny shapes.

const programs = buildPrograms('engine', 'cli', 'webgpuBackend');
const temporary = temporaryFolders('webgpu');
const root = join(__dirname, '../../../..');
const environment = softwareGpu();
if (!environment) console.warn(noSoftwareGpu);

describe.skipIf(!environment)('webgpu on a device in software', () => {
  beforeAll(() => void Object.assign(process.env, environment));

  it('computes an encoder and the gradients of a training step like the cpu backend', async () => {
    const places = placesOf(programs, { packageFolder: root });
    const report = await tryInProcess({ backend: 'webgpu' }, places);
    expect(report).toMatchObject({ isUsable: true, isSoftware: true, package: { name: 'webgpu' } });
    expect(report.device).toMatch(/SwiftShader/);
    expect(report.difference).toBeLessThan(goldenTolerance / 5);
  }, 120_000);

  it('trains with the losses of the cpu backend, on the command line', () => {
    const folder = temporary();
    writeFileSync(join(folder, 'tiny.space.yaml'), ownSpaceText);
    const losses = (backend: string): number[] => {
      const size = ['--count', '8', '--epochs', '2', '--width', '8', '--layers', '1'];
      const files = ['--space', join(folder, 'tiny.space.yaml'), '--out', join(folder, backend)];
      const { status, stdout, stderr } = spawnSync(
        process.execPath,
        [
          join(programs, 'cli.js'),
          'pretrain',
          ...files,
          ...size,
          '--backend',
          backend,
          '--package-folder',
          root,
          '--json',
        ],
        { encoding: 'utf8', env: { ...process.env, XDG_CACHE_HOME: folder } },
      );
      expect(status, stderr).toBe(0);
      return (JSON.parse(stdout) as { losses: number[] }).losses;
    };
    const [actual, expected] = [losses('webgpu'), losses('cpu')];
    expect(actual).toHaveLength(2);
    actual.forEach((loss, epoch) => expect(Math.abs(loss / expected[epoch]! - 1)).toBeLessThan(1e-5));
  }, 120_000);

  it('is chosen by name, never by auto', async () => {
    const places = placesOf(programs, { packageFolder: root, storage: temporary() });
    const tools = { places, measurements: new Measurements(places), try: tryInProcess };
    const named = await selectBackend({ choice: 'webgpu', batchSize: 4, extent: 'needed' }, tools);
    expect(named).toMatchObject({ backend: 'webgpu' });
    expect(named.reports[1]?.stepsPerSecond).toBeGreaterThan(0);
    const auto = await selectBackend({ choice: 'auto', batchSize: 4, extent: 'needed' }, tools);
    expect(auto).toMatchObject({ backend: 'wasm' });
    expect(auto.reports[1]?.note).toMatch(/not a GPU/);
  }, 120_000);
});

describe('webgpu', () => {
  const tryPackage = (index: string): Promise<BackendReport> => {
    const packageFolder = temporary();
    const place = join(packageFolder, 'node_modules', 'webgpu');
    mkdirSync(place, { recursive: true });
    writeFileSync(join(place, 'package.json'), '{"name":"webgpu","version":"0.0.1","type":"module","main":"index.js"}');
    writeFileSync(join(place, 'index.js'), index);
    return tryInProcess({ backend: 'webgpu' }, placesOf(programs, { packageFolder }), { limitMs: 20_000 });
  };
  const noAdapter = 'export const globals = {}; export const create = () => ({ requestAdapter: async () => null });';

  it('says that there is no GPU', async () => {
    expect(await tryPackage(noAdapter)).toMatchObject({
      isUsable: false,
      reason: expect.stringMatching(/there is no GPU that WebGPU can use/) as unknown,
    });
  });

  it.each([
    ['a binary for another system', "throw new Error('dawn.node: wrong ELF class');", /wrong ELF class/],
    ['a package that exports something else', 'export const answer = 42;', /not a function|undefined/],
    ['a crash of the driver', 'process.abort();', /process died/],
  ])('refuses %s with the reason', async (_what, index, reason) => {
    expect(await tryPackage(index)).toMatchObject({
      isUsable: false,
      reason: expect.stringMatching(reason) as unknown,
    });
  });
});
