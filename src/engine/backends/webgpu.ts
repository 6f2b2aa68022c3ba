import { pathToFileURL } from 'node:url';
import * as tf from '@tensorflow/tfjs-core';
import { composedOps } from '../../core/encoder/composedOps';
import { indexedMoves } from '../../core/encoder/rowMoves';
import { activate, withoutNewListeners, withoutWarnings } from './activate';
import type { FoundBackend, StartedBackend, TensorBackend } from './backend';
import { entryOf, findPackage } from './packages';

/** GPUs of any vendor through WebGPU, which Node.js gets from the package `webgpu` (Dawn). */
export const webgpu: TensorBackend = {
  name: 'webgpu',
  registeredAs: 'webgpu',
  isForeign: true,
  find: (places) => findPackage('webgpu', ['webgpu'], places),
  start: (_places, found) => withoutNewListeners(() => load(found)),
};

interface Adapter {
  readonly info?: {
    readonly vendor?: string;
    readonly architecture?: string;
    readonly device?: string;
    readonly description?: string;
    readonly isFallbackAdapter?: boolean;
  };
  readonly isFallbackAdapter?: boolean;
}
interface Gpu {
  requestAdapter(options?: { readonly powerPreference?: string }): Promise<Adapter | null>;
}
interface Dawn {
  create(flags: readonly string[]): Gpu;
  readonly globals: Readonly<Record<string, unknown>>;
}

let adapter: Promise<Adapter> | undefined;

async function load(found: FoundBackend): Promise<StartedBackend> {
  if (!found.isThere || !found.package) throw new Error(found.isThere ? 'it has no package' : found.reason);
  if (process.versions['electron'] !== undefined) {
    throw new Error(
      'WebGPU needs a process of Node.js itself, not the one that VS Code brings: install Node.js 20 or newer, or set flowcell.engine.nodePath.',
    );
  }
  const entry = entryOf(found.package);
  adapter ??= provideGpu(entry);
  const { info = {}, isFallbackAdapter } = await adapter.catch((error: unknown) => {
    adapter = undefined;
    throw error;
  });
  // Registers itself while it is loaded, and only where it finds a GPU interface. The bundle imports a file: hence the extension.
  await withoutWarnings(() => import('./webgpuBackend.js'));
  await activate('webgpu');
  const names = [info.description, info.vendor, info.architecture].filter((name) => name !== undefined && name !== '');
  const isSoftware =
    isFallbackAdapter === true ||
    info.isFallbackAdapter === true ||
    /swiftshader|llvmpipe|lavapipe|softpipe|basic render|warp/i.test([...names, info.device].join(' '));
  return {
    ops: composedOps(tf, indexedMoves(tf)),
    device: names[0] ?? 'an unnamed adapter',
    isSoftware,
    ...(isSoftware ? { note: 'a program on the CPU, not a GPU: chosen only by name' } : {}),
  };
}

/** Puts the interface where browsers have it, and asks for the adapter that TensorFlow.js will ask for. */
async function provideGpu(entry: string): Promise<Adapter> {
  const dawn = (await import(pathToFileURL(entry).href)) as Dawn;
  const gpu = dawn.create([]);
  for (const [name, value] of Object.entries(dawn.globals)) {
    if (!(name in globalThis)) Object.defineProperty(globalThis, name, { value, configurable: true, writable: true });
  }
  const scope = globalThis as { navigator?: object };
  if (scope.navigator === undefined) {
    Object.defineProperty(scope, 'navigator', { value: { userAgent: 'Node.js' }, configurable: true, writable: true });
  }
  Object.defineProperty(scope.navigator, 'gpu', { value: gpu, configurable: true });
  const found = await gpu.requestAdapter({ powerPreference: 'high-performance' });
  if (!found)
    throw new Error('there is no GPU that WebGPU can use: neither Vulkan, Metal nor Direct3D 12 has a device');
  return found;
}
