import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { catalogueProblems } from '../../../../src/engine/models/catalogueProblems';
import { readCatalogue } from '../../../../src/engine/models/modelCatalogue';
import { ModelStore } from '../../../../src/engine/modelStore';
import { sampleModel } from '../../../support/sampleModel';
import { temporaryFolders } from '../../../support/temporaryFolder';

const newFolder = temporaryFolders('catalogue');

describe('folders of models that somebody named', () => {
  it('have to be there and to hold models', async () => {
    const root = newFolder();
    writeFileSync(join(root, 'file'), '');
    expect(await catalogueProblems([])).toEqual([]);
    expect(await catalogueProblems([join(root, 'none'), join(root, 'file'), root])).toEqual([
      `There is no folder ${join(root, 'none')}.`,
      `${join(root, 'file')} is not a folder.`,
      `There is no model in ${root}.`,
    ]);
  });

  it('have every problem of their models named', async () => {
    const root = newFolder();
    await new ModelStore(root).save(sampleModel('cut'));
    const folder = join(root, 'cut');
    const manifest = join(folder, 'manifest.json');
    const weights = join(
      folder,
      readdirSync(folder).find((name) => name.endsWith('.bin'))!,
    );
    const bytes = readFileSync(weights);
    writeFileSync(weights, bytes.subarray(0, 8));
    expect(await catalogueProblems([root])).toEqual([expect.stringContaining(`${folder} holds no usable model.`)]);
    bytes[0]! ^= 1;
    writeFileSync(weights, bytes);
    expect(await catalogueProblems([root, folder])).toHaveLength(2);
    writeFileSync(manifest, readFileSync(manifest, 'utf8').replace('"formatVersion": 1', '"formatVersion": 99'));
    expect((await catalogueProblems([root]))[0]).toMatch(/format version 99|damaged|digest/);
  });

  it("may be a model's own", async () => {
    const root = newFolder();
    await new ModelStore(root).save(sampleModel('mine'));
    const folder = join(root, 'mine');
    const [inside, own] = [await readCatalogue([root]), await readCatalogue([folder])];
    expect(own.problems.length + own.models.length).toBe(1);
    expect([own.models.map(({ folder: at }) => at), own.problems]).toEqual([
      inside.models.map(({ folder: at }) => at),
      inside.problems,
    ]);
  });
});
