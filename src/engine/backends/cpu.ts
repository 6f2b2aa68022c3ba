import type { TensorBackend } from './backend';
import { startBackend } from '../tensorflow';

/** Plain JavaScript: the reference, and what is left where nothing else runs. */
export const cpu: TensorBackend = {
  name: 'cpu',
  registeredAs: 'cpu',
  isForeign: false,
  find: () => ({ isThere: true }),
  start: async ({ wasm: files }) => ({ ops: await startBackend('cpu', files) }),
};
