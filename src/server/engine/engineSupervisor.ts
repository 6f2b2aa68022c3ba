import type { EngineMethod, EngineMethods, EngineSettings, LogLevel } from '../../protocol/engine';
import type { EngineStatus } from '../../protocol/server';
import { CrashPolicy, defaultCrashLimits, type CrashLimits } from './crashPolicy';
import { EngineError } from './engineError';
import { EngineProcess, type RequestOptions } from './engineProcess';

export interface SupervisorOptions {
  readonly modulePath: string;
  /** Asked anew for every process. */
  readonly settings: () => EngineSettings | Promise<EngineSettings>;
  /** The program that the engine of these settings runs in; the server's own where absent. */
  readonly program?: (settings: EngineSettings) => string | undefined;
  readonly onStatus: (status: EngineStatus) => void;
  readonly onLog: (level: LogLevel, message: string) => void;
  readonly limits?: CrashLimits;
  /** An engine that nobody asks for so long is ended; the next request starts a new one. */
  readonly idleExitMs?: number;
  readonly initializeTimeoutMs?: number;
  readonly requestTimeoutMs?: number;
}

const defaults = { idleExitMs: 300_000, initializeTimeoutMs: 30_000, requestTimeoutMs: 30_000 };

/**
 * Keeps an engine process for those who need one: starts it with the first request, starts it again after it died (later and later,
 * and after too many crashes not before a cool-down), ends it when it is idle. A request never waits for more than one start.
 */
export class EngineSupervisor {
  readonly #policy: CrashPolicy;
  #process: EngineProcess | undefined;
  #ready: Promise<EngineProcess> | undefined;
  #idleTimer: NodeJS.Timeout | undefined;
  /** Requests without an answer yet. */
  #asked = 0;
  /** The settings changed while the engine was at work. */
  #isOutdated = false;
  readonly #waiting = new Set<() => void>();
  /** Counts what ended or replaced a process, so that a start that was under way meanwhile notices. */
  #generation = 0;
  #disposed = false;

  constructor(private readonly options: SupervisorOptions) {
    this.#policy = new CrashPolicy(options.limits ?? defaultCrashLimits);
  }

  /** Process id of the engine that runs now. */
  get pid(): number | undefined {
    return this.#process?.pid;
  }

  /**
   * Asks the engine, starting it first where needed.
   *
   * @throws EngineError; `engine-unavailable` during a cool-down, with the time that is left
   */
  async request<M extends EngineMethod>(
    method: M,
    params: EngineMethods[M]['params'],
    options: Partial<RequestOptions<M>> = {},
  ): Promise<EngineMethods[M]['result']> {
    this.#asked++;
    try {
      const engine = await this.#start();
      this.#stopIdleTimer();
      const timeoutMs = options.timeoutMs ?? this.options.requestTimeoutMs ?? defaults.requestTimeoutMs;
      return await engine.request(method, params, { ...options, timeoutMs });
    } finally {
      this.#asked--;
      if (this.#asked === 0) this.#rest();
    }
  }

  /** The settings changed: an engine at work does what it was asked for, then it ends, and the next request starts one with the new settings. */
  renew(): void {
    if (this.#asked > 0) this.#isOutdated = true;
    else if (this.#process) this.#retire();
  }

  /** Whether the engine still works with settings that have changed meanwhile. */
  get isOutdated(): boolean {
    return this.#isOutdated;
  }

  /** Waits for the end of an outdated engine; for nothing where there is none, nor longer than somebody wants it. */
  async whenCurrent(signal: AbortSignal): Promise<void> {
    if (!this.#isOutdated || signal.aborted) return;
    await new Promise<void>((done) => {
      this.#waiting.add(done);
      signal.addEventListener('abort', () => done(), { once: true });
    });
  }

  /** Ends the engine and forgets its crashes; the next request starts a new one with the settings of that moment. */
  restart(): void {
    this.#policy.clear();
    this.#end();
    this.options.onStatus({ state: 'idle' });
  }

  dispose(): void {
    this.#disposed = true;
    this.#end();
  }

  #start(): Promise<EngineProcess> {
    if (this.#disposed) return Promise.reject(new EngineError('engine-unavailable', 'the server shuts down'));
    if (this.#ready) return this.#ready;
    const left = this.#policy.coolDownLeftMs;
    if (left > 0) {
      const message = 'the prediction engine crashed repeatedly and waits before it starts again';
      return Promise.reject(new EngineError('engine-unavailable', message, left));
    }
    const ready = this.#launch();
    this.#ready = ready;
    ready.catch(() => {
      if (this.#ready === ready) this.#ready = undefined;
    });
    return ready;
  }

  async #launch(): Promise<EngineProcess> {
    const generation = this.#generation;
    const delay = this.#policy.startDelayMs;
    this.options.onStatus({ state: delay > 0 ? 'restarting' : 'starting' });
    if (delay > 0) await new Promise((done) => setTimeout(done, delay));
    const settings = await this.options.settings();
    if (generation !== this.#generation) throw new EngineError('engine-died', 'the start was overtaken by a restart');

    const engine: EngineProcess = new EngineProcess({
      modulePath: this.options.modulePath,
      execPath: this.options.program?.(settings),
      onLog: this.options.onLog,
      onExit: (expected, how) => this.#exited(engine, expected, how),
    });
    this.#process = engine;
    try {
      const timeoutMs = this.options.initializeTimeoutMs ?? defaults.initializeTimeoutMs;
      const info = await engine.request('initialize', settings, { timeoutMs });
      this.options.onStatus({ state: 'ready', detail: info.backend });
      return engine;
    } catch (error) {
      // A process that runs but cannot be initialised is of no use and counts as a crash.
      if (this.#process === engine) this.#crashed(`start: ${error instanceof Error ? error.message : String(error)}`);
      engine.stop();
      throw error;
    }
  }

  #exited(engine: EngineProcess, expected: boolean, how: string): void {
    if (engine === this.#process && !expected) this.#crashed(how);
  }

  #crashed(how: string): void {
    this.#forget();
    this.#policy.recordCrash();
    this.options.onLog('error', `the engine process died (${how})`);
    const cooling = this.#policy.coolDownLeftMs > 0;
    this.options.onStatus(cooling ? { state: 'stopped', detail: how } : { state: 'restarting', detail: how });
  }

  #end(): void {
    const engine = this.#process;
    this.#forget();
    engine?.stop();
  }

  #forget(): void {
    this.#generation++;
    this.#process = undefined;
    this.#ready = undefined;
    this.#stopIdleTimer();
    this.#isOutdated = false;
    for (const done of this.#waiting) done();
    this.#waiting.clear();
  }

  /** Nobody waits for the engine any more. */
  #rest(): void {
    if (this.#isOutdated) return this.#retire();
    if (!this.#process) return;
    this.#stopIdleTimer();
    this.#idleTimer = setTimeout(() => this.#retire(), this.options.idleExitMs ?? defaults.idleExitMs);
    this.#idleTimer.unref();
  }

  #retire(): void {
    this.#end();
    this.options.onStatus({ state: 'idle' });
  }

  #stopIdleTimer(): void {
    clearTimeout(this.#idleTimer);
    this.#idleTimer = undefined;
  }
}
