// Stands in for the `code` executable: takes the arguments that @vscode/test-electron gives, runs the suite in the extension host
// of a test host, and exits with the suite's code.
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { launchChromium } from './chromium';
import { isHostName, locateHost } from './locate';
import { remoteUri, startServer, workbenchUrl } from './server';

interface Options {
  readonly folder?: string;
  readonly extensionDevelopmentPaths: readonly string[];
  readonly extensionTestsPath: string;
  readonly userDataDir?: string;
  readonly extensionsDir?: string;
}

/** Exit codes beside those of the suite. */
const timedOut = 124;
const pageCrashed = 70;

const timeoutMs = Number(process.env['VSCODE_TEST_TIMEOUT_MS'] ?? 240_000);

/** What the workbench itself says at level info; VSCODE_TEST_VERBOSE=1 shows it. */
const noise =
  /^(Resolv(ing|ed) connection token|Creating a socket|\[reconnection-grace-time\]|Ignoring fetching additional builtin|Updating additional builtin|\[Service Worker\]|\[AgentHost|\[AccountPolicyGate\]|ChatSessionStore)|Could not locate the bindings file|build\/Release\/watchdog/;

/** Electron's and the desktop's own switches mean nothing here and are passed over. */
function readArguments(argv: readonly string[]): Options {
  const valued = new Map<string, string[]>();
  const positional: string[] = [];
  for (const argument of argv) {
    const [, key, value] = /^--([^=]+)(?:=(.*))?$/.exec(argument) ?? [];
    if (key === undefined) positional.push(argument);
    else if (value !== undefined) valued.set(key, [...(valued.get(key) ?? []), value]);
  }
  const one = (key: string): string | undefined => valued.get(key)?.at(-1);
  const extensionTestsPath = one('extensionTestsPath');
  if (extensionTestsPath === undefined)
    throw new Error('code: only test runs are supported: --extensionTestsPath=PATH');
  const [folder, userDataDir, extensionsDir] = [positional[0], one('user-data-dir'), one('extensions-dir')];
  return {
    extensionDevelopmentPaths: valued.get('extensionDevelopmentPath') ?? [],
    extensionTestsPath,
    ...(folder !== undefined && { folder }),
    ...(userDataDir !== undefined && { userDataDir }),
    ...(extensionsDir !== undefined && { extensionsDir }),
  };
}

/** Connects the page to the smoke-test driver, which reports what the suite prints and its exit code. */
async function listen(page: Page): Promise<{ readonly exitCode: Promise<number> }> {
  await page.exposeFunction('codeAutomationLog', (type: string, values: unknown[]) => {
    if (!process.env['VSCODE_TEST_VERBOSE'] && noise.test(String(values[0]))) return;
    if (type === 'error' || type === 'warn') console.error(...values);
    else console.log(...values);
  });
  let done: (code: number) => void = () => undefined;
  const exitCode = new Promise<number>((resolve) => (done = resolve));
  await page.exposeFunction('codeAutomationExit', (code: number) => done(code));
  page.on('crash', () => {
    console.error('code: the page of the workbench crashed');
    done(pageCrashed);
  });
  setTimeout(() => {
    console.error(`code: the suite did not end within ${timeoutMs} ms`);
    done(timedOut);
  }, timeoutMs).unref();
  return { exitCode };
}

async function main(): Promise<number> {
  const options = readArguments(process.argv.slice(2));
  const name = process.env['VSCODE_TEST_HOST'] ?? 'latest';
  if (!isHostName(name)) throw new Error(`code: no such host: ${name}`);
  const { userDataDir, extensionsDir, folder } = options;
  const server = await startServer({
    host: locateHost(name),
    ...(userDataDir !== undefined && { userDataDir }),
    ...(extensionsDir !== undefined && { extensionsDir }),
    extraArguments: ['--log', 'info'], // what a suite prints arrives at level info
  });
  try {
    const browser = await launchChromium();
    try {
      const page = await (await browser.newContext({ viewport: { width: 1280, height: 800 } })).newPage();
      const { exitCode } = await listen(page);
      await page.goto(
        workbenchUrl(server, {
          ...(folder !== undefined && { folder }),
          payload: [
            ...options.extensionDevelopmentPaths.map(
              (path) => ['extensionDevelopmentPath', remoteUri(server, path)] as const,
            ),
            ['extensionTestsPath', remoteUri(server, options.extensionTestsPath)],
          ],
        }),
      );
      const code = await exitCode;
      if (code !== 0) {
        const artifacts = process.env['VSCODE_TEST_ARTIFACTS'];
        if (artifacts !== undefined) {
          mkdirSync(artifacts, { recursive: true });
          await page.screenshot({ path: join(artifacts, `integration-${name}.png`) }).catch(() => undefined);
        }
        if (code === timedOut) console.error(server.log());
      }
      return code;
    } finally {
      await browser.close();
    }
  } finally {
    await server.stop();
  }
}

for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(130));
main().then(
  (code) => process.exit(code),
  (error: unknown) => {
    console.error(error);
    process.exit(1);
  },
);
