import type { ArchitectureGraph } from '../../../src/core/graph/graph';
import type { ArchitecturePrediction } from '../../../src/core/model/prediction';
import type { EngineReplyMessage } from '../../../src/protocol/engine';

// Stands in for the engine in tests of its supervision. The space of a predict request says how it behaves; for DARTS the
// environment does.

const send = (message: unknown): void => void process.send?.(message);

/** A number that depends on the graph and nothing else. */
function scoreOf({ operations, edges }: ArchitectureGraph): ArchitecturePrediction {
  const target = { name: 'accuracy', title: 'CIFAR-10', unit: 'percent', higherIsBetter: true };
  const source = { id: 'fake', title: 'Fake', space: 'any', trainedOn: 'nothing', heldOutTau: 80, coverage: 80 };
  const value = 90 + ((operations.reduce((sum, operation) => sum + operation, 0) + edges.length) % 50) / 10;
  return {
    kind: 'predicted',
    source,
    targets: [{ target, value, low: value - 0.4, high: value + 0.4, topPercent: 5 }],
  };
}

function predict(id: number, space: string, graphs: readonly ArchitectureGraph[]): void {
  switch (space === 'darts' ? process.env['FAKE_ENGINE'] : space) {
    case 'nas-bench-101':
    case 'nas-bench-201':
      send({ kind: 'result', id, result: { predictions: graphs.map(scoreOf) } } satisfies EngineReplyMessage);
      break;
    case 'crash':
      process.exit(3);
      break;
    case 'hang': {
      // busy beyond every limit of the server, but not for ever: a killed server cannot take it along
      const end = Date.now() + 30_000;
      while (Date.now() < end);
      break;
    }
    case 'silent':
      break;
    case 'slow':
      setTimeout(() => predict(id, 'quick', graphs), 200);
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
process.on(
  'message',
  (message: {
    kind: string;
    id: number;
    method?: string;
    params?: { space?: string; graphs?: ArchitectureGraph[] };
  }) => {
    if (message.kind !== 'request') return;
    if (message.method === 'initialize') {
      if (process.env['FAKE_ENGINE'] === 'broken') process.exit(4);
      send({ kind: 'result', id: message.id, result: { backend: 'fake' } });
    } else {
      predict(message.id, message.params?.space ?? '', message.params?.graphs ?? []);
    }
  },
);
