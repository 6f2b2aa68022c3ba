import { createRequire } from 'node:module';
import * as tf from '@tensorflow/tfjs-core';
import { composedOps } from '../../core/encoder/composedOps';
import { indexedMoves } from '../../core/encoder/rowMoves';
import { activate, withoutNewListeners, withoutWarnings } from './activate';
import type { FoundBackend, StartedBackend, TensorBackend } from './backend';
import { entryOf, findPackage } from './packages';

/** The GPU package, or the one for CPUs where that is what lies there: the binding is the same. */
export const nodeGpuPackages = ['@tensorflow/tfjs-node-gpu', '@tensorflow/tfjs-node'] as const;

/** TensorFlow's C library through its Node.js binding: CUDA on Linux and Windows. Never part of Flowcell, hundreds of megabytes. */
export const nodeGpu: TensorBackend = {
  name: 'node-gpu',
  registeredAs: 'tensorflow',
  isForeign: true,
  find: (places) => findPackage('node-gpu', nodeGpuPackages, places),
  start: (_places, found) => withoutNewListeners(() => load(found)),
};

/** Fields of its backend that say what it computes on. */
interface NodeBackend {
  readonly isGPUPackage?: boolean;
  readonly isUsingGpuDevice?: boolean;
}

async function load(found: FoundBackend): Promise<StartedBackend> {
  if (!found.isThere || !found.package) throw new Error(found.isThere ? 'it has no package' : found.reason);
  const entry = entryOf(found.package);
  const require = createRequire(entry);
  restoreRemovedUtilities(require('node:util') as Record<string, unknown>);
  // Tensor cores would round products to ten bits; the golden numbers and runs that go on elsewhere need single precision
  process.env['NVIDIA_TF32_OVERRIDE'] ??= '0';
  // Its copy of tfjs-core shares the engine and the registries of this one, through globals.
  await withoutWarnings(() => require(entry) as unknown);
  await activate('tensorflow');
  const { isGPUPackage, isUsingGpuDevice } = tf.backend() as NodeBackend;
  const device = isUsingGpuDevice === true ? 'GPU (CUDA)' : 'CPU (libtensorflow)';
  const note =
    isUsingGpuDevice === true
      ? undefined
      : isGPUPackage === true
        ? 'it computes on the CPU: libtensorflow found no usable GPU; it needs CUDA 11.2 and cuDNN 8.1'
        : 'the package without GPU support';
  return { ops: composedOps(tf, indexedMoves(tf)), device, ...(note === undefined ? {} : { note }) };
}

/** The binding calls these at run time; Node.js 23 removed them. */
export function restoreRemovedUtilities(util: Record<string, unknown>): void {
  util['isNullOrUndefined'] ??= (value: unknown): boolean => value === null || value === undefined;
  util['isArray'] ??= Array.isArray;
}
