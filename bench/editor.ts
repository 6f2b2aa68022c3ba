// What a person waits for in the editor, and what it costs: npm run bench:editor (after npm run package)
// Cold and warm opening, typing, memory, the command line over a whole space, the package, and in a real workbench activation and the
// flow view. `--only NAME,...` measures some of it and keeps the other figures as they are.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { LanguageClient } from '../scripts/lsp/languageClient';
import { cellFile as file, percentile, round, spaceSize, spread, untilNumbers } from './lensTimes';
import { activationTimes, pictureTimes } from './workbenchTimes';

const { values: options } = parseArgs({
  options: {
    out: { type: 'string', default: 'bench/results/editor.json' },
    only: { type: 'string' },
  },
});

const root = resolve(__dirname, '..');
const programs = join(root, 'dist');
/** Cells of one file of the command line; a file may have 2,000. */
const cellsPerFile = 1_000;
const edits = 200;

const start = (): LanguageClient => new LanguageClient({ programs, modelFolders: [join(root, 'models')] });

async function cold(): Promise<number> {
  const begin = performance.now();
  const client = start();
  await client.initialize();
  await client.open('file:///cold.cell.yaml', file(spread(1, 4)));
  await untilNumbers(client, 'file:///cold.cell.yaml', 4);
  const elapsed = performance.now() - begin;
  client.dispose();
  return elapsed;
}

/** Opens, types and scores in one server that is warm, and reads what it has taken. */
async function session(): Promise<Record<string, unknown>> {
  const client = start();
  await client.initialize();
  const uri = (name: string): string => `file:///${name}.cell.yaml`;
  await client.open(uri('first'), file(spread(1, 4)));
  await untilNumbers(client, uri('first'), 4);

  const opening: number[] = [];
  for (let i = 0; i < 30; i++) {
    await client.open(uri(`warm${i}`), file(spread(100 + i, 4)));
    opening.push(await untilNumbers(client, uri(`warm${i}`), 4));
  }
  const typing: number[] = [];
  const cells = spread(3, 4);
  for (let i = 0; i < edits; i++) {
    cells[0] = (cells[0]! + 7) % spaceSize;
    await client.change(uri('first'), { text: file(cells) });
    typing.push(await untilNumbers(client, uri('first'), 4));
  }
  await client.open(uri('thousand'), file(spread(5, 1_000)));
  const thousandMs = await untilNumbers(client, uri('thousand'), 1_000);
  const memory = { serverMB: memoryOf(client.process.pid), engineMB: memoryOf(childOf(client.process.pid)) };
  client.dispose();
  return {
    openingWarmMs: {
      p50: round(percentile(opening, 0.5), 1),
      p95: round(percentile(opening, 0.95), 1),
      files: opening.length,
    },
    keystrokeToLensMs: { p50: round(percentile(typing, 0.5), 1), p95: round(percentile(typing, 0.95), 1), edits },
    thousandCellsMs: round(thousandMs),
    residentAfterThousandCells: memory,
  };
}

/** Resident memory in MB; Linux only. */
function memoryOf(pid: number | undefined): number {
  const status = readFileSync(`/proc/${pid}/status`, 'utf8');
  return round(Number(/VmRSS:\s+(\d+)/.exec(status)?.[1]) / 1024);
}
const childOf = (pid: number | undefined): number =>
  Number(readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim().split(' ')[0]);

/** Seconds of `flowcell score` over the whole space. */
function commandLine(): number {
  const folder = mkdtempSync(join(tmpdir(), 'flowcell-bench-'));
  const files = Array.from({ length: Math.ceil(spaceSize / cellsPerFile) }, (_, n) => {
    const path = join(folder, `${n}.cell.yaml`);
    const count = Math.min(cellsPerFile, spaceSize - n * cellsPerFile);
    writeFileSync(path, file(Array.from({ length: count }, (_value, i) => n * cellsPerFile + i)));
    return path;
  });
  const begin = performance.now();
  const { stdout, stderr } = spawnSync(process.execPath, [join(programs, 'cli.js'), 'score', '--json', ...files], {
    encoding: 'utf8',
    maxBuffer: 1 << 28,
  });
  const elapsed = (performance.now() - begin) / 1000;
  rmSync(folder, { recursive: true, force: true });
  const scored = stdout.match(/"low"/g)?.length ?? 0;
  if (scored < spaceSize)
    throw new Error(`the command line scored ${scored} of ${spaceSize} cells: ${stderr.slice(0, 500)}`);
  return elapsed;
}

async function coldOpening(): Promise<Record<string, unknown>> {
  const colds: number[] = [];
  for (let i = 0; i < 7; i++) colds.push(await cold());
  return {
    openingColdMs: { p50: round(percentile(colds, 0.5)), worst: round(Math.max(...colds)), starts: colds.length },
  };
}

/** Starts of a window, and openings of a view, that are measured. */
const starts = 7;

const parts: Readonly<Record<string, () => Record<string, unknown> | Promise<Record<string, unknown>>>> = {
  cold: coldOpening,
  session,
  commandLine: () => ({ scoreWholeSpaceSeconds: { cells: spaceSize, seconds: round(commandLine(), 1) } }),
  package: () => ({ packageMB: round(statSync(join(programs, 'flowcell.vsix')).size / 2 ** 20, 2) }),
  activation: async () => ({ [`activation over ${starts} starts (ms)`]: await activationTimes(starts) }),
  view: async () => ({ [`the flow view in VS Code, ${starts} openings (ms)`]: await pictureTimes(starts) }),
};

async function main(): Promise<void> {
  const asked = options.only?.split(',') ?? Object.keys(parts);
  const unknown = asked.filter((name) => !(name in parts));
  if (unknown.length > 0) throw new Error(`no ${unknown.join(', ')}: choose from ${Object.keys(parts).join(', ')}`);
  const known = existsSync(options.out) ? (JSON.parse(readFileSync(options.out, 'utf8')) as object) : {};
  const measured: Record<string, unknown> = {};
  for (const name of asked) Object.assign(measured, await parts[name]?.());
  const result = {
    ...known,
    title: 'In the editor',
    text:
      'What a person waits for. The time of a lens runs from the message of the editor to the answer with numbers for every cell, over the real connection; cold includes starting server and engine. ' +
      'Activation is what VS Code itself shows under Running Extensions: extensions that are activated together load in turns, and each of them is charged for the wait.',
    machine: `${cpus()[0]?.model ?? 'unknown'}, ${cpus().length} cores`,
    node: process.version,
    ...measured,
  };
  mkdirSync(dirname(options.out), { recursive: true });
  writeFileSync(options.out, `${JSON.stringify(result, undefined, 2)}\n`);
  console.log(JSON.stringify(measured, undefined, 2));
}

void main();
