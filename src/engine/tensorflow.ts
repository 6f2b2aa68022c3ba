import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import * as tf from '@tensorflow/tfjs-core';
// core alone trains with "gradient function not found"
import '@tensorflow/tfjs-core/dist/register_all_gradients';
import '@tensorflow/tfjs-backend-cpu';
import { setWasmPaths } from '@tensorflow/tfjs-backend-wasm';
import { composedOps } from '../core/encoder/composedOps';
import type { GraphOps } from '../core/encoder/graphOps';
import { fusedOps } from './kernels/fusedOps';

export type BackendName = 'wasm' | 'cpu';

/** Where the compiled kernels and TensorFlow.js's own .wasm files are. */
export interface WasmFiles {
  /** Path of kernels.wasm. */
  readonly kernels: string;
  /** Folder of tfjs-backend-wasm*.wasm, with a trailing separator. */
  readonly tfjs: string;
}

/** Beside the bundle where it is packaged, else in the repository's dist and node_modules. */
export function locateWasmFiles(bundleFolder: string, packaged: boolean): WasmFiles {
  if (packaged) return { kernels: join(bundleFolder, 'kernels.wasm'), tfjs: `${bundleFolder}/` };
  const require = createRequire(join(bundleFolder, 'index.js'));
  return {
    kernels: join(bundleFolder, 'dist', 'kernels.wasm'),
    tfjs: `${dirname(require.resolve('@tensorflow/tfjs-backend-wasm/package.json'))}/dist/`,
  };
}

/**
 * Starts a TensorFlow.js backend and returns the graph operations on it: fused kernels on wasm, composed ones on others.
 *
 * @throws Error if the backend does not start
 */
export async function startBackend(name: BackendName, files: WasmFiles): Promise<GraphOps> {
  const before = new Map(guarded.map((event) => [event, process.listeners(event as 'uncaughtException')]));
  setWasmPaths(files.tfjs);
  if (!(await tf.setBackend(name))) throw new Error(`the ${name} backend of TensorFlow.js did not start`);
  await tf.ready();
  // the cpu backend would print an advertisement for another package on its first use
  (tf.backend() as { firstUse?: boolean }).firstUse = false;
  for (const event of guarded) {
    for (const listener of process.listeners(event as 'uncaughtException')) {
      if (!before.get(event)?.includes(listener)) process.removeListener(event, listener);
    }
  }
  return name === 'wasm' ? fusedOps(tf, readFileSync(files.kernels)) : composedOps(tf);
}

/** Initialising wasm adds listeners for these that rethrow and defeat the process's own handling. */
const guarded = ['uncaughtException', 'unhandledRejection'] as const;
