// Everything that has to pass: types, lint, format, unit and server tests, the suite in the extension host of the newest and the
// oldest VS Code, and the tests of the packaged extension in a real workbench. The last line sums the tests up.
//   npm test
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { requireChromium } from '../test/e2e/host/chromium';
import { run } from './run';

interface Counts {
  passed: number;
  failed: number;
  skipped: number;
}

const temporary = mkdtempSync(join(tmpdir(), 'flowcell-test-'));
const total: Counts = { passed: 0, failed: 0, skipped: 0 };
const broken: string[] = [];

const add = (counts: Counts): void => {
  total.passed += counts.passed;
  total.failed += counts.failed;
  total.skipped += counts.skipped;
};

/** @param beside whether other steps run at the same time: then what it prints comes in one piece, at its end */
async function step(title: string, command: string, args: readonly string[], beside = false): Promise<string> {
  const start = performance.now();
  if (!beside) console.log(`\n== ${title}`);
  const { code, output } = await run(command, args, beside);
  if (beside) console.log(`\n== ${title}\n${output.trimEnd()}`);
  if (code !== 0) broken.push(title);
  console.log(`== ${title}: ${code === 0 ? 'ok' : 'FAILED'} in ${((performance.now() - start) / 1000).toFixed(0)} s`);
  return output;
}

async function vitest(title: string, ...args: readonly string[]): Promise<void> {
  const file = join(temporary, `${title.replaceAll(' ', '-')}.json`);
  await step(title, 'npx', [
    'vitest',
    'run',
    ...args,
    '--reporter=default',
    '--reporter=json',
    `--outputFile.json=${file}`,
  ]);
  try {
    const report = JSON.parse(readFileSync(file, 'utf8')) as Record<string, number>;
    add({
      passed: report['numPassedTests'] ?? 0,
      failed: report['numFailedTests'] ?? 0,
      skipped: (report['numPendingTests'] ?? 0) + (report['numTodoTests'] ?? 0),
    });
  } catch (error) {
    console.error(`no report of ${title}: ${String(error)}`);
    if (!broken.includes(title)) broken.push(title);
  }
}

async function extensionHostTests(): Promise<void> {
  const output = await step('extension host tests', 'npm', ['run', '--silent', 'test:integration'], true);
  for (const line of output.matchAll(/^extension-host: (\d+) passed, (\d+) failed, (\d+) skipped$/gm)) {
    add({ passed: Number(line[1]), failed: Number(line[2]), skipped: Number(line[3]) });
  }
}

async function main(): Promise<void> {
  // none needs what another one writes, and each keeps one core busy
  await Promise.all([
    step('types', 'npx', ['tsc', '-b'], true),
    step('lint', 'npm', ['run', '--silent', 'lint'], true),
    step('format', 'npm', ['run', '--silent', 'format:check'], true),
    step('package', 'npm', ['run', '--silent', 'package'], true),
  ]);
  try {
    // its package also has the software GPU that the tests of WebGPU compute on
    requireChromium();
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
  }
  await Promise.all([vitest('unit and server tests'), extensionHostTests()]);
  await vitest('user interface tests', '--config', 'vitest.e2e.config.mjs');
  rmSync(temporary, { recursive: true, force: true });

  if (broken.length > 0) console.log(`\nfailed: ${broken.join(', ')}`);
  console.log(`\n${total.passed} passed, ${total.failed} failed, ${total.skipped} skipped`);
  process.exitCode = broken.length > 0 || total.failed > 0 || total.passed === 0 ? 1 : 0;
}

void main();
