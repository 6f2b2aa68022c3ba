import { spawn, type ChildProcess } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { TestHost } from './locate';

/** Settings that keep the workbench quiet and off the network, and its pictures the same. */
const quietSettings = {
  'workbench.startupEditor': 'none',
  'files.autoSave': 'off',
  'editor.minimap.enabled': false,
  'workbench.colorTheme': 'Default Dark Modern',
  'window.autoDetectColorScheme': false,
  'workbench.enableExperiments': false,
  'workbench.secondarySideBar.defaultVisibility': 'hidden',
  'security.workspace.trust.enabled': false,
  'telemetry.telemetryLevel': 'off',
  'extensions.ignoreRecommendations': true,
  'extensions.autoCheckUpdates': false,
  'extensions.autoUpdate': false,
  'update.mode': 'none',
  'chat.disableAIFeatures': true,
  'git.enabled': false,
  'npm.fetchOnlinePackageInfo': false,
  'json.schemaDownload.enable': false,
};

/** Nobody is asked whether a folder is to be trusted: it is not. */
const restrictedSettings = {
  'security.workspace.trust.enabled': true,
  'security.workspace.trust.startupPrompt': 'never',
  'security.workspace.trust.emptyWindow': false,
};

const startLimitMs = 60_000;
const stopLimitMs = 5_000;

export interface ServerOptions {
  readonly host: TestHost;
  readonly userDataDir?: string;
  readonly extensionsDir?: string;
  /** User settings beside the quiet ones. */
  readonly settings?: Readonly<Record<string, unknown>>;
  /** Settings of the machine that the server is on: those of scope `machine` are read from here alone. */
  readonly machineSettings?: Readonly<Record<string, unknown>>;
  readonly port?: number;
  /** Whether folders are opened in Restricted Mode until somebody trusts them; they are trusted where absent. */
  readonly isRestricted?: boolean;
  readonly extraArguments?: readonly string[];
}

/** A running VS Code server. */
export interface RunningServer {
  /** `http://127.0.0.1:PORT` */
  readonly base: string;
  /** `127.0.0.1:PORT` */
  readonly authority: string;
  readonly userDataDir: string;
  /** Everything it has printed. */
  log(): string;
  /** Ends it and everything that it started. */
  stop(): Promise<void>;
}

/** The environment without what a terminal of another VS Code puts there. */
function cleanEnvironment(): NodeJS.ProcessEnv {
  const own = Object.entries(process.env).filter(
    ([name]) => (!name.startsWith('VSCODE_') || name.startsWith('VSCODE_TEST')) && name !== 'ELECTRON_RUN_AS_NODE',
  );
  return { ...Object.fromEntries(own), EXTENSIONS_GALLERY: '{"serviceUrl":""}' };
}

function collectOutput(child: ChildProcess, onText?: (all: string) => void): () => string {
  let log = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream?.setEncoding('utf8').on('data', (text: string) => {
      log += text;
      if (process.env['VSCODE_TEST_VERBOSE']) process.stderr.write(text);
      onText?.(log);
    });
  }
  return () => log;
}

/** Installs a .vsix into `extensionsDir`. */
export async function installExtension(
  vsix: string,
  { host, userDataDir, extensionsDir }: { host: TestHost; userDataDir: string; extensionsDir: string },
): Promise<void> {
  const args = ['--accept-server-license-terms', '--user-data-dir', userDataDir, '--extensions-dir', extensionsDir];
  const child = spawn(host.node, [host.main, ...args, '--install-extension', vsix, '--force'], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: cleanEnvironment(),
  });
  const log = collectOutput(child);
  const code = await new Promise((done) => child.on('close', done));
  if (code !== 0 || /Failed Installing|Error while installing/i.test(log())) {
    throw new Error(`VS Code did not install ${vsix}\n${log()}`);
  }
}

/** Starts a server on loopback, in a process group of its own so that `stop` reaches its children. */
export async function startServer(options: ServerOptions): Promise<RunningServer> {
  const { host } = options;
  if (!existsSync(host.main)) throw new Error(`no VS Code in ${host.folder}`);
  const temporary = mkdtempSync(join(tmpdir(), 'flowcell-vscode-'));
  const userDataDir = options.userDataDir ?? join(temporary, 'data');
  const extensionsDir = options.extensionsDir ?? join(temporary, 'extensions');
  mkdirSync(extensionsDir, { recursive: true });
  mkdirSync(join(userDataDir, 'User'), { recursive: true });
  if (options.machineSettings) {
    mkdirSync(join(userDataDir, 'Machine'), { recursive: true });
    writeFileSync(join(userDataDir, 'Machine/settings.json'), JSON.stringify(options.machineSettings, null, 2));
  }
  const settingsFile = join(userDataDir, 'User/settings.json');
  if (!existsSync(settingsFile)) {
    const trust = options.isRestricted === true ? restrictedSettings : {};
    writeFileSync(settingsFile, JSON.stringify({ ...quietSettings, ...trust, ...options.settings }, null, 2));
  }

  const child = spawn(
    host.node,
    [
      host.main,
      ...['--host', '127.0.0.1', '--port', String(options.port ?? 0)],
      ...['--without-connection-token', '--accept-server-license-terms', '--telemetry-level', 'off'],
      ...['--server-data-dir', join(temporary, 'server'), '--user-data-dir', userDataDir],
      ...['--extensions-dir', extensionsDir, ...(options.isRestricted ? [] : ['--disable-workspace-trust'])],
      // Otherwise newer versions ignore `extensionTestsPath` in the page's payload and the tests never start.
      '--enable-smoke-test-driver',
      ...(options.extraArguments ?? []),
    ],
    { stdio: ['ignore', 'pipe', 'pipe'], env: cleanEnvironment(), detached: process.platform !== 'win32' },
  );
  const kill = (signal: NodeJS.Signals): void => {
    if (child.pid === undefined) return;
    try {
      process.kill(process.platform === 'win32' ? child.pid : -child.pid, signal);
    } catch {
      // It has gone already.
    }
  };
  // Whatever ends this process ends the server's process group.
  const killAtExit = (): void => kill('SIGKILL');
  process.once('exit', killAtExit);

  const stop = async (): Promise<void> => {
    process.off('exit', killAtExit);
    if (child.exitCode === null && child.signalCode === null) {
      const closed = new Promise((done) => child.once('close', done));
      kill('SIGTERM');
      const hard = setTimeout(() => kill('SIGKILL'), stopLimitMs);
      await closed;
      clearTimeout(hard);
    }
    rmSync(temporary, { recursive: true, force: true, maxRetries: 3 });
  };

  let log = (): string => '';
  try {
    const base = await new Promise<string>((started, failed) => {
      const timer = setTimeout(() => failed(new Error(`VS Code's server did not start:\n${log()}`)), startLimitMs);
      log = collectOutput(child, (all) => {
        const port = /Web UI available at http:\/\/[^:\s]+:(\d+)/.exec(all)?.[1];
        if (port === undefined) return;
        clearTimeout(timer);
        started(`http://127.0.0.1:${port}`);
      });
      child.once('error', failed);
      child.once('exit', (code) => failed(new Error(`VS Code's server exited with ${code}:\n${log()}`)));
    });
    return { base, authority: new URL(base).host, userDataDir, log, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** The URI of a local path as the workbench of `server` sees it. */
export function remoteUri(server: RunningServer, path: string): string {
  return `vscode-remote://${server.authority}${pathToFileURL(resolve(path)).pathname}`;
}

/** The address that opens `folder` with a payload of [key, value] pairs, for instance `['openFile', remoteUri(...)]`. */
export function workbenchUrl(
  server: RunningServer,
  { folder, payload = [] }: { folder?: string; payload?: readonly (readonly [string, string])[] },
): string {
  const query = new URLSearchParams();
  if (folder === undefined) query.set('ew', 'true');
  else query.set('folder', resolve(folder));
  query.set('payload', JSON.stringify([['skipWelcome', 'true'], ['skipReleaseNotes', 'true'], ...payload]));
  return `${server.base}/?${query.toString()}`;
}
