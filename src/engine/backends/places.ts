import { homedir } from 'node:os';
import { join } from 'node:path';
import { locateWasmFiles } from '../tensorflow';
import type { BackendPlaces } from './backend';

/** What settings say about places; an empty text counts as absent. */
export interface PlaceSettings {
  readonly packageFolder?: string;
  readonly storage?: string;
  readonly node?: string;
}

/** Places beside the packaged programs. */
export function placesOf(bundleFolder: string, { packageFolder, storage, node }: PlaceSettings): BackendPlaces {
  return {
    wasm: locateWasmFiles(bundleFolder, true),
    engineModule: join(bundleFolder, 'engine.js'),
    resolveFrom: join(bundleFolder, 'engine.js'),
    ...(packageFolder ? { packageFolder } : {}),
    ...(storage ? { storage } : {}),
    ...(node ? { node } : {}),
  };
}

/** Where the command line keeps what the extension keeps in its storage, by the custom of the system. */
export function cacheFolder(environment: NodeJS.ProcessEnv = process.env, platform = process.platform): string {
  const base =
    environment['XDG_CACHE_HOME'] ||
    (platform === 'win32'
      ? environment['LOCALAPPDATA'] || join(homedir(), 'AppData', 'Local')
      : platform === 'darwin'
        ? join(homedir(), 'Library', 'Caches')
        : join(homedir(), '.cache'));
  return join(base, 'flowcell', 'backends');
}
