import { existsSync, readFileSync, realpathSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, isAbsolute, join } from 'node:path';
import type { BackendName, BackendPackage } from '../../protocol/backends';
import type { BackendPlaces, FoundBackend } from './backend';

/** Where Install GPU Backend puts a backend's packages. */
export const installedFolder = (storage: string, backend: BackendName): string => join(storage, backend);

/**
 * Looks for the first of some packages: in the folder of the setting, in the extension's storage, then as Node.js would from Flowcell's own
 * files. Reads their package.json and loads nothing.
 *
 * @param names in order of preference
 */
export function findPackage(backend: BackendName, names: readonly string[], places: BackendPlaces): FoundBackend {
  const { packageFolder, storage, resolveFrom } = places;
  if (packageFolder !== undefined && packageFolder !== '') {
    if (!isAbsolute(packageFolder)) {
      return { isThere: false, reason: `The package folder ${packageFolder} is not an absolute path.` };
    }
    const found = names.map((name) => packageAt(packageFolder, name) ?? packageIn(packageFolder, name)).find(Boolean);
    if (found) return { isThere: true, package: found };
    // the setting may have been made for the other backend's package
    if (!existsSync(packageFolder)) {
      return { isThere: false, reason: `The package folder ${packageFolder} does not exist.` };
    }
  }
  if (storage !== undefined) {
    const found = names.map((name) => packageIn(installedFolder(storage, backend), name)).find(Boolean);
    if (found) return { isThere: true, package: found };
  }
  const found = names.map((name) => resolved(resolveFrom, name)).find(Boolean);
  return found ? { isThere: true, package: found } : { isThere: false, reason: `${names[0]} is not installed.` };
}

/** The folder itself is the package. */
function packageAt(folder: string, name: string): BackendPackage | undefined {
  try {
    const manifest: unknown = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
    if (typeof manifest !== 'object' || manifest === null) return undefined;
    const { name: found, version } = manifest as { readonly name?: unknown; readonly version?: unknown };
    if (found !== name) return undefined;
    return { name, version: typeof version === 'string' ? version : 'unknown', folder: realpathSync(folder) };
  } catch {
    return undefined;
  }
}

/** The folder is a node_modules, or has one. */
function packageIn(folder: string, name: string): BackendPackage | undefined {
  return packageAt(join(folder, 'node_modules', name), name) ?? packageAt(join(folder, name), name);
}

function resolved(from: string, name: string): BackendPackage | undefined {
  // a package's `exports` may hide its package.json: walk the folders that would be searched
  for (const folder of createRequire(from).resolve.paths(name) ?? []) {
    const found = packageAt(join(folder, name), name);
    if (found) return found;
  }
  return undefined;
}

/** The file that is loaded for a package. @throws Error if the package has none */
export function entryOf({ folder }: BackendPackage): string {
  return createRequire(join(dirname(folder), 'index.js')).resolve(folder);
}
