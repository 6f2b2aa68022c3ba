import { chmodSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { EngineSettings } from '../../../src/protocol/engine';
import { NodeFinder, trainingProgram } from '../../../src/server/engine/nodePath';
import { temporaryFolders } from '../../support/temporaryFolder';

const temporary = temporaryFolders('node');

/** A folder with a program named node that prints this. */
function program(text: string): string {
  const folder = temporary();
  const file = join(folder, 'node');
  writeFileSync(file, `#!/bin/sh\n${text}\n`);
  chmodSync(file, 0o755);
  return folder;
}
function real(): string {
  const folder = temporary();
  symlinkSync(process.execPath, join(folder, 'node'));
  return folder;
}
const inElectron = (...folders: string[]): NodeFinder => new NodeFinder(true, () => folders.join(delimiter));

describe('the search for Node.js', () => {
  it('is not needed where the server runs in Node.js and no setting says otherwise', async () => {
    expect(await new NodeFinder(false).find('')).toEqual({});
    const folder = real();
    expect(await new NodeFinder(false).find(join(folder, 'node'))).toEqual({ node: join(folder, 'node') });
  });

  it('takes the first on the search path that is new enough and answers', async () => {
    const folder = real();
    const finder = inElectron(temporary(), program('echo v12.0.0'), program('echo hello'), program('exit 1'), folder);
    expect(await finder.find('')).toEqual({ node: join(folder, 'node') });
  });

  it('says why there is none', async () => {
    expect((await inElectron(temporary()).find('')).problem).toMatch(/no Node\.js on the search path/);
    expect((await inElectron(program('echo v18.20.0')).find('')).problem).toMatch(/v18\.20\.0, too old/);
    expect((await inElectron(program('echo hello')).find('')).problem).toMatch(/does not answer like Node\.js/);
    expect((await inElectron().find('node')).problem).toMatch(/not an absolute path/);
    expect((await inElectron().find('/no/node')).problem).toMatch(/does not answer/);
  });

  it('ignores folders of the search path that are relative to whatever is open', async () => {
    expect((await inElectron('.', 'node_modules/.bin').find('')).node).toBeUndefined();
  });

  it('asks again after a failure, once after a success', async () => {
    const folder = temporary();
    const finder = inElectron(folder);
    expect((await finder.find('')).node).toBeUndefined();
    symlinkSync(process.execPath, join(folder, 'node'));
    expect((await finder.find('')).node).toBeDefined();
  });
});

describe('the program that trains', () => {
  const settings: EngineSettings = { modelFolders: [], backend: 'auto', node: '/usr/bin/node' };

  it('is another Node.js only where a backend that needs it is there and may be used', () => {
    const storage = temporary();
    expect(trainingProgram({ ...settings, storage })).toBeUndefined();
    expect(trainingProgram({ ...settings, packageFolder: '' })).toBeUndefined();
    expect(trainingProgram({ ...settings, packageFolder: '/opt/packages' })).toBe('/usr/bin/node');
    mkdirSync(join(storage, 'webgpu'));
    expect(trainingProgram({ ...settings, storage })).toBe('/usr/bin/node');
    for (const backend of ['wasm', 'cpu'] as const) {
      expect(trainingProgram({ ...settings, storage, backend })).toBeUndefined();
    }
  });
});
