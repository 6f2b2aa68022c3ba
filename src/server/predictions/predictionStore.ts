import type { ArchitecturePrediction } from '../../core/model/prediction';
import { referenceTo } from '../../core/model/predictor';
import { predictionKey } from '../../core/model/predictionKey';
import type { SearchSpace } from '../../core/spaces/space';
import type { Architecture } from '../../core/spec/architecture';
import type { EngineMethods } from '../../protocol/engine';
import type { ScoredCell } from '../../service/serviceTypes';
import { EngineError } from '../engine/engineError';
import { LruMap } from './lruMap';

/** What the store needs of the engine. */
export interface Predictor {
  request(
    method: 'predict',
    params: EngineMethods['predict']['params'],
    options?: { readonly signal?: AbortSignal },
  ): Promise<EngineMethods['predict']['result']>;
}

export interface PredictionStoreOptions {
  readonly engine: Predictor;
  /** Called when a cell that had no prediction, because the engine could not be asked, is worth asking for again. */
  readonly onRetry: () => void;
  /** Identifier of the model that somebody chose for a space; its default one where undefined. */
  readonly modelOf?: (space: string) => string | undefined;
  /** Cells whose predictions are kept. */
  readonly capacity?: number;
}

/** Cells of one request to the engine: few enough that other requests do not wait long. */
const batchSize = 128;
const defaultCapacity = 20_000;
/** A request that died with the engine is repeated once: another request may have been the cause. */
const attempts = 2;
const defaultRetryMs = 5_000;

/**
 * Predictions by architecture. The same cell under another name, in another file or with its nodes in another order is asked for
 * once, because the key is that of what its encoder sees.
 */
export class PredictionStore {
  readonly #known: LruMap<string, ArchitecturePrediction>;
  readonly #pending = new Map<string, Promise<void>>();
  /** Cells that the engine could not be asked about, and why. Forgotten when the engine is worth asking again. */
  readonly #failed = new Map<string, string>();
  readonly #keys = new WeakMap<Architecture, string>();
  /** Spaces by identity: two space files may use the same name. */
  readonly #spaces = new WeakMap<SearchSpace, number>();
  #spaceCount = 0;
  #retryTimer: NodeJS.Timeout | undefined;
  #epoch = 0;

  constructor(private readonly options: PredictionStoreOptions) {
    this.#known = new LruMap(options.capacity ?? defaultCapacity);
  }

  /** The prediction; undefined while it is not known yet. Never waits. */
  get(cell: ScoredCell): ArchitecturePrediction | undefined {
    const key = this.#key(cell);
    const known = this.#known.get(key);
    if (known) return known;
    const reason = this.#failed.get(key);
    return reason === undefined ? undefined : { kind: 'none', reason };
  }

  /** Resolves once `get` answers for every cell; true when it had to ask for one. Never rejects. */
  async ensure(cells: readonly ScoredCell[]): Promise<boolean> {
    const missing = new Map<string, ScoredCell>();
    const waiting: Promise<void>[] = [];
    for (const cell of cells) {
      const key = this.#key(cell);
      if (this.#known.has(key) || this.#failed.has(key)) continue;
      const pending = this.#pending.get(key);
      if (pending) waiting.push(pending);
      else missing.set(key, cell);
    }
    for (const batch of batches(missing)) {
      const asked = this.#ask(batch);
      for (const key of batch.keys()) this.#pending.set(key, asked);
      waiting.push(asked);
    }
    await Promise.all(waiting);
    return waiting.length > 0;
  }

  /** Forgets everything: another model answers from now on. */
  clear(): void {
    this.#epoch++;
    this.#known.clear();
    this.#pending.clear();
    this.#forgetFailures();
  }

  dispose(): void {
    this.clear();
  }

  #key({ space, architecture }: ScoredCell): string {
    let key = this.#keys.get(architecture);
    if (key === undefined) {
      key = `${this.#spaceId(space)}\n${predictionKey(space, architecture)}`;
      this.#keys.set(architecture, key);
    }
    return key;
  }

  #spaceId(space: SearchSpace): number {
    const known = this.#spaces.get(space);
    if (known !== undefined) return known;
    this.#spaces.set(space, ++this.#spaceCount);
    return this.#spaceCount;
  }

  async #ask(batch: ReadonlyMap<string, ScoredCell>): Promise<void> {
    const epoch = this.#epoch;
    const keys = [...batch.keys()];
    try {
      const predictions = await this.#request([...batch.values()]);
      if (epoch !== this.#epoch) return;
      keys.forEach((key, index) => {
        const prediction = predictions[index];
        if (prediction) this.#known.set(key, prediction);
      });
    } catch (error) {
      if (epoch !== this.#epoch) return;
      const reason = error instanceof Error ? error.message : String(error);
      for (const key of keys) this.#failed.set(key, reason);
      this.#retryIn((EngineError.is(error) ? error.retryInMs : undefined) ?? defaultRetryMs);
    } finally {
      if (epoch === this.#epoch) for (const key of keys) this.#pending.delete(key);
    }
  }

  async #request(cells: readonly ScoredCell[]): Promise<readonly ArchitecturePrediction[]> {
    const [first] = cells;
    if (first === undefined) return [];
    const graphs = cells.map(({ space, architecture }) => space.toGraph(architecture).graph);
    const model = this.options.modelOf?.(first.space.name);
    const { name, ...reference } = referenceTo(first.space);
    const params = { space: name, ...reference, graphs, ...(model === undefined ? {} : { model }) };
    for (let attempt = 1; ; attempt++) {
      try {
        return (await this.options.engine.request('predict', params)).predictions;
      } catch (error) {
        if (attempt >= attempts || !EngineError.is(error, 'engine-died')) throw error;
      }
    }
  }

  #retryIn(delayMs: number): void {
    if (this.#retryTimer !== undefined) return;
    this.#retryTimer = setTimeout(() => {
      this.#forgetFailures();
      this.options.onRetry();
    }, delayMs);
    this.#retryTimer.unref();
  }

  #forgetFailures(): void {
    clearTimeout(this.#retryTimer);
    this.#retryTimer = undefined;
    this.#failed.clear();
  }
}

/** Parts of at most `batchSize` cells, each of one space. */
function* batches(cells: ReadonlyMap<string, ScoredCell>): Generator<ReadonlyMap<string, ScoredCell>> {
  let batch = new Map<string, ScoredCell>();
  let space: SearchSpace | undefined;
  for (const [key, cell] of cells) {
    if (batch.size === batchSize || (space !== undefined && cell.space !== space)) {
      yield batch;
      batch = new Map();
    }
    space = cell.space;
    batch.set(key, cell);
  }
  if (batch.size > 0) yield batch;
}
