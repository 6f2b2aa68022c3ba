// Builds and packages the extension, installs it into VS Code and opens examples/. Without a `code` on the path it uses the VS Code
// of the tests and prints the address of its workbench.
//   npm start
import { spawnSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { hostVersion, installHost } from '../test/e2e/host/install';
import { installExtension, remoteUri, startServer, workbenchUrl } from '../test/e2e/host/server';
import { root, run } from './run';

const vsix = join(root, 'dist/flowcell.vsix');
const examples = join(root, 'examples');
const firstFile = join(examples, 'candidates.cell.yaml');

function hasCode(): boolean {
  const { status } = spawnSync('code', ['--version'], { stdio: 'ignore', shell: process.platform === 'win32' });
  return status === 0;
}

async function inDesktop(): Promise<void> {
  const { code } = await run('code', ['--install-extension', vsix, '--force']);
  if (code !== 0) throw new Error('VS Code did not install the extension.');
  await run('code', [examples, firstFile]);
  console.log('Flowcell is installed in VS Code; examples/ is open.');
}

async function inWorkbench(): Promise<void> {
  const host = installHost('latest');
  const folder = join(host.folder, '../start');
  const [userDataDir, extensionsDir] = [join(folder, 'data'), join(folder, 'extensions')];
  mkdirSync(extensionsDir, { recursive: true });
  await installExtension(vsix, { host, userDataDir, extensionsDir });
  const server = await startServer({ host, userDataDir, extensionsDir, port: Number(process.env['PORT'] ?? 0) });
  const address = workbenchUrl(server, { folder: examples, payload: [['openFile', remoteUri(server, firstFile)]] });
  console.log(
    `\nFlowcell runs in VS Code ${hostVersion(host)}. Open this address in a browser; Ctrl+C ends it.\n\n  ${address}\n`,
  );
  await new Promise<void>((done) => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => done());
  });
  await server.stop();
}

async function main(): Promise<void> {
  const { code } = await run('npm', ['run', '--silent', 'package']);
  if (code !== 0) throw new Error('The extension could not be packaged.');
  await (hasCode() ? inDesktop() : inWorkbench());
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exit(1);
});
