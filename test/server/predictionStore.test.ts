import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { ArchitecturePrediction } from '../../src/core/model/prediction';
import { nasBench201 } from '../../src/core/spaces/nasBench201/nasBench201';
import type { Architecture } from '../../src/core/spec/architecture';
import type { PredictParams } from '../../src/protocol/engine';
import { EngineError } from '../../src/server/engine/engineError';
import { LruMap } from '../../src/server/predictions/lruMap';
import type { ScoredCell } from '../../src/service/serviceTypes';
import { PredictionStore } from '../../src/server/predictions/predictionStore';

const operations = nasBench201.operations.map((operation) => operation.name);
const pairs = [
  [0, 1],
  [0, 2],
  [1, 2],
  [0, 3],
  [1, 3],
  [2, 3],
] as const;

/** The i-th NAS-Bench-201 cell whose edges are neither `none` nor all the same. */
function cell(i: number): ScoredCell {
  const choice = (edge: number): string => operations[Math.floor(i / operations.length ** edge) % operations.length]!;
  const architecture: Architecture = {
    parts: [
      {
        role: 'cell',
        cell: {
          nodes: ['0', '1', '2', '3'].map((name) => ({ name })),
          edges: pairs.map(([from, to], edge) => ({ from, to, operation: choice(edge) })),
        },
      },
    ],
  };
  return { space: nasBench201, architecture };
}

const prediction = (reason: string): ArchitecturePrediction => ({ kind: 'none', reason });
let asked: PredictParams[];
let answer: (params: PredictParams) => Promise<readonly ArchitecturePrediction[]>;
let retries: number;

function store(capacity?: number): PredictionStore {
  return new PredictionStore({
    engine: {
      request: async (_method, params) => {
        asked.push(params);
        return { predictions: await answer(params) };
      },
    },
    onRetry: () => retries++,
    ...(capacity !== undefined && { capacity }),
  });
}

beforeEach(() => {
  asked = [];
  retries = 0;
  answer = ({ graphs }) => Promise.resolve(graphs.map((graph) => prediction(graph.operations.join(' '))));
});
afterEach(() => {
  vi.useRealTimers();
});

describe('PredictionStore', () => {
  it('asks once for each architecture', async () => {
    const predictions = store();
    expect(predictions.get(cell(1000))).toBeUndefined();
    expect(await predictions.ensure([cell(1000), cell(1000), cell(2000)])).toBe(true);
    expect(asked.map(({ graphs }) => graphs.length)).toEqual([2]);
    expect(predictions.get(cell(1000))).toMatchObject({ kind: 'none' });
    expect(await predictions.ensure([cell(2000), cell(1000)])).toBe(false);
    expect(asked).toHaveLength(1);
  });

  it('joins a request that is under way', async () => {
    const predictions = store();
    await Promise.all([predictions.ensure([cell(1)]), predictions.ensure([cell(1), cell(777)])]);
    expect(asked.map(({ graphs }) => graphs.length)).toEqual([1, 1]);
  });

  it('splits many cells', async () => {
    const cells = Array.from({ length: 300 }, (_value, i) => cell(i * 50 + 7));
    await store().ensure(cells);
    expect(Math.max(...asked.map(({ graphs }) => graphs.length))).toBeLessThanOrEqual(128);
  });

  it('asks again, once, when the engine died', async () => {
    let deaths = 1;
    const working = answer;
    answer = (params) => (deaths-- > 0 ? Promise.reject(new EngineError('engine-died', 'gone')) : working(params));
    const predictions = store();
    await predictions.ensure([cell(5)]);
    expect(asked).toHaveLength(2);
    expect(predictions.get(cell(5))).toBeDefined();
  });

  it('says why there is nothing, and asks again after the cool-down', async () => {
    vi.useFakeTimers();
    answer = () => Promise.reject(new EngineError('engine-unavailable', 'it crashed', 30_000));
    const predictions = store();
    await predictions.ensure([cell(5)]);
    expect(predictions.get(cell(5))).toEqual(prediction('it crashed'));
    await predictions.ensure([cell(5)]);
    expect(asked).toHaveLength(1);
    vi.advanceTimersByTime(30_000);
    expect(retries).toBe(1);
    expect(predictions.get(cell(5))).toBeUndefined();
  });

  it('keeps no answer of a model that was replaced meanwhile', async () => {
    let release: (value: readonly ArchitecturePrediction[]) => void = () => undefined;
    answer = () => new Promise((done) => (release = done));
    const predictions = store();
    const old = predictions.ensure([cell(5)]);
    predictions.clear();
    release([prediction('old')]);
    await old;
    expect(predictions.get(cell(5))).toBeUndefined();
  });
});

describe('LruMap', () => {
  it('drops what was used longest ago', () => {
    const map = new LruMap<string, number>(2);
    map.set('a', 1);
    map.set('b', 2);
    map.get('a');
    map.set('c', 3);
    expect([map.has('a'), map.has('b'), map.has('c'), map.size]).toEqual([true, false, true, 2]);
  });
});
