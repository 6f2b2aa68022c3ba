import type { EngineReplyMessage } from '../../../src/protocol/engine';

// Stands in for the engine in tests of its supervision. The space of a predict request says how it behaves.

const send = (message: unknown): void => void process.send?.(message);

function predict(id: number, space: string): void {
  switch (space) {
    case 'crash':
      process.exit(3);
      break;
    case 'hang':
      for (;;);
    case 'silent':
      break;
    case 'malformed':
      send({ kind: 'result', id, result: { predictions: [{ kind: 'predicted' }] } });
      break;
    case 'babble':
      for (const message of [null, 1, 'x', [], {}, { kind: 'result' }, { kind: 'error', id, code: 'what' }])
        send(message);
      send({ kind: 'error', id, code: 'failed', message: 'on purpose' } satisfies EngineReplyMessage);
      break;
    default:
      send({ kind: 'result', id, result: { predictions: [{ kind: 'none', reason: `pid ${process.pid}` }] } });
  }
}

process.on('disconnect', () => process.exit(0));
process.on('message', (message: { kind: string; id: number; method?: string; params?: { space?: string } }) => {
  if (message.kind !== 'request') return;
  if (message.method === 'initialize') {
    if (process.env['FAKE_ENGINE'] === 'broken') process.exit(4);
    send({ kind: 'result', id: message.id, result: { backend: 'fake' } });
  } else {
    predict(message.id, message.params?.space ?? '');
  }
});
