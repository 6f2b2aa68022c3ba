import { spawnSync } from 'node:child_process';
import { chmodSync, readdirSync, readFileSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { BackendPlaces, FoundBackend } from '../../../../src/engine/backends/backend';
import { Measurements } from '../../../../src/engine/backends/measurements';
import { placesOf } from '../../../../src/engine/backends/places';
import type { BackendReport } from '../../../../src/protocol/backends';
import { writeNodeGpuPackage } from '../../../support/standInPackages';
import { temporaryFolders } from '../../../support/temporaryFolder';

const temporary = temporaryFolders('measurements');
const here: FoundBackend = { isThere: true };
const day = 24 * 3_600_000;

function report(more: Partial<BackendReport> = {}): BackendReport {
  const measuredAt = new Date().toISOString();
  return { backend: 'wasm', isUsable: true, stepsPerSecond: 20, batchSize: 256, measuredAt, ...more };
}
function placesIn(storage: string): BackendPlaces {
  const engineModule = join(storage, 'engine.js');
  writeFileSync(engineModule, '');
  return { ...placesOf(storage, { storage }), engineModule };
}

describe('measurements', () => {
  it('are remembered by other processes, for their backend and batch size', () => {
    const places = placesIn(temporary());
    new Measurements(places).keep(report(), here, 256);
    const other = new Measurements(places);
    expect(other.find('wasm', here, 256)).toMatchObject({ stepsPerSecond: 20 });
    expect(other.find('wasm', here, 64)).toBeUndefined();
    expect(other.find('cpu', here, 256)).toBeUndefined();
  });

  it('hold a month, failures an hour', () => {
    const places = placesIn(temporary());
    const at = (later: number): Measurements => new Measurements(places, () => Date.now() + later);
    at(0).keep(report(), here, 256);
    at(0).keep(report({ backend: 'cpu', isUsable: false, reason: 'no' }), here, 256);
    expect(at(29 * day).find('wasm', here, 256)).toBeDefined();
    expect(at(31 * day).find('wasm', here, 256)).toBeUndefined();
    expect(at(-day).find('wasm', here, 256)).toBeUndefined();
    expect(at(day / 48).find('cpu', here, 256)).toBeDefined();
    expect(at(day / 12).find('cpu', here, 256)).toBeUndefined();
  });

  it('are void after a new build of Flowcell, another package, another Node.js', () => {
    const storage = temporary();
    const places = placesIn(storage);
    const folder = writeNodeGpuPackage(temporary(), 'right');
    const found: FoundBackend = { isThere: true, package: { name: 'x', version: '1', folder } };
    const gpu = report({ backend: 'node-gpu' });
    new Measurements(places).keep(gpu, found, 256);
    const known = (given: BackendPlaces, of: FoundBackend): boolean =>
      new Measurements(given).find('node-gpu', of, 256) !== undefined;
    expect(known(places, found)).toBe(true);
    expect(known({ ...places, node: '/other/node' }, found)).toBe(false);
    expect(known(places, { isThere: true, package: { name: 'x', version: '2', folder } })).toBe(false);
    utimesSync(folder, new Date(1e9), new Date(1e9));
    expect(known(places, found)).toBe(false);
    new Measurements(places).keep(gpu, found, 256);
    writeFileSync(places.engineModule, 'changed');
    expect(known(places, found)).toBe(false);
  });

  it('survive files that are broken or hold something else, and never grow without end', () => {
    const storage = temporary();
    const places = placesIn(storage);
    const file = join(storage, 'measurements.json');
    for (const text of [
      '',
      '{',
      '[]',
      '7',
      '{"a":{"backend":"quantum","isUsable":true}}',
      '{"__proto__":{"isUsable":true}}',
    ]) {
      writeFileSync(file, text);
      expect(new Measurements(places).find('wasm', here, 256)).toBeUndefined();
    }
    const measurements = new Measurements(places);
    for (let size = 1; size <= 150; size++) measurements.keep(report(), here, size);
    expect(Object.keys(JSON.parse(readFileSync(file, 'utf8')) as object).length).toBe(100);
    expect(measurements.find('wasm', here, 150)).toBeDefined();
    expect(readdirSync(storage).filter((name) => name.endsWith('.tmp'))).toEqual([]);
  });

  it('do without a folder, and without leave to write', () => {
    const none = new Measurements(placesOf(temporary(), {}));
    none.keep(report(), here, 256);
    expect(none.find('wasm', here, 256)).toBeUndefined();
    none.markLoading('webgpu')();
    expect(none.diedLoading('webgpu')).toBe(false);
    const file = join(temporary(), 'file');
    writeFileSync(file, '');
    chmodSync(file, 0o400);
    const blocked = new Measurements({ ...placesOf(temporary(), {}), storage: join(file, 'below') });
    blocked.keep(report(), here, 256);
    expect(blocked.find('wasm', here, 256)).toBeUndefined();
    expect(() => blocked.markLoading('webgpu')()).not.toThrow();
  });

  it('know a backend that a process died of, until all are given another chance', () => {
    const places = placesIn(temporary());
    const measurements = new Measurements(places);
    const loaded = measurements.markLoading('webgpu');
    expect(measurements.diedLoading('webgpu')).toBe(false);
    loaded();
    const { pid } = spawnSync(process.execPath, ['--version']);
    writeFileSync(join(places.storage!, `loading-webgpu-${pid}`), '');
    expect(measurements.diedLoading('webgpu')).toBe(true);
    expect(measurements.diedLoading('node-gpu')).toBe(false);
    measurements.forgetDeaths();
    expect(measurements.diedLoading('webgpu')).toBe(false);
  });
});
