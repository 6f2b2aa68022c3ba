import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join, resolve } from 'node:path';
import { spawnSync } from 'node:child_process';
import { build } from 'esbuild';
import { afterAll } from 'vitest';

const root = resolve(__dirname, '../../..');
let folder: string | undefined;

/** A folder that is removed when the test file ends. */
function outputFolder(): string {
  if (folder === undefined) {
    const created = mkdtempSync(join(tmpdir(), 'flowcell-programs-'));
    folder = created;
    afterAll(() => rmSync(created, { recursive: true, force: true }));
  }
  return folder;
}

/** Builds the named programs as they are shipped and returns the folder that stands for `dist`. Call it at the top of a test file. */
export function buildPrograms(...names: readonly ('server' | 'engine' | 'cli' | 'webgpuBackend')[]): string {
  const out = outputFolder();
  const { status, stderr } = spawnSync(process.execPath, ['esbuild.mjs', `--out=${out}`, `--only=${names.join(',')}`], {
    cwd: root,
    encoding: 'utf8',
  });
  if (status !== 0) throw new Error(`the build failed: ${stderr}`);
  return out;
}

/** Bundles one TypeScript file into a program that Node.js runs; returns its path. */
export async function bundleProgram(entry: string): Promise<string> {
  const outfile = join(outputFolder(), basename(entry).replace(/\.ts$/, '.js'));
  await build({ entryPoints: [entry], outfile, bundle: true, platform: 'node', format: 'cjs', logLevel: 'warning' });
  return outfile;
}
