import type { BackendName } from '../../protocol/backends';
import type { TensorBackend } from './backend';
import { cpu } from './cpu';
import { nodeGpu } from './nodeGpu';
import { wasm } from './wasm';
import { webgpu } from './webgpu';

/** All backends, likeliest fastest first. */
export const backends: readonly TensorBackend[] = [nodeGpu, webgpu, wasm, cpu];

export function backendByName(name: BackendName): TensorBackend {
  const found = backends.find((backend) => backend.name === name);
  if (!found) throw new Error(`no backend named ${name}`);
  return found;
}
