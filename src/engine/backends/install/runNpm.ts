import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { InstallError, type Npm } from './npm';

export interface NpmRun {
  readonly folder: string;
  readonly args: readonly string[];
  /** After so long everything it started is killed, milliseconds. */
  readonly limitMs: number;
  readonly signal?: AbortSignal;
  readonly onLine?: (line: string) => void;
}

/** Thrown when the run was cancelled. */
export class InstallCancelledError extends Error {
  override readonly name = 'InstallCancelledError';

  constructor() {
    super('the installation was cancelled');
  }
}

/** Of what npm says, so much is kept for the reason of a failure. */
const keptOutput = 20_000;

/**
 * Runs npm in a group of processes of its own: install scripts start more of them, and a limit or a cancellation ends them all.
 *
 * @throws InstallError with the reason, InstallCancelledError
 */
export function runNpm({ node, program }: Npm, { folder, args, limitMs, signal, onLine }: NpmRun): Promise<void> {
  return new Promise((resolve, reject) => {
    if (signal?.aborted) return reject(new InstallCancelledError());
    const child = spawn(node, [program, ...args], {
      cwd: folder,
      stdio: ['ignore', 'pipe', 'pipe'],
      detached: process.platform !== 'win32',
      windowsHide: true,
      // an editor's own program that runs as Node.js would start install scripts as editors
      env: {
        ...process.env,
        NO_UPDATE_NOTIFIER: '1',
        ...(process.versions['electron'] ? { ELECTRON_RUN_AS_NODE: '1' } : {}),
      },
    });
    let output = '';
    const read = (text: string): void => {
      output = (output + text).slice(-keptOutput);
      const line = text.trim().split('\n').at(-1)?.trim();
      if (line) onLine?.(line.slice(0, 200));
    };
    child.stdout.setEncoding('utf8').on('data', read);
    child.stderr.setEncoding('utf8').on('data', read);
    const kill = (): void => killGroup(child);
    let end: Error | undefined;
    const stop = (error: Error): void => {
      end ??= error;
      kill();
    };
    const cancel = (): void => stop(new InstallCancelledError());
    const minutes = Math.round(limitMs / 60_000);
    const limit = minutes >= 1 ? `${minutes} minutes` : `${Math.round(limitMs / 1000)} s`;
    const timer = setTimeout(
      () =>
        stop(
          new InstallError(
            `The installation took longer than ${limit} and was stopped. Is the connection slow or blocked?`,
          ),
        ),
      limitMs,
    );
    signal?.addEventListener('abort', cancel, { once: true });
    // the engine may be told to end in the middle of it
    process.once('exit', kill);
    const settle = (error?: Error): void => {
      clearTimeout(timer);
      signal?.removeEventListener('abort', cancel);
      process.off('exit', kill);
      if (error) reject(error);
      else resolve();
    };
    child.once('error', (error) => settle(new InstallError(`npm did not start: ${error.message}`)));
    child.once('close', (code) => {
      if (end) settle(end);
      else if (code === 0) settle();
      else settle(new InstallError(explain(output, code)));
    });
  });
}

function killGroup(child: ChildProcess): void {
  if (child.pid === undefined) return;
  try {
    if (process.platform === 'win32')
      spawnSync('taskkill', ['/pid', String(child.pid), '/T', '/F'], { windowsHide: true });
    else process.kill(-child.pid, 'SIGKILL');
  } catch {
    child.kill('SIGKILL');
  }
}

/** What an exit of npm means for a person. */
export function explain(output: string, code: number | null): string {
  const host = /getaddrinfo \w+ ([\w.-]+)/.exec(output)?.[1] ?? /https?:\/\/([\w.-]+)/.exec(output)?.[1];
  const script = /npm (?:error|ERR!) command failed/.test(output) || /npm (?:error|ERR!) command sh -c/.test(output);
  if (
    script &&
    /ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|ENETUNREACH|EHOSTUNREACH|status code: [45]\d\d/.test(output)
  ) {
    return (
      `The package's install script could not download its library${host ? ` from ${host}` : ''}. ` +
      'Where that is blocked, set the environment variable TFJS_NODE_CDN_STORAGE to a mirror, or install the package elsewhere and name its folder in flowcell.engine.packageFolder.'
    );
  }
  if (
    /ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|ENETUNREACH|EHOSTUNREACH|ENOTCACHED|EIDLETIMEOUT/.test(
      output,
    )
  ) {
    return `The registry of packages cannot be reached${host ? ` (${host})` : ''}. Is this machine offline, or behind a proxy that npm does not know?`;
  }
  if (/\bE404\b|\bETARGET\b/.test(output)) return 'The registry of packages does not have the package or its version.';
  if (/\bE40[13]\b/.test(output))
    return 'The registry of packages refuses access: npm is not logged in there, or may not read the package.';
  if (/\bENOSPC\b/.test(output)) return 'The disk is full.';
  if (/\bEACCES\b|\bEPERM\b|\bEROFS\b/.test(output))
    return 'npm may not write where it has to. See the log for the path.';
  if (/\bEBADPLATFORM\b|unsupported platform|ENOTSUP/i.test(output))
    return `The package does not support ${process.platform} on ${process.arch}.`;
  const last = output.split('\n').map((line) => line.replace(/^npm (?:error|ERR!)\s*/, '').trim());
  const reason = last
    .filter((line) => line !== '' && !/complete log|npm warn/i.test(line))
    .slice(-3)
    .join(' ');
  return `npm failed (exit code ${code ?? 'none'})${reason === '' ? '.' : `: ${reason.slice(0, 400)}`}`;
}
