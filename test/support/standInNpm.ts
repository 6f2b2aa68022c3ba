import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/**
 * Writes an npm into a folder: a link to this Node.js, and beside it, where npm lies in an installation, a program that runs `script` in the place
 * of npm's own. Returns the path of the link, for the setting of Node.js.
 */
export function writeNpm(folder: string, script: string): string {
  const node = join(folder, 'bin', 'node');
  const program = join(folder, 'lib', 'node_modules', 'npm', 'bin', 'npm-cli.js');
  mkdirSync(dirname(node), { recursive: true });
  mkdirSync(dirname(program), { recursive: true });
  symlinkSync(process.execPath, node);
  writeFileSync(program, script);
  return node;
}

/** A script that copies a folder's node_modules to where npm was called. */
export const copying = (from: string): string =>
  `require('fs').cpSync(${JSON.stringify(join(from, 'node_modules'))}, 'node_modules', { recursive: true });
   console.log('npm http fetch GET 200 https://registry.example/package');\n`;
