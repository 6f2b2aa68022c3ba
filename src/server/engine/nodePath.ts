import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { delimiter, isAbsolute, join } from 'node:path';
import type { EngineSettings } from '../../protocol/engine';

/** Node.js versions that Flowcell's programs run on. */
const oldestMajor = 20;
/** A version manager's stand-in may have to wake up; a broken one must not hold anything up. */
const limitMs = 5_000;

export interface FoundNode {
  readonly node?: string;
  /** Why there is none, for the log. */
  readonly problem?: string;
}

/**
 * Finds a Node.js for backends that do not run in VS Code's own program: the one of the setting, or the one on the search path. Where this
 * process is Node.js already (remote hosts, containers) and nothing is set, none is needed.
 */
export class NodeFinder {
  readonly #known = new Map<string, Promise<FoundNode>>();

  constructor(
    private readonly isElectron = process.versions['electron'] !== undefined,
    private readonly searchPath = (): string => process.env['PATH'] ?? '',
  ) {}

  /** @param setting path of the setting; empty for none. Never rejects. */
  find(setting: string): Promise<FoundNode> {
    if (setting === '' && !this.isElectron) return Promise.resolve({});
    const known = this.#known.get(setting);
    if (known) return known;
    const found = setting === '' ? this.#onSearchPath() : check(setting);
    this.#known.set(setting, found);
    // what is missing may be installed the next moment
    void found.then(({ node }) => node ?? this.#known.delete(setting));
    return found;
  }

  async #onSearchPath(): Promise<FoundNode> {
    const name = process.platform === 'win32' ? 'node.exe' : 'node';
    const files = this.searchPath()
      .split(delimiter)
      .filter((folder) => isAbsolute(folder))
      .map((folder) => join(folder, name));
    let problem = 'there is no Node.js on the search path';
    for (const file of files.filter((path) => existsSync(path))) {
      const found = await check(file);
      if (found.node !== undefined) return found;
      problem = found.problem ?? problem;
    }
    return { problem };
  }
}

async function check(file: string): Promise<FoundNode> {
  if (!isAbsolute(file)) return { problem: `${file} is not an absolute path` };
  return new Promise((resolve) => {
    execFile(file, ['--version'], { timeout: limitMs, windowsHide: true }, (error, output) => {
      const version = /^v(\d+)\.\d+\.\d+/.exec(output.trim());
      if (error || !version) resolve({ problem: `${file} does not answer like Node.js` });
      else if (Number(version[1]) < oldestMajor) resolve({ problem: `${file} is Node.js ${version[0]}, too old` });
      else resolve({ node: file });
    });
  });
}

/** The program that an engine which trains runs in: another Node.js only where a backend that needs one is installed and wanted. */
export function trainingProgram({ backend, node, packageFolder, storage }: EngineSettings): string | undefined {
  if (backend === 'wasm' || backend === 'cpu') return undefined;
  const isInstalled =
    (packageFolder !== undefined && packageFolder !== '') ||
    (storage !== undefined && ['node-gpu', 'webgpu'].some((name) => existsSync(join(storage, name))));
  return isInstalled ? node : undefined;
}
