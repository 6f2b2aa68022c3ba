import { mkdirSync, realpathSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { BackendPlaces } from '../../../../src/engine/backends/backend';
import { nodeGpu, nodeGpuPackages, restoreRemovedUtilities } from '../../../../src/engine/backends/nodeGpu';
import { entryOf, findPackage } from '../../../../src/engine/backends/packages';
import { cacheFolder, placesOf } from '../../../../src/engine/backends/places';
import { writeNodeGpuPackage } from '../../../support/standInPackages';
import { temporaryFolders } from '../../../support/temporaryFolder';

const temporary = temporaryFolders('packages');

function placesIn(folder: string, more: Partial<BackendPlaces> = {}): BackendPlaces {
  return { ...placesOf(join(folder, 'nowhere'), {}), resolveFrom: join(folder, 'index.js'), ...more };
}
const find = (places: BackendPlaces): ReturnType<typeof findPackage> =>
  findPackage('node-gpu', nodeGpuPackages, places);

describe('packages of backends', () => {
  it('are found in the folder of the setting, whatever it names: the package, its node_modules, or a folder with one', () => {
    const folder = temporary();
    const place = realpathSync(writeNodeGpuPackage(folder, 'right'));
    for (const packageFolder of [folder, join(folder, 'node_modules'), place]) {
      const found = find(placesIn(temporary(), { packageFolder }));
      expect(found).toEqual({
        isThere: true,
        package: { name: '@tensorflow/tfjs-node-gpu', version: '4.22.0', folder: place },
      });
    }
    expect(entryOf({ name: '', version: '', folder: place })).toBe(join(place, 'index.js'));
  });

  it('are found in the storage folder, then as Node.js finds them; the setting comes first', () => {
    const [here, storage, chosen] = [temporary(), temporary(), temporary()];
    const nodes = realpathSync(writeNodeGpuPackage(here, 'right'));
    const where = (places: Partial<BackendPlaces>): string | undefined => {
      const found = find(placesIn(here, places));
      return found.isThere ? found.package?.folder : undefined;
    };
    expect(where({ storage })).toBe(nodes);
    const stored = realpathSync(writeNodeGpuPackage(join(storage, 'node-gpu'), 'right'));
    expect(where({ storage })).toBe(stored);
    const named = realpathSync(writeNodeGpuPackage(chosen, 'right'));
    expect(where({ storage, packageFolder: chosen })).toBe(named);
    expect(where({ storage, packageFolder: temporary() })).toBe(stored);
  });

  it('are taken for what they are: the package without GPU support, never another one', () => {
    const folder = temporary();
    const place = realpathSync(writeNodeGpuPackage(folder, 'right', '@tensorflow/tfjs-node'));
    expect(find(placesIn(temporary(), { packageFolder: place }))).toMatchObject({
      package: { name: '@tensorflow/tfjs-node', folder: place },
    });
    const other = temporary();
    writeFileSync(join(other, 'package.json'), JSON.stringify({ name: 'left-pad', version: '1.0.0' }));
    expect(find(placesIn(temporary(), { packageFolder: other }))).toMatchObject({ isThere: false });
  });

  it('say why they are not there', () => {
    expect(find(placesIn(temporary()))).toEqual({
      isThere: false,
      reason: '@tensorflow/tfjs-node-gpu is not installed.',
    });
    expect(find(placesIn(temporary(), { packageFolder: 'relative/path' }))).toMatchObject({
      reason: expect.stringMatching(/not an absolute path/) as unknown,
    });
    expect(find(placesIn(temporary(), { packageFolder: '/no/such/folder' }))).toMatchObject({
      reason: expect.stringMatching(/does not exist/) as unknown,
    });
  });

  it('survive manifests that are broken, and links', () => {
    const folder = temporary();
    const place = join(folder, 'node_modules', '@tensorflow', 'tfjs-node-gpu');
    mkdirSync(place, { recursive: true });
    for (const text of ['', '{', '[]', 'null', '{"name":1}']) {
      writeFileSync(join(place, 'package.json'), text);
      expect(find(placesIn(folder)).isThere).toBe(false);
    }
    const real = writeNodeGpuPackage(temporary(), 'right');
    const linked = join(temporary(), 'linked');
    symlinkSync(real, linked);
    expect(find(placesIn(temporary(), { packageFolder: linked }))).toMatchObject({
      package: { folder: realpathSync(real) },
    });
  });

  it('are refused by the loader where there is none', async () => {
    await expect(nodeGpu.start(placesIn(temporary()), { isThere: false, reason: 'gone' })).rejects.toThrow('gone');
    await expect(nodeGpu.start(placesIn(temporary()), { isThere: true })).rejects.toThrow(/no package/);
  });

  it('get back the utilities that Node.js 23 removed, and keep those that are there', () => {
    const util: Record<string, unknown> = {};
    restoreRemovedUtilities(util);
    const { isNullOrUndefined, isArray } = util as Record<string, (value: unknown) => boolean>;
    expect([null, undefined, 0, ''].map((value) => isNullOrUndefined!(value))).toEqual([true, true, false, false]);
    expect([[], {}].map((value) => isArray!(value))).toEqual([true, false]);
    const own = (): boolean => true;
    const kept = { isArray: own };
    restoreRemovedUtilities(kept);
    expect(kept.isArray).toBe(own);
  });

  it('and measurements lie in the cache folder of the system for the command line', () => {
    expect(cacheFolder({ XDG_CACHE_HOME: '/c' }, 'linux')).toBe('/c/flowcell/backends');
    expect(cacheFolder({}, 'linux')).toMatch(/\.cache\/flowcell\/backends$/);
    expect(cacheFolder({}, 'darwin')).toMatch(/Library\/Caches\/flowcell\/backends$/);
    expect(cacheFolder({ LOCALAPPDATA: '/l' }, 'win32')).toBe('/l/flowcell/backends');
  });
});
