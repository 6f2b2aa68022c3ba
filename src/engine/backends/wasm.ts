import type { TensorBackend } from './backend';
import { startBackend } from '../tensorflow';

/** WebAssembly with SIMD and fused kernels: part of Flowcell, one thread, starts in a moment. */
export const wasm: TensorBackend = {
  name: 'wasm',
  registeredAs: 'wasm',
  isForeign: false,
  find: () => ({ isThere: true }),
  start: async ({ wasm: files }) => ({ ops: await startBackend('wasm', files) }),
};
