import { spawn } from 'node:child_process';
import { resolve } from 'node:path';

/** The repository's root. */
export const root = resolve(__dirname, '..');

/**
 * Runs one of the project's tools from the root; resolves with exit code and output.
 *
 * @param isSilent keeps the output to itself; otherwise it is passed on as it comes
 */
export function run(
  command: string,
  args: readonly string[],
  isSilent = false,
): Promise<{ readonly code: number; readonly output: string }> {
  const child = spawn(command, args, {
    cwd: root,
    stdio: ['ignore', 'pipe', 'pipe'],
    shell: process.platform === 'win32',
  });
  let output = '';
  for (const [from, to] of [
    [child.stdout, process.stdout],
    [child.stderr, process.stderr],
  ] as const) {
    from.setEncoding('utf8').on('data', (text: string) => {
      output += text;
      if (!isSilent) to.write(text);
    });
  }
  return new Promise((done, failed) => {
    child.once('error', failed);
    child.once('close', (code) => done({ code: code ?? 1, output }));
  });
}
