import { randomBytes } from 'node:crypto';
import { reportGuards, type TrainingProgressMessage, type TrainingTask } from '../../protocol/trainingMessages';
import { isResumable, type RunPoint, type RunReport, type TrainingRun } from '../../protocol/trainingRuns';
import { LiveRun } from './liveRun';
import { heartbeatMs, type RunStore, type StoredRun } from './runStore';

type Progress = TrainingProgressMessage['progress'];

export interface RunProgress {
  readonly id: string;
  readonly progress: Progress;
  readonly seconds: number;
  readonly savedEpoch?: number;
  /** Where it adds one to the curve. */
  readonly point?: RunPoint;
}

/** What a listener is told. */
export interface RunListener {
  /** A run came, went, or is in another state. */
  changed?(id: string): void;
  progressed?(progress: RunProgress): void;
}

export interface TrainingRunsOptions {
  readonly store: RunStore;
  /** Does the work; resolves with the report, rejects when it fails or `signal` is aborted. */
  readonly train: (
    task: TrainingTask,
    signal: AbortSignal,
    onProgress: (progress: Progress) => void,
  ) => Promise<unknown>;
  /** The disk does not take what is to be kept of a run; the run itself goes on. */
  readonly onStoreFailure: (error: unknown) => void;
  readonly now?: () => number;
}

/** A run that this window trains. */
interface Live {
  readonly run: LiveRun;
  readonly controller: AbortController;
}

/** All trainings and evaluations: those of this window while they run, and what is kept of earlier ones. */
export class TrainingRuns {
  readonly #live = new Map<string, Live>();
  readonly #listeners = new Set<RunListener>();
  readonly #now: () => number;
  #hasStoreFailed = false;

  constructor(private readonly options: TrainingRunsOptions) {
    this.#now = options.now ?? Date.now;
  }

  /** Returns what ends it. */
  listen(listener: RunListener): { dispose(): void } {
    this.#listeners.add(listener);
    return { dispose: () => this.#listeners.delete(listener) };
  }

  /** Newest first; those of this window as they are now. Never rejects. */
  async list(): Promise<StoredRun[]> {
    const stored = await this.options.store.list();
    const known = new Set(stored.map(({ run }) => run.id));
    const unwritten = [...this.#live.keys()].filter((id) => !known.has(id));
    return [
      ...unwritten.map((id) => this.#current(id)).filter((run) => run !== undefined),
      ...stored.map((each) => this.#current(each.run.id) ?? each),
    ];
  }

  /** Undefined where there is no such run. Never rejects. */
  async get(id: string): Promise<StoredRun | undefined> {
    return this.#current(id) ?? this.options.store.read(id);
  }

  /** True while this window trains it. */
  isLive(id: string): boolean {
    return this.#live.get(id)?.run.state === 'running';
  }

  /** Starts a run; `ended` resolves with how it ended, and never rejects. */
  start(task: TrainingTask, title: string): { readonly id: string; readonly ended: Promise<TrainingRun> } {
    const created = this.#now();
    const id = `${created.toString(36)}-${randomBytes(3).toString('hex')}`;
    const run: TrainingRun = { id, task, title, state: 'running', created, seconds: 0, points: [], messages: [] };
    return { id, ended: this.#run(run) };
  }

  /** Goes on from the last checkpoint; undefined where the run cannot go on. */
  async resume(id: string): Promise<{ readonly id: string; readonly ended: Promise<TrainingRun> } | undefined> {
    const stored = await this.get(id);
    if (!stored || !isResumable(stored.run)) return undefined;
    const task = { ...stored.run.task, params: { ...stored.run.task.params, resume: true } } as TrainingTask;
    return { id, ended: this.#run({ ...stored.run, task, state: 'running' }) };
  }

  cancel(id: string): void {
    this.#live.get(id)?.controller.abort();
  }

  /** Forgets a run that is over. Never rejects. */
  async remove(id: string): Promise<void> {
    if (this.isLive(id)) return;
    this.#live.delete(id);
    await this.options.store.remove(id);
    this.#tell((listener) => listener.changed?.(id));
  }

  /** Runs that can go on from their checkpoints, newest first. Never rejects. */
  async resumable(): Promise<TrainingRun[]> {
    return (await this.list()).map(({ run }) => run).filter(isResumable);
  }

  /** What is to be kept is on the disk. */
  async flush(): Promise<void> {
    await Promise.all([...this.#live.values()].map(({ run }) => this.#keep(run)));
  }

  async #run(start: TrainingRun): Promise<TrainingRun> {
    const { id, task } = start;
    const run = new LiveRun(start, this.#now);
    const controller = new AbortController();
    this.#live.set(id, { run, controller });
    this.#tell((listener) => listener.changed?.(id));
    void this.#keep(run);
    const heartbeat = setInterval(() => void this.#keep(run), heartbeatMs);
    const cancelled = new Promise<never>((_, reject) => {
      // Whoever cancels sees it at once, whatever the engine is in the middle of.
      controller.signal.addEventListener('abort', () => reject(new Error('cancelled')), { once: true });
    });
    const work = this.options.train(task, controller.signal, (progress) => this.#advance(id, run, progress));
    try {
      const report = await Promise.race([work, cancelled]);
      const isReport: (value: unknown) => value is RunReport = reportGuards[task.kind];
      if (!isReport(report)) throw new Error('The report of the training is malformed.');
      run.finish(report);
    } catch (error) {
      if (controller.signal.aborted) run.cancel();
      else run.fail(error instanceof Error ? error.message : String(error));
      work.catch(() => undefined);
    } finally {
      clearInterval(heartbeat);
    }
    const ended = run.value();
    const kept = this.#keep(run);
    this.#tell((listener) => listener.changed?.(id));
    await kept;
    // From here on the file is what counts, where there is one.
    if (!this.#hasStoreFailed) this.#live.delete(id);
    void this.options.store.tidy();
    return ended;
  }

  #advance(id: string, run: LiveRun, progress: Progress): void {
    if (run.state !== 'running') return;
    const before = run.lastMessage;
    const point = run.advance(progress);
    const { seconds, savedEpoch } = run;
    const told: RunProgress = {
      ...{ id, progress, seconds },
      ...(savedEpoch === undefined ? {} : { savedEpoch }),
      ...(point && { point }),
    };
    this.#tell((listener) => listener.progressed?.(told));
    // What is kept tells of a checkpoint as soon as there is one: the window may close at any moment.
    if (progress.saved === true) void this.#keep(run);
    if (run.lastMessage !== before) this.#tell((listener) => listener.changed?.(id));
  }

  async #keep(run: LiveRun): Promise<void> {
    try {
      await this.options.store.write(run.value());
      this.#hasStoreFailed = false;
    } catch (error) {
      if (!this.#hasStoreFailed) this.options.onStoreFailure(error);
      this.#hasStoreFailed = true;
    }
  }

  #current(id: string): StoredRun | undefined {
    const live = this.#live.get(id);
    return live && { run: live.run.value(), isElsewhere: false };
  }

  #tell(call: (listener: RunListener) => void): void {
    for (const listener of this.#listeners) call(listener);
  }
}
