import { fork, type ChildProcess } from 'node:child_process';
import {
  engineMethods,
  isEngineReplyMessage,
  type EngineMethod,
  type EngineMethods,
  type EngineReplyMessage,
  type EngineRequestMessage,
  type LogLevel,
} from '../../protocol/engine';
import { EngineError } from './engineError';

export interface EngineProcessOptions {
  /** The engine's bundle. */
  readonly modulePath: string;
  /** The program to run it with, where that is not the server's own. */
  readonly execPath?: string | undefined;
  readonly onLog: (level: LogLevel, message: string) => void;
  /** Called once, when the process is gone; `expected` when `stop` ended it. */
  readonly onExit: (expected: boolean, how: string) => void;
}

export interface RequestOptions<M extends EngineMethod> {
  readonly signal?: AbortSignal;
  /** After this long without a reply or a progress report the process counts as hung and is killed. */
  readonly timeoutMs: number;
  readonly onProgress?: (progress: EngineMethods[M]['progress']) => void;
}

interface Pending {
  reply(message: Exclude<EngineReplyMessage, { kind: 'log' }>): void;
  fail(error: EngineError): void;
}

/** How long a process that was told to end may take before it is killed. */
const stopLimitMs = 1_000;

/** One life of the engine process: requests go in, typed results or `EngineError`s come out, none is left without an answer. */
export class EngineProcess {
  readonly #child: ChildProcess;
  readonly #pending = new Map<number, Pending>();
  #nextId = 1;
  #stopping = false;
  #gone = false;

  constructor(private readonly options: EngineProcessOptions) {
    // Standard output may be the server's own protocol stream: the engine must not inherit it.
    this.#child = fork(options.modulePath, [], {
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
      execArgv: [],
      ...(options.execPath === undefined ? {} : { execPath: options.execPath }),
    });
    this.#child.on('message', (message) => this.#receive(message));
    // a busy engine does not notice that its channel closed: it must not outlive the server
    const killWithServer = (): boolean => this.#child.kill('SIGKILL');
    process.once('exit', killWithServer);
    this.#child.once('exit', () => process.off('exit', killWithServer));
    this.#child.once('error', (error) => this.#ended(error.message));
    this.#child.once('exit', (code, signal) => this.#ended(signal ?? `exit code ${code}`));
    for (const [stream, level] of [
      [this.#child.stdout, 'info'],
      [this.#child.stderr, 'warn'],
    ] as const) {
      stream?.setEncoding('utf8').on('data', (text: string) => options.onLog(level, text.trimEnd()));
    }
  }

  get pid(): number | undefined {
    return this.#child.pid;
  }

  /**
   * @throws EngineError `cancelled`, `timed-out`, `engine-died`, or what the engine itself says
   */
  request<M extends EngineMethod>(
    method: M,
    params: EngineMethods[M]['params'],
    options: RequestOptions<M>,
  ): Promise<EngineMethods[M]['result']> {
    const { signal, timeoutMs, onProgress } = options;
    const id = this.#nextId++;
    const guards = engineMethods[method];
    return new Promise((resolve, reject) => {
      if (this.#gone) return reject(new EngineError('engine-died', 'the engine process is gone'));
      if (signal?.aborted) return reject(new EngineError('cancelled', `${method} was cancelled`));

      const settle = (): void => {
        clearTimeout(timer);
        signal?.removeEventListener('abort', cancel);
        this.#pending.delete(id);
      };
      const fail = (error: EngineError): void => {
        settle();
        reject(error);
      };
      const cancel = (): void => {
        this.#send({ kind: 'cancel', id });
        fail(new EngineError('cancelled', `${method} was cancelled`));
      };
      const hang = (): void => {
        fail(new EngineError('timed-out', `${method} took longer than ${timeoutMs} ms`));
        this.#child.kill('SIGKILL');
      };
      const reply: Pending['reply'] = (message) => {
        if (message.kind === 'progress') {
          timer.refresh();
          const isProgress: (value: unknown) => value is EngineMethods[M]['progress'] = guards.progress;
          if (isProgress(message.value)) onProgress?.(message.value);
          return;
        }
        if (message.kind === 'error') return fail(new EngineError(message.code, message.message));
        const isResult: (value: unknown) => value is EngineMethods[M]['result'] = guards.result;
        if (!isResult(message.result)) return fail(new EngineError('failed', `${method}: the result is malformed`));
        settle();
        resolve(message.result);
      };

      const timer = setTimeout(hang, timeoutMs);
      signal?.addEventListener('abort', cancel, { once: true });
      this.#pending.set(id, { reply, fail });
      this.#send({ kind: 'request', id, method, params });
    });
  }

  /** Ends the process; what is pending fails with `engine-died`. */
  stop(): void {
    if (this.#gone || this.#stopping) return;
    this.#stopping = true;
    if (this.#child.connected) this.#child.disconnect();
    const timer = setTimeout(() => this.#child.kill('SIGKILL'), stopLimitMs);
    this.#child.once('exit', () => clearTimeout(timer));
  }

  #send(message: EngineRequestMessage): void {
    if (!this.#child.connected) return;
    // An error here is followed by the exit of the process, which fails the request.
    this.#child.send(message, () => undefined);
  }

  #receive(message: unknown): void {
    if (!isEngineReplyMessage(message))
      return this.options.onLog('warn', 'passed over a malformed message of the engine');
    if (message.kind === 'log') return this.options.onLog(message.level, message.message);
    this.#pending.get(message.id)?.reply(message);
  }

  #ended(how: string): void {
    if (this.#gone) return;
    this.#gone = true;
    for (const pending of [...this.#pending.values()]) {
      pending.fail(new EngineError('engine-died', `the engine process ended: ${how}`));
    }
    this.options.onExit(this.#stopping, how);
  }
}
