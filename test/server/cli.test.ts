import { execFileSync, spawnSync } from 'node:child_process';
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { buildPrograms } from './support/programs';

// The command line as it is shipped: bundled, with the real engine and the bundled models.

const program = join(buildPrograms('engine', 'cli'), 'cli.js');
const root = resolve(__dirname, '../..');
const models = join(root, 'models');
const cells = join(root, 'examples/candidates.cell.yaml');

describe('the bundled command line', () => {
  it('predicts in its own process', () => {
    const output = execFileSync(process.execPath, [program, 'score', cells, '--models', models], { encoding: 'utf8' });
    expect(output).toMatch(
      /^ {2}best-known +9\d\.\d+ % CIFAR-10 \(9\d\.\d+-9\d\.\d+\) · top [\d.<]+ % of nas-bench-201 · 1\.07 M params$/m,
    );
  });

  it('gives the same numbers as text and as JSON', () => {
    const run = (...args: string[]): string =>
      execFileSync(process.execPath, [program, 'score', cells, '--models', models, ...args], { encoding: 'utf8' });
    const { cells: scored } = JSON.parse(run('--json')) as { cells: { name: string; text: string }[] };
    const text = run();
    for (const { text: line } of scored) expect(text).toContain(line);
  });

  it('ends with an exit code', () => {
    const { status, stderr } = spawnSync(process.execPath, [program, 'score', join(root, 'nothing.yaml')], {
      encoding: 'utf8',
    });
    expect(status).toBe(2);
    expect(stderr).toContain('there is no such file');
  });
});
