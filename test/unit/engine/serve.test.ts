import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { EngineHandlers } from '../../../src/engine/handlers';
import { serve } from '../../../src/engine/serve';
import type { EngineReplyMessage } from '../../../src/protocol/engine';

function start(overrides: Partial<EngineHandlers> = {}): {
  deliver: (message: unknown) => void;
  sent: EngineReplyMessage[];
} {
  const sent: EngineReplyMessage[] = [];
  let deliver: (message: unknown) => void = () => undefined;
  const handlers: EngineHandlers = {
    initialize: () => Promise.resolve({ backend: 'test' }),
    predict: ({ graphs }) =>
      Promise.resolve({ predictions: graphs.map(() => ({ kind: 'none', reason: 'test' }) as const) }),
    listModels: () => Promise.resolve({ models: [], problems: [] }),
    reloadModels: () => Promise.resolve({}),
    pretrain: () => Promise.reject(new Error('not here')),
    finetune: () => Promise.reject(new Error('not here')),
    evaluate: () => Promise.reject(new Error('not here')),
    tableColumns: () => Promise.resolve({ columns: [] }),
    backends: () => Promise.reject(new Error('not here')),
    tryBackend: () => Promise.reject(new Error('not here')),
    installBackend: () => Promise.reject(new Error('not here')),
    importModel: () => Promise.reject(new Error('not here')),
    exportPredictions: () => Promise.reject(new Error('not here')),
    ...overrides,
  };
  serve({ send: (message) => sent.push(message), onMessage: (listener) => (deliver = listener) }, handlers);
  return { deliver, sent };
}
const settled = (): Promise<void> => new Promise((done) => setImmediate(done));
const graph = {
  operations: [0, 1, 2],
  edges: [
    [0, 1],
    [1, 2],
  ],
};

describe('serve', () => {
  it('answers a request with its result', async () => {
    const { deliver, sent } = start();
    deliver({ kind: 'request', id: 7, method: 'predict', params: { space: 's', graphs: [graph, graph] } });
    await settled();
    const none = { kind: 'none', reason: 'test' };
    expect(sent).toEqual([{ kind: 'result', id: 7, result: { predictions: [none, none] } }]);
  });

  it.each([
    ['no graphs', { space: 's' }],
    ['an edge to nowhere', { space: 's', graphs: [{ operations: [0], edges: [[0, 1]] }] }],
    ['a negative operation', { space: 's', graphs: [{ operations: [-1], edges: [] }] }],
    ['a number for the space', { space: 1, graphs: [] }],
    ['nothing', undefined],
  ])('refuses parameters with %s', async (_what, params) => {
    const { deliver, sent } = start();
    deliver({ kind: 'request', id: 1, method: 'predict', params });
    await settled();
    expect(sent).toMatchObject([{ kind: 'error', id: 1, code: 'invalid-request' }]);
  });

  it('refuses unknown methods, those of the prototype included', async () => {
    const { deliver, sent } = start();
    for (const [id, method] of ['what', 'constructor', '__proto__'].entries()) deliver({ kind: 'request', id, method });
    await settled();
    expect(sent.map((message) => message.kind === 'error' && message.code)).toEqual(Array(3).fill('invalid-request'));
  });

  it('turns what a handler throws into an error', async () => {
    const { deliver, sent } = start({
      predict: () => Promise.reject(new Error('no')),
      listModels: () => {
        throw new Error('never');
      },
    });
    deliver({ kind: 'request', id: 1, method: 'predict', params: { space: 's', graphs: [] } });
    deliver({ kind: 'request', id: 2, method: 'listModels', params: {} });
    await settled();
    expect(sent.sort((a, b) => (a.kind === 'error' && b.kind === 'error' ? a.id - b.id : 0))).toEqual([
      { kind: 'error', id: 1, code: 'failed', message: 'no' },
      { kind: 'error', id: 2, code: 'failed', message: 'never' },
    ]);
  });

  it('cancels', async () => {
    const { deliver, sent } = start({
      predict: (_params, { signal }) =>
        new Promise((_resolve, reject) => signal.addEventListener('abort', () => reject(new Error('aborted')))),
    });
    deliver({ kind: 'request', id: 1, method: 'predict', params: { space: 's', graphs: [] } });
    deliver({ kind: 'cancel', id: 1 });
    deliver({ kind: 'cancel', id: 99 });
    await settled();
    expect(sent).toMatchObject([{ kind: 'error', id: 1, code: 'cancelled' }]);
  });

  it('survives any message', async () => {
    const { deliver, sent } = start();
    await fc.assert(
      fc.asyncProperty(fc.anything(), async (message) => {
        deliver(message);
        await settled();
      }),
    );
    deliver({ kind: 'request', id: 1, method: 'listModels', params: {} });
    await settled();
    expect(sent.at(-1)).toMatchObject({ kind: 'result', id: 1 });
  });
});
