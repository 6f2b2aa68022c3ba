// Installs a VS Code for the end-to-end tests and for `npm start` from the npm registry alone: the server and web workbench inside
// the package `code-server` are a real VS Code with a real extension host. Versions are pinned by NAME/package-lock.json.
//   tsx test/e2e/host/install.ts [latest|oldest ...]
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { chmodSync, copyFileSync, cpSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { hostNames, isHostName, locateHost, type HostName, type TestHost } from './locate';

/** Raised with the log's end when a step of the installation fails. */
class HostInstallError extends Error {
  override readonly name = 'HostInstallError';
}

function npm(cwd: string, args: readonly string[]): void {
  const { status, stdout, stderr } = spawnSync('npm', [...args, '--no-audit', '--no-fund', '--loglevel=error'], {
    cwd,
    encoding: 'utf8',
  });
  if (status !== 0)
    throw new HostInstallError(`npm ${args.join(' ')} failed in ${cwd}\n${(stdout + stderr).slice(-2000)}`);
}

/** Installs the host unless exactly this version of it is there. Takes about half a minute and up to 0.8 GB. */
export function installHost(name: HostName): TestHost {
  const host = locateHost(name);
  const source = join(__dirname, name);
  const digest = createHash('sha256')
    .update(readFileSync(join(source, 'package-lock.json')))
    .update(readFileSync(__filename))
    .digest('hex');
  const stamp = join(host.folder, '.installed');
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === digest) return host;

  console.error(`installing VS Code (${name}) into ${host.folder}`);
  rmSync(host.folder, { recursive: true, force: true });
  mkdirSync(host.folder, { recursive: true });
  cpSync(source, host.folder, { recursive: true });
  // Without code-server's post-install script, which asks for one Node.js major version and for Kerberos headers.
  npm(host.folder, ['ci', '--ignore-scripts']);
  // What VS Code's server needs, from the lock file that code-server ships; `npm ci` finds that one out of step.
  npm(host.vscode, ['install', '--omit=dev', '--ignore-scripts']);
  copyRipgrep(host);
  writeFileSync(stamp, digest);
  return locateHost(name);
}

/** The oldest version would have downloaded ripgrep in the script that is not run: take it from a package. */
function copyRipgrep(host: TestHost): void {
  const packaged = join(host.folder, 'node_modules/@vscode/ripgrep-linux-x64/bin/rg');
  const expected = join(host.vscode, 'node_modules/@vscode/ripgrep/bin/rg');
  if (!existsSync(packaged) || existsSync(expected)) return;
  mkdirSync(dirname(expected), { recursive: true });
  copyFileSync(packaged, expected);
  chmodSync(expected, 0o755);
}

/** Version of the VS Code in an installed host. */
export function hostVersion(host: TestHost): string {
  const manifest = JSON.parse(readFileSync(join(host.vscode, 'package.json'), 'utf8')) as { version: string };
  return manifest.version;
}

if (process.argv[1] === __filename) {
  const asked = process.argv.slice(2);
  for (const name of asked.length > 0 ? asked : hostNames) {
    if (!isHostName(name)) throw new Error(`no such host: ${name}`);
    const host = installHost(name);
    console.log(`${name}: VS Code ${hostVersion(host)} in ${host.folder}`);
  }
}
