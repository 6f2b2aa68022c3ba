// Runs the Mocha suite in the extension host of real VS Codes.
//   tsx test/e2e/integration.ts --host latest --host oldest    VS Code builds from the npm registry, headless
//   tsx test/e2e/integration.ts --desktop [VERSION]            downloads desktop VS Code, as extensions usually do
import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runTests } from '@vscode/test-electron';
import { hostVersion, installHost } from './host/install';
import { isHostName, repositoryRoot, type HostName } from './host/locate';
import { requireChromium } from './host/chromium';

type Where = { readonly host: HostName } | { readonly version: string };

function readArguments(argv: readonly string[]): Where[] {
  const places: Where[] = [];
  for (let i = 0; i < argv.length; i++) {
    const next = argv[i + 1];
    if (argv[i] === '--host' && next !== undefined && isHostName(next)) places.push({ host: next });
    if (argv[i] === '--desktop') places.push({ version: next ?? 'stable' });
  }
  if (places.length === 0) throw new Error('usage: integration.ts --host latest|oldest ... | --desktop [VERSION]');
  return places;
}

/** Runs the suite on a fresh copy of examples/; true when it passed. */
async function runSuite(where: Where): Promise<boolean> {
  const temporary = mkdtempSync(join(tmpdir(), 'flowcell-suite-'));
  const workspace = join(temporary, 'workspace');
  cpSync(join(repositoryRoot, 'examples'), workspace, { recursive: true });
  if ('host' in where) {
    requireChromium();
    const host = installHost(where.host);
    process.env['VSCODE_TEST_HOST'] = where.host;
    console.log(`VS Code ${hostVersion(host)} (${where.host})`);
  }
  try {
    await runTests({
      ...('host' in where ? { vscodeExecutablePath: join(__dirname, 'host/code.mjs') } : { version: where.version }),
      extensionDevelopmentPath: repositoryRoot,
      extensionTestsPath: join(repositoryRoot, 'out/suite/index.js'),
      launchArgs: [
        workspace,
        '--disable-extensions',
        `--user-data-dir=${join(temporary, 'data')}`,
        `--extensions-dir=${join(temporary, 'extensions')}`,
      ],
    });
    return true;
  } catch (error) {
    console.error(String(error));
    return false;
  } finally {
    rmSync(temporary, { recursive: true, force: true, maxRetries: 3 });
  }
}

async function main(): Promise<void> {
  const places = readArguments(process.argv.slice(2));
  const built = spawnSync(process.execPath, ['esbuild.mjs', '--tests'], { cwd: repositoryRoot, stdio: 'inherit' });
  if (built.status !== 0) throw new Error('the build failed');
  for (const where of places) {
    if (!(await runSuite(where))) process.exitCode = 1;
  }
}

void main();
