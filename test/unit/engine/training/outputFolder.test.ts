import { mkdirSync, readdirSync, readFileSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { ModelStore } from '../../../../src/engine/modelStore';
import { nodeFiles } from '../../../../src/engine/storage/fileSystem';
import { checkOutput, type PlannedModel } from '../../../../src/engine/training/outputFolder';
import { sampleModel } from '../../../support/sampleModel';
import { temporaryFolders } from '../../../support/temporaryFolder';

const newFolder = temporaryFolders('output');
const same: PlannedModel = { space: 'nas-bench-201', kind: 'predictor' };
const check = (folder: string, planned = same, force = false): Promise<void> =>
  checkOutput(folder, planned, nodeFiles, force);

describe('the folder of a new model', () => {
  it('may be new, empty, or that of a model of the same kind and space', async () => {
    const root = newFolder();
    await check(join(root, 'new'));
    await check(root);
    await new ModelStore(root).save(sampleModel('old'));
    await check(join(root, 'old'));
  });

  it('is not that of another model, unless that is wanted', async () => {
    const root = newFolder();
    await new ModelStore(root).save(sampleModel('old'));
    const folder = join(root, 'old');
    const encoder: PlannedModel = { space: 'nas-bench-201', kind: 'encoder' };
    await expect(check(folder, encoder)).rejects.toThrow(/a predictor for nas-bench-201, and an encoder .*--force/);
    await expect(check(folder, { ...same, space: 'darts' })).rejects.toThrow(/a predictor for darts/);
    await check(folder, encoder, true);
    const weights = readdirSync(folder).find((name) => name.endsWith('.bin'))!;
    truncateSync(join(folder, weights), 8);
    await expect(check(folder)).rejects.toThrow(/cannot be used: .*--force/);
    await check(folder, same, true);
  });

  it('is never a file, nor a folder of anything else', async () => {
    const root = newFolder();
    writeFileSync(join(root, 'file'), '');
    await expect(check(join(root, 'file'), same, true)).rejects.toThrow(/is not a folder/);
    for (const [name, content] of [
      ['manifest.json', '{ "manifest_version": 3, "name": "an extension of a browser" }'],
      ['notes.txt', 'mine'],
    ] as const) {
      const folder = join(root, name.replace('.', '-'));
      mkdirSync(folder);
      writeFileSync(join(folder, name), content);
      await expect(check(folder, same, true)).rejects.toThrow(/something else than a model/);
      const saved = await new ModelStore(root).save(sampleModel(name.replace('.', '-')));
      expect(saved).toMatchObject({ ok: false, error: { code: 'storage-invalid' } });
      expect(readFileSync(join(folder, name), 'utf8')).toBe(content);
    }
  });
});
