import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { GraphOps } from '../../src/core/encoder/graphOps';
import { locateWasmFiles, startBackend, type OwnBackendName } from '../../src/engine/tensorflow';

const root = join(__dirname, '../..');

/** A tensor backend for tests; the wasm one needs the compiled kernels. */
export function testBackend(name: OwnBackendName = 'wasm'): Promise<GraphOps> {
  const files = locateWasmFiles(root, false);
  if (!existsSync(files.kernels)) throw new Error('dist/kernels.wasm is missing: run `npm run build` first');
  return startBackend(name, files);
}
