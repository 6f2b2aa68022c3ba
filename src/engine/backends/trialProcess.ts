import { fork } from 'node:child_process';
import { isEngineReplyMessage, type EngineRequestMessage } from '../../protocol/engine';
import { isBackendReport, type BackendReport, type TryBackendParams } from '../../protocol/backends';
import type { BackendPlaces } from './backend';
import { reasonOf } from './tryBackend';

export interface TrialOptions {
  /** After so long the process is killed. */
  readonly limitMs?: number;
  readonly signal?: AbortSignal;
}

/** Loading libtensorflow from a cold disk and starting CUDA takes tens of seconds. */
const defaultLimitMs = 60_000;
/** Of what the process writes, so much is kept for the reason. */
const keptOutput = 4_000;

/**
 * Tries a backend in an engine process of its own: what it loads may be broken, hang or crash. Never throws.
 *
 * @throws nothing; a process that dies, hangs or answers nonsense becomes a reason
 */
export function tryInProcess(
  params: TryBackendParams,
  places: BackendPlaces,
  options: TrialOptions = {},
): Promise<BackendReport> {
  const { backend } = params;
  const { limitMs = defaultLimitMs, signal } = options;
  const measuredAt = new Date().toISOString();
  const unusable = (reason: string): BackendReport => ({ backend, isUsable: false, reason, measuredAt });
  return new Promise((resolve) => {
    if (signal?.aborted) return resolve(unusable('the trial was cancelled'));
    const child = fork(places.engineModule, [], {
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
      execArgv: [],
      ...(places.node === undefined ? {} : { execPath: places.node }),
    });
    let output = '';
    const keep = (text: string): void => void (output = (output + text).slice(-keptOutput));
    child.stdout?.setEncoding('utf8').on('data', keep);
    child.stderr?.setEncoding('utf8').on('data', keep);
    const kill = (): boolean => child.kill('SIGKILL');
    const finish = (report: BackendReport): void => {
      clearTimeout(timer);
      signal?.removeEventListener('abort', cancel);
      process.off('exit', kill);
      kill();
      resolve(withMissingLibraries(report, output));
    };
    const timer = setTimeout(
      () => finish(unusable(`it did not answer within ${Math.round(limitMs / 1000)} s`)),
      limitMs,
    );
    const cancel = (): void => finish(unusable('the trial was cancelled'));
    signal?.addEventListener('abort', cancel, { once: true });
    process.once('exit', kill);
    child.once('error', (error) => finish(unusable(`its process did not start: ${reasonOf(error)}`)));
    child.once('exit', (code, how) => {
      const last = output.trim().split('\n').at(-1) ?? '';
      finish(
        unusable(`its process died (${how ?? `exit code ${code}`})${last === '' ? '' : `: ${last.slice(0, 300)}`}`),
      );
    });
    child.on('message', (message) => {
      if (!isEngineReplyMessage(message)) return;
      if (message.kind === 'log') keep(`${message.message}\n`);
      else if (message.kind === 'error') finish(unusable(message.message));
      else if (message.kind === 'result' && message.id === TRY) {
        finish(isBackendReport(message.result) ? message.result : unusable('its process answered nonsense'));
      }
    });
    const { storage, packageFolder } = places;
    const send = (request: EngineRequestMessage): void => void child.send(request, () => undefined);
    const settings = {
      modelFolders: [],
      backend,
      ...(storage === undefined ? {} : { storage }),
      ...(packageFolder === undefined ? {} : { packageFolder }),
    };
    send({ kind: 'request', id: INITIALIZE, method: 'initialize', params: settings });
    send({ kind: 'request', id: TRY, method: 'tryBackend', params });
  });
}

const INITIALIZE = 1;
const TRY = 2;

/** libtensorflow says which CUDA libraries it misses only in its log. */
function withMissingLibraries(report: BackendReport, output: string): BackendReport {
  if (report.backend !== 'node-gpu' || report.note === undefined) return report;
  const missing = [...output.matchAll(/Could not load dynamic library '([^']{1,80})'/g)].map((match) => match[1]!);
  if (missing.length === 0) return report;
  return { ...report, note: `${report.note} (not found: ${[...new Set(missing)].slice(0, 6).join(', ')})` };
}
