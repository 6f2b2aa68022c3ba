import type { EngineHandlers, Log } from './handlers';

/** The engine's answers. The parts that compute are loaded by `initialize`, so that the process itself starts at once. */
export function createHandlers(_log: Log): EngineHandlers {
  return {
    initialize: () => Promise.resolve({ backend: 'none' }),
    predict: ({ space, graphs }) =>
      Promise.resolve({
        predictions: graphs.map(() => ({ kind: 'none', reason: `There is no model for ${space}.` }) as const),
      }),
    listModels: () => Promise.resolve({ models: [], problems: [] }),
  };
}
