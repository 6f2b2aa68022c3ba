import { existsSync } from 'node:fs';
import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { InstallableBackend } from '../../../protocol/backends';
import { InstallError } from './npm';

/** How a backend is installed. */
export interface Recipe {
  /** Exact versions: what was tested. */
  readonly dependencies: Readonly<Record<string, string>>;
  /** Whether the packages' install scripts have to run; they are kept from running otherwise. */
  readonly needsScripts: boolean;
  readonly limitMs: number;
  /** Looks at what npm left behind, and removes what is not needed. @throws InstallError */
  finish(folder: string): Promise<void>;
}

const minute = 60_000;

export const recipes: Readonly<Record<InstallableBackend, Recipe>> = {
  webgpu: {
    dependencies: { webgpu: '0.6.2' },
    needsScripts: false,
    limitMs: 10 * minute,
    async finish(folder) {
      const binaries = join(folder, 'node_modules', 'webgpu', 'dist');
      const own = `${process.platform}-${process.platform === 'darwin' ? 'universal' : process.arch}`;
      if (!existsSync(join(binaries, own))) {
        throw new InstallError(`The package webgpu has no binary for ${process.platform} on ${process.arch}.`);
      }
      // the package carries the binaries of every platform
      for (const name of await readdir(binaries)) {
        if (name !== own) await rm(join(binaries, name), { recursive: true, force: true });
      }
    },
  },
  'node-gpu': {
    dependencies: { '@tensorflow/tfjs-node-gpu': '4.22.0' },
    needsScripts: true,
    limitMs: 30 * minute,
    async finish(folder) {
      const libraries = join(folder, 'node_modules', '@tensorflow', 'tfjs-node-gpu', 'lib');
      const versions = await readdir(libraries).catch(() => []);
      if (versions.some((version) => existsSync(join(libraries, version, 'tfjs_binding.node')))) return;
      throw new InstallError(
        "npm did not run the install script that downloads TensorFlow: scripts are switched off (ignore-scripts or allow-scripts in npm's configuration). " +
          'Allow them for @tensorflow/tfjs-node-gpu, or install the package elsewhere and name its folder in flowcell.engine.packageFolder.',
      );
    },
  },
};
