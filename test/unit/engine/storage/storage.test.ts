import { mkdirSync, mkdtempSync, readdirSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { nodeFiles, systemCode } from '../../../../src/engine/storage/fileSystem';
import { describeFailure, storageFailure } from '../../../../src/engine/storage/storageError';
import {
  isTemporary,
  removeStaleTemporaries,
  STALE_AGE,
  temporaryPath,
} from '../../../../src/engine/storage/temporaryFolders';

let root: string;
beforeEach(() => (root = mkdtempSync(join(tmpdir(), 'flowcell-storage-'))));
afterEach(() => rmSync(root, { recursive: true, force: true }));

describe('nodeFiles', () => {
  it('writes new files only, and reads them', async () => {
    const path = join(root, 'a');
    await nodeFiles.writeSynced(path, Uint8Array.of(1, 2));
    expect([...(await nodeFiles.read(path))]).toEqual([1, 2]);
    await expect(nodeFiles.writeSynced(path, Uint8Array.of(3))).rejects.toThrow('EEXIST');
    expect(await nodeFiles.status(path)).toMatchObject({ isFile: true, isFolder: false, bytes: 2 });
  });

  it('tells that there is nothing', async () => {
    expect(await nodeFiles.status(join(root, 'nothing'))).toBeUndefined();
    await nodeFiles.writeSynced(join(root, 'a'), new Uint8Array(0));
    expect(await nodeFiles.status(join(root, 'a', 'below-a-file'))).toBeUndefined();
    await nodeFiles.remove(join(root, 'nothing'));
  });

  it('makes, lists, syncs, renames and removes folders', async () => {
    await nodeFiles.makeFolder(join(root, 'a', 'b'));
    await nodeFiles.syncFolder(root);
    await nodeFiles.rename(join(root, 'a'), join(root, 'c'));
    expect(await nodeFiles.list(root)).toEqual(['c']);
    await nodeFiles.remove(join(root, 'c'));
    expect(await nodeFiles.list(root)).toEqual([]);
  });
});

describe('temporary folders', () => {
  it('have names of their own', () => {
    expect(temporaryPath(root, 'x')).not.toBe(temporaryPath(root, 'x'));
    expect(isTemporary('.tmp-x-1-ab')).toBe(true);
    expect(isTemporary('tmp-x')).toBe(false);
  });

  it('are removed once nobody can be at work in them', async () => {
    for (const name of ['.tmp-old', '.tmp-new', 'old']) {
      mkdirSync(join(root, name));
      writeFileSync(join(root, name, 'file'), '');
    }
    const longAgo = (Date.now() - STALE_AGE - 1000) / 1000;
    utimesSync(join(root, '.tmp-old'), longAgo, longAgo);
    utimesSync(join(root, 'old'), longAgo, longAgo);
    await removeStaleTemporaries(nodeFiles, root);
    expect(readdirSync(root).sort()).toEqual(['.tmp-new', 'old']);
    await removeStaleTemporaries(nodeFiles, join(root, 'nowhere'));
  });
});

describe('describeFailure', () => {
  const failure = (code: string) =>
    describeFailure(Object.assign(new Error('x'), { code }), 'It cannot be saved', '/m');

  it('says in words what people can do something about', () => {
    expect(failure('ENOSPC')).toMatchObject({ code: 'storage-disk-full' });
    expect(failure('EROFS').message).toBe('It cannot be saved: /m cannot be written to. Nothing was changed.');
    expect(failure('EIO')).toEqual({ code: 'storage-failed', message: 'It cannot be saved in /m: x' });
    expect(describeFailure('odd', 'It cannot be saved', '/m').message).toBe('It cannot be saved in /m: odd');
    expect(storageFailure('storage-invalid', 'm')).toEqual({
      ok: false,
      error: { code: 'storage-invalid', message: 'm' },
    });
    expect(systemCode('odd')).toBeUndefined();
  });
});
