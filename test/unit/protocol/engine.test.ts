import { describe, expect, it } from 'vitest';
import { engineMethods, isEngineReplyMessage, maxGraphsPerRequest } from '../../../src/protocol/engine';

const target = { name: 'cifar10_test', title: 'CIFAR-10', unit: 'percent', higherIsBetter: true };
const source = { id: 'm', title: 'M', space: 's', trainedOn: 'cells', heldOutTau: 70, coverage: 80 };
const predicted = { kind: 'predicted', source, targets: [{ target, value: 93, low: 92, high: 94, topPercent: 1 }] };

describe('messages of the engine', () => {
  it('accepts predictions that are whole', () => {
    expect(engineMethods.predict.result({ predictions: [predicted, { kind: 'none', reason: 'outside' }] })).toBe(true);
  });

  it.each([
    ['a value that is no number', { ...predicted, targets: [{ ...predicted.targets[0], value: Number.NaN }] }],
    ['a missing source', { kind: 'predicted', targets: [] }],
    ['an unknown kind', { kind: 'maybe' }],
    ['a missing reason', { kind: 'none' }],
  ])('refuses a prediction with %s', (_what, prediction) => {
    expect(engineMethods.predict.result({ predictions: [prediction] })).toBe(false);
  });

  it('refuses more graphs than one request may have', () => {
    const graphs = Array.from({ length: maxGraphsPerRequest + 1 }, () => ({ operations: [], edges: [] }));
    expect(engineMethods.predict.params({ space: 's', graphs })).toBe(false);
  });

  it.each([
    null,
    [],
    {},
    { kind: 'result' },
    { kind: 'error', id: 1, code: 'x', message: '' },
    { kind: 'log', level: 'loud', message: '' },
  ])('refuses the reply %j', (message) => {
    expect(isEngineReplyMessage(message)).toBe(false);
  });
});
