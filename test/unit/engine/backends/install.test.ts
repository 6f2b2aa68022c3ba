import { existsSync, mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { installBackend, type InstallOptions } from '../../../../src/engine/backends/install/installBackend';
import { findNpm } from '../../../../src/engine/backends/install/npm';
import { recipes } from '../../../../src/engine/backends/install/recipes';
import { explain, runNpm } from '../../../../src/engine/backends/install/runNpm';
import { placesOf } from '../../../../src/engine/backends/places';
import { nodeFiles } from '../../../../src/engine/storage/fileSystem';
import type { InstalledBackend, InstallProgress } from '../../../../src/protocol/backends';
import { buildPrograms } from '../../../server/support/programs';
import { copying, writeNpm } from '../../../support/standInNpm';
import { writeNodeGpuPackage, type StandInBehaviour } from '../../../support/standInPackages';
import { temporaryFolders } from '../../../support/temporaryFolder';

// Installations with a stand-in for npm, on which the engine's bundle tries what it brought.

const programs = buildPrograms('engine');
const temporary = temporaryFolders('install');

/** What npm would bring: the binding, with or without the library that its install script downloads. */
function packages(behaviour: StandInBehaviour, withLibrary = true): string {
  const folder = temporary();
  const place = writeNodeGpuPackage(folder, behaviour);
  if (withLibrary) {
    mkdirSync(join(place, 'lib', 'napi-v8'), { recursive: true });
    writeFileSync(join(place, 'lib', 'napi-v8', 'tfjs_binding.node'), '');
  }
  return folder;
}

function install(
  storage: string,
  script: string,
  options: InstallOptions = {},
): { readonly done: Promise<InstalledBackend>; readonly progress: InstallProgress[] } {
  const progress: InstallProgress[] = [];
  const node = writeNpm(temporary(), script);
  const places = placesOf(programs, { storage, node });
  const done = installBackend('node-gpu', places, { batchSize: 8, report: (step) => progress.push(step), ...options });
  return { done, progress };
}
const limit = (limitMs: number): InstallOptions => ({ recipe: { ...recipes['node-gpu'], limitMs } });

describe('an installation', () => {
  it('ends in the storage folder, tried, with progress on the way', async () => {
    const storage = temporary();
    const { done, progress } = install(storage, copying(packages('right')));
    const { folder, report } = await done;
    expect(folder).toBe(join(storage, 'node-gpu'));
    expect(report).toMatchObject({
      isUsable: true,
      package: { folder: join(folder, 'node_modules', '@tensorflow', 'tfjs-node-gpu') },
    });
    expect(report.stepsPerSecond).toBeGreaterThan(0);
    expect(readdirSync(storage)).toEqual(['node-gpu']);
    expect(progress.map(({ phase }) => phase)).toEqual(['downloading', 'downloading', 'testing']);
    expect(progress[1]?.line).toMatch(/npm http fetch/);
    const manifest = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as Record<string, unknown>;
    expect(manifest).toEqual({
      private: true,
      dependencies: { '@tensorflow/tfjs-node-gpu': '4.22.0' },
      allowScripts: { '@tensorflow/tfjs-node-gpu@4.22.0': true },
    });
  }, 60_000);

  it('takes the place of an older one, which stays where the new one fails', async () => {
    const storage = temporary();
    const old = join(storage, 'node-gpu', 'old.txt');
    mkdirSync(dirname(old), { recursive: true });
    writeFileSync(old, 'old');
    await expect(install(storage, copying(packages('wrong-numbers'))).done).rejects.toThrow(/numbers are wrong/);
    expect(readFileSync(old, 'utf8')).toBe('old');
    await install(storage, copying(packages('right'))).done;
    expect(existsSync(old)).toBe(false);
    expect(readdirSync(storage)).toEqual(['node-gpu']);
  }, 60_000);

  it('says that what it brought computes on the CPU', async () => {
    const { report } = await install(temporary(), copying(packages('on-cpu'))).done;
    expect(report.note).toMatch(/computes on the CPU.*libcudart/);
  }, 60_000);

  it.each([
    ['wrong numbers', 'wrong-numbers', /cannot be used here: its numbers are wrong/],
    ['a crash', 'crashes', /cannot be used here: its process died/],
    ['a broken binding', 'throws', /cannot be used here: The Node\.js native addon/],
  ] as const)('leaves nothing behind after %s', async (_what, behaviour, reason) => {
    const storage = temporary();
    await expect(install(storage, copying(packages(behaviour))).done).rejects.toThrow(reason);
    expect(readdirSync(storage)).toEqual([]);
  });

  it('notices that npm kept install scripts from running', async () => {
    const storage = temporary();
    const { done } = install(storage, copying(packages('right', false)));
    await expect(done).rejects.toThrow(/scripts are switched off \(ignore-scripts/);
    expect(readdirSync(storage)).toEqual([]);
  });

  it('ends npm, and what npm started, at its time limit and when it is cancelled', async () => {
    const storage = temporary();
    const mark = join(temporary(), 'alive');
    // a grandchild, as an install script would be, that shows that it lives
    const hang = `require('child_process').spawn(process.execPath, ['-e', ${JSON.stringify(
      `setInterval(() => require('fs').writeFileSync(${JSON.stringify(mark)}, String(Date.now())), 50)`,
    )}], { stdio: 'ignore' }); setInterval(() => {}, 1000);`;
    await expect(install(storage, hang, limit(1_000)).done).rejects.toThrow(/took longer than 1 s and was stopped/);
    const controller = new AbortController();
    const { done } = install(storage, hang, { signal: controller.signal });
    setTimeout(() => controller.abort(), 700);
    await expect(done).rejects.toThrow('the installation was cancelled');
    expect(readdirSync(storage)).toEqual([]);
    await delay(200);
    const last = readFileSync(mark, 'utf8');
    await delay(300);
    expect(readFileSync(mark, 'utf8')).toBe(last);
  });

  it('tells apart why npm failed', async () => {
    const fail = (text: string): string => `console.error(${JSON.stringify(text)}); process.exit(1);`;
    const offline = install(
      temporary(),
      fail('npm error code ENOTFOUND\nnpm error getaddrinfo ENOTFOUND registry.example'),
    );
    await expect(offline.done).rejects.toThrow(/registry of packages cannot be reached \(registry\.example\).*offline/);
    await expect(install(temporary(), fail('npm error code E404')).done).rejects.toThrow(/does not have the package/);
    await expect(install(temporary(), fail('npm error code ENOSPC')).done).rejects.toThrow('The disk is full.');
    await expect(install(temporary(), fail('npm error some new trouble')).done).rejects.toThrow(
      'npm failed (exit code 1): some new trouble',
    );
  });

  it('needs Node.js, npm and a folder', async () => {
    await expect(installBackend('webgpu', placesOf(programs, {}))).rejects.toThrow(/no folder to install into/);
    expect(() => findNpm(undefined, '')).toThrow(/There is no Node\.js/);
    const alone = join(temporary(), 'node');
    symlinkSync(process.execPath, alone);
    expect(() => findNpm(alone, '')).toThrow(/There is no npm beside/);
    const storage = join(temporary(), 'file');
    writeFileSync(storage, '');
    await expect(install(join(storage, 'below'), copying(packages('right'))).done).rejects.toThrow(
      /cannot be installed/,
    );
  });

  it('finds npm as installations have it: beside Node.js, or linked on the search path', () => {
    const node = writeNpm(temporary(), '');
    expect(findNpm(node, '')).toMatchObject({ node, program: expect.stringMatching(/npm-cli\.js$/) as unknown });
    const folder = temporary();
    symlinkSync(findNpm(node, '').program, join(folder, 'npm'));
    const alone = join(temporary(), 'node');
    symlinkSync(process.execPath, alone);
    expect(findNpm(alone, folder).program).toMatch(/npm-cli\.js$/);
    expect(findNpm(undefined, dirname(node)).node).toBe(node);
  });

  it('puts the old one back where the new one cannot take its place', async () => {
    const storage = temporary();
    const old = join(storage, 'node-gpu', 'old.txt');
    mkdirSync(dirname(old), { recursive: true });
    writeFileSync(old, 'old');
    const files = {
      ...nodeFiles,
      rename: (from: string, to: string): Promise<void> =>
        from.includes('node-gpu-') && to.endsWith('node-gpu')
          ? Promise.reject(Object.assign(new Error('busy'), { code: 'EPERM' }))
          : nodeFiles.rename(from, to),
    };
    await expect(install(storage, copying(packages('right')), { files }).done).rejects.toThrow(/cannot be written to/);
    expect(readFileSync(old, 'utf8')).toBe('old');
    expect(readdirSync(storage)).toEqual(['node-gpu']);
  }, 60_000);
});

describe('what npm says', () => {
  it('is explained where an install script could not download', () => {
    const output = [
      'npm error code 1',
      'npm error command failed',
      'npm error command sh -c node scripts/install.js gpu download',
      'npm error Error: getaddrinfo ENOTFOUND storage.example.com',
    ].join('\n');
    expect(explain(output, 1)).toMatch(
      /install script could not download its library from storage\.example\.com.*TFJS_NODE_CDN_STORAGE/,
    );
  });

  it.each([
    ['npm error code E403', /refuses access/],
    ['npm error code EACCES', /may not write/],
    ['npm error notsup Unsupported platform', /does not support/],
    ['', 'npm failed (exit code 7).'],
  ])('is explained: %s', (output, expected) => {
    expect(explain(output, 7)).toMatch(expected);
  });

  it('is not waited for where it cannot start', async () => {
    const run = runNpm({ node: '/no/node', program: 'x' }, { folder: temporary(), args: [], limitMs: 1_000 });
    await expect(run).rejects.toThrow(/npm did not start/);
    const signal = AbortSignal.abort();
    const cancelled = runNpm(
      { node: '/no/node', program: 'x' },
      { folder: temporary(), args: [], limitMs: 1_000, signal },
    );
    await expect(cancelled).rejects.toThrow(/cancelled/);
  });
});

describe('the recipe of webgpu', () => {
  it('keeps the binary of this platform alone, and refuses a platform without one', async () => {
    const folder = temporary();
    const own = `${process.platform}-${process.platform === 'darwin' ? 'universal' : process.arch}`;
    const binaries = join(folder, 'node_modules', 'webgpu', 'dist');
    for (const name of [own, 'plan9-mips']) mkdirSync(join(binaries, name), { recursive: true });
    await recipes.webgpu.finish(folder);
    expect(readdirSync(binaries)).toEqual([own]);
    const other = temporary();
    mkdirSync(join(other, 'node_modules', 'webgpu', 'dist', 'plan9-mips'), { recursive: true });
    await expect(recipes.webgpu.finish(other)).rejects.toThrow(/no binary for/);
  });
});
