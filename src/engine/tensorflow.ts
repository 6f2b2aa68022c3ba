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
import { indexedMoves } from '../core/encoder/rowMoves';
import { activate, withoutNewListeners } from './backends/activate';
import { fusedOps } from './kernels/fusedOps';

/** The backends that are part of Flowcell. */
export type OwnBackendName = 'wasm' | 'cpu';

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
 * Starts one of Flowcell's own backends and returns the graph operations on it: fused kernels on wasm, composed ones on cpu.
 *
 * @throws Error if the backend does not start
 */
export async function startBackend(name: OwnBackendName, files: WasmFiles): Promise<GraphOps> {
  await withoutNewListeners(async () => {
    setWasmPaths(files.tfjs);
    await activate(name);
  });
  // the cpu backend would print an advertisement for another package on its first use
  (tf.backend() as { firstUse?: boolean }).firstUse = false;
  return name === 'wasm' ? fusedOps(tf, readFileSync(files.kernels)) : composedOps(tf, indexedMoves(tf));
}
