import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as delay } from 'node:timers/promises';
import { build } from 'esbuild';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { ModelStore } from '../../../src/engine/modelStore';
import { nodeFiles, type FileSystem } from '../../../src/engine/storage/fileSystem';
import { sampleModel } from '../../support/sampleModel';

let root: string;
let store: ModelStore;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'flowcell-store-'));
  store = new ModelStore(root);
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

const temporaries = () => readdirSync(root).filter((name) => name.startsWith('.tmp-'));

/** The seed of the stored sample, or the code of what is wrong with it. */
async function stored(id = 'sample'): Promise<number | string> {
  const result = await new ModelStore(root).load(id);
  return result.ok ? result.value.training.seed : result.error.code;
}

describe('ModelStore', () => {
  it('loads what it saved, in place of what was there', async () => {
    expect(await store.save(sampleModel('sample', 1))).toEqual({ ok: true, value: { folder: join(root, 'sample') } });
    expect(await store.load('sample')).toEqual({ ok: true, value: sampleModel('sample', 1) });
    expect(await store.save(sampleModel('sample', 2))).toMatchObject({ ok: true });
    expect(await store.load('sample')).toEqual({ ok: true, value: sampleModel('sample', 2) });
    expect(readdirSync(join(root, 'sample'))).toHaveLength(2);
    expect(temporaries()).toEqual([]);
  });

  it('makes its folder when it is not there', async () => {
    const deep = new ModelStore(join(root, 'a', 'b'));
    expect(await deep.list()).toEqual([]);
    expect((await deep.save(sampleModel())).ok).toBe(true);
    expect((await deep.load('sample')).ok).toBe(true);
  });

  it('lists models with what is wrong with them', async () => {
    await store.save(sampleModel('good'));
    await store.save(sampleModel('bad'));
    writeFileSync(join(root, 'bad', 'manifest.json'), '{');
    await store.save(sampleModel('renamed'));
    await nodeFiles.rename(join(root, 'renamed'), join(root, 'other'));
    mkdirSync(join(root, 'empty'));
    writeFileSync(join(root, 'file'), '');
    const listed = await store.list();
    expect(listed.map((model) => [model.id, model.ok ? 'ok' : model.error.code])).toEqual([
      ['bad', 'model-json'],
      ['empty', 'model-missing'],
      ['good', 'ok'],
      ['other', 'model-field'],
    ]);
  });

  it('removes a model and nothing else', async () => {
    await store.save(sampleModel('one'));
    await store.save(sampleModel('two'));
    expect(await store.remove('one')).toEqual({ ok: true, value: undefined });
    expect(await store.remove('one')).toMatchObject({ ok: false, error: { code: 'storage-not-found' } });
    expect(readdirSync(root)).toEqual(['two']);
  });

  it('does not leave its folder, whatever identifier it is given', async () => {
    const inner = new ModelStore(join(root, 'inner'));
    await store.save(sampleModel('outside'));
    await inner.save(sampleModel('sample'));
    symlinkSync(join(root, 'outside'), join(root, 'inner', 'link'));
    for (const id of ['../outside', '..', '.', '', '/', 'link', `${root}/outside`, 'a/../../outside', 'sample/']) {
      expect((await inner.load(id)).ok).toBe(false);
      expect((await inner.remove(id)).ok).toBe(false);
      expect((await inner.save(sampleModel(id))).ok).toBe(false);
    }
    expect(await stored('outside')).toBe(1);
    expect(readdirSync(root).sort()).toEqual(['inner', 'outside']);
  });

  it('refuses to save what it could not load', async () => {
    const notFinite = new Map([['t', { shape: [1], values: Float32Array.of(Number.NaN) }]]);
    expect(await store.save({ ...sampleModel(), tensors: notFinite })).toMatchObject({
      ok: false,
      error: { code: 'storage-invalid', message: expect.stringContaining('not finite') as string },
    });
    expect(await store.save({ ...sampleModel(), created: 'today' })).toMatchObject({
      error: { code: 'storage-invalid' },
    });
    expect(readdirSync(root)).toEqual([]);
  });

  it('sweeps up what dead processes have left, and leaves the rest alone', async () => {
    await store.save(sampleModel('sample'));
    const orphan = join(root, 'sample', 'weights-0123456789abcdef.bin');
    const foreign = join(root, 'sample', 'notes.bin');
    const abandoned = join(root, '.tmp-sample-1-ab');
    mkdirSync(abandoned);
    for (const path of [orphan, foreign, abandoned]) {
      if (path !== abandoned) {
        writeFileSync(path, 'x');
      }
      utimesSync(path, 1000, 1000);
    }
    await store.list();
    expect(temporaries()).toEqual([]);
    expect(readdirSync(join(root, 'sample'))).toHaveLength(3);
    expect(await stored()).toBe(1);
  });
});

/** Lets the operation of a number fail, and every later one too where the disk stays broken. */
function failing(at: number, code: string, forGood: boolean): { files: FileSystem; count: () => number } {
  let operations = 0;
  const guard =
    <A extends unknown[], R>(operation: (...args: A) => Promise<R>) =>
    (...args: A): Promise<R> => {
      operations++;
      const fails = forGood ? operations >= at : operations === at;
      return fails ? Promise.reject(Object.assign(new Error(code), { code })) : operation(...args);
    };
  const files: FileSystem = {
    ...nodeFiles,
    makeFolder: guard(nodeFiles.makeFolder),
    writeSynced: guard(nodeFiles.writeSynced),
    syncFolder: guard(nodeFiles.syncFolder),
    rename: guard(nodeFiles.rename),
    remove: guard(nodeFiles.remove),
  };
  return { files, count: () => operations };
}

describe('a save that fails', () => {
  for (const [code, expected] of [
    ['ENOSPC', 'storage-disk-full'],
    ['EACCES', 'storage-read-only'],
    ['EIO', 'storage-failed'],
  ] as const) {
    for (const forGood of [false, true]) {
      for (const replacing of [false, true]) {
        it(`leaves ${replacing ? 'the old model' : 'nothing'} or the new one whole: ${code}${forGood ? ' for good' : ''}`, async () => {
          let failures = 0;
          for (let at = 1; at < 20; at++) {
            rmSync(root, { recursive: true, force: true });
            mkdirSync(root);
            if (replacing) {
              await store.save(sampleModel('sample', 1));
            }
            const { files, count } = failing(at, code, forGood);
            const result = await new ModelStore(root, files).save(sampleModel('sample', 2));
            if (result.ok) {
              expect(await stored()).toBe(2);
            } else {
              failures++;
              expect(result.error.code).toBe(expected);
              expect(await stored()).toBe(replacing ? 1 : 'model-missing');
            }
            if (count() < at) {
              break;
            }
          }
          expect(failures).toBeGreaterThanOrEqual(4);
        });
      }
    }
  }

  it('is tried again when another process removes the model meanwhile', async () => {
    await store.save(sampleModel('sample', 1));
    let removed = false;
    const files: FileSystem = {
      ...nodeFiles,
      async rename(from, to) {
        if (from.endsWith('manifest.json') && !removed) {
          removed = true;
          await new ModelStore(root).remove('sample');
        }
        return nodeFiles.rename(from, to);
      },
    };
    expect((await new ModelStore(root, files).save(sampleModel('sample', 2))).ok).toBe(true);
    expect(await stored()).toBe(2);
  });

  it.skipIf(process.getuid?.() === 0 || process.platform === 'win32')('says that a folder is read-only', async () => {
    chmodSync(root, 0o500);
    const result = await store.save(sampleModel());
    chmodSync(root, 0o700);
    expect(result).toMatchObject({ ok: false, error: { code: 'storage-read-only' } });
  });
});

describe('with other processes', () => {
  let scripts: string;
  let script: string;

  beforeAll(async () => {
    scripts = mkdtempSync(join(tmpdir(), 'flowcell-saver-'));
    script = join(scripts, 'saveModels.mjs');
    await build({
      entryPoints: [resolve('test/support/saveModels.ts')],
      outfile: script,
      bundle: true,
      platform: 'node',
      format: 'esm',
    });
  });
  afterAll(() => rmSync(scripts, { recursive: true, force: true }));

  function start(first: number, count: number): { child: ChildProcess; saved: Promise<unknown>; messages: string[] } {
    const child = spawn(process.execPath, [script, root, String(first), String(count)], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const messages: string[] = [];
    const lines = createInterface({ input: child.stdout });
    lines.on('line', (line) => messages.push(line));
    return { child, saved: once(lines, 'line'), messages };
  }

  it('leaves the old or the new model whole when killed in a save', async () => {
    for (let run = 0; run < 12; run++) {
      const { child, saved } = start(1 + 100_000 * run, 100_000);
      await saved;
      await delay(run * 3);
      child.kill('SIGKILL');
      await once(child, 'close');
      expect(await stored()).toBeTypeOf('number');
    }
    expect((await store.list()).map(({ id, ok }) => [id, ok])).toEqual([['sample', true]]);
  });

  it('leaves a new model whole or absent when killed in its first save', async () => {
    for (let run = 0; run < 8; run++) {
      const { child } = start(1, 1);
      // waited for from the start: a quick child is gone before it is killed
      const closed = once(child, 'close');
      await delay(40 + run * 8);
      child.kill('SIGKILL');
      await closed;
      expect(['model-missing', 1]).toContain(await stored());
      await store.remove('sample');
    }
  });

  it('serves readers while two processes save and a third removes', async () => {
    const processes = [start(1, 150), start(1000, 150)];
    const closed = Promise.all(processes.map(({ child }) => once(child, 'close')));
    let open = true;
    void closed.then(() => (open = false));
    const seen = new Set<number | string>();
    for (let round = 0; open; round++) {
      seen.add(await stored());
      if (round % 40 === 39) {
        await store.remove('sample');
      }
    }
    seen.delete('model-missing');
    expect([...seen].filter((value) => typeof value === 'string')).toEqual([]);
    expect(seen.size).toBeGreaterThan(2);
    expect(processes.flatMap(({ messages }) => messages).filter((message) => message !== 'saved')).toEqual([]);
    expect([150, 1149, 'model-missing']).toContain(await stored());
    expect(temporaries()).toEqual([]);
  });
});
