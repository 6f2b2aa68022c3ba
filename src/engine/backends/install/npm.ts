import { existsSync, realpathSync } from 'node:fs';
import { basename, delimiter, dirname, join } from 'node:path';

/** What runs npm: Node.js with npm's own program, so that no shell is needed on any system. */
export interface Npm {
  readonly node: string;
  readonly program: string;
}

/** Why something cannot be installed; the message is for people and says what to do. */
export class InstallError extends Error {
  override readonly name = 'InstallError';
}

/**
 * The npm that belongs to a Node.js, or the one on the search path.
 *
 * @throws InstallError if there is none
 */
export function findNpm(node: string | undefined, path = process.env['PATH'] ?? ''): Npm {
  const folders = path.split(delimiter).filter((folder) => folder !== '');
  const executable = process.platform === 'win32' ? 'node.exe' : 'node';
  const found = node ?? folders.map((folder) => join(folder, executable)).find((file) => existsSync(file));
  if (found === undefined) {
    throw new InstallError(
      'There is no Node.js. Install Node.js 20 or newer with npm, or name it in the setting flowcell.engine.nodePath.',
    );
  }
  const program = [dirname(found), ...folders].map(programIn).find((file) => file !== undefined);
  if (program === undefined) {
    throw new InstallError(`There is no npm beside ${found} or on the search path. It comes with Node.js; install it.`);
  }
  return { node: found, program };
}

/** npm's program where a folder of executables has or names it. */
function programIn(folder: string): string | undefined {
  const bundled = [
    join(folder, 'node_modules', 'npm', 'bin', 'npm-cli.js'),
    join(folder, '..', 'lib', 'node_modules', 'npm', 'bin', 'npm-cli.js'),
  ].find((file) => existsSync(file));
  if (bundled !== undefined) return bundled;
  const linked = join(folder, 'npm');
  if (!existsSync(linked)) return undefined;
  const target = realpathSync(linked);
  if (basename(target) === 'npm-cli.js') return target;
  // a script that only calls npm's program, as some distributions have
  const beside = join(dirname(target), 'npm-cli.js');
  return existsSync(beside) ? beside : undefined;
}
