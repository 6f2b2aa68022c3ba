// Lenses while a training runs, beside an idle machine: npm run bench:training (after npm run package)
// Rounds alternate, so that what else the machine does counts for both.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { cpus, getPriority, loadavg, tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { CancellationTokenSource } from 'vscode-languageserver-protocol/node';
import {
  isTrainingProgressMessage,
  trainingProgressNotification,
  trainRequest,
} from '../src/protocol/trainingMessages';
import { LanguageClient, waitFor } from '../scripts/lsp/languageClient';
import { cellFile, percentile, round, spaceSize, spread, untilNumbers } from './lensTimes';

const { values: options } = parseArgs({
  options: {
    out: { type: 'string', default: 'bench/results/training-lens.json' },
    programs: { type: 'string' },
    rounds: { type: 'string', default: '7' },
  },
});

const root = resolve(__dirname, '..');
const editsPerRound = 60;
/** A quick typist's pause between two keystrokes, milliseconds. */
const pauseMs = 60;

interface Round {
  readonly lens: readonly number[];
  readonly rate?: number;
  readonly cancelMs?: number;
}

async function main(): Promise<void> {
  const programs = options.programs ?? join(root, 'dist');
  const folder = mkdtempSync(join(tmpdir(), 'flowcell-bench-'));
  const client = new LanguageClient({ programs, modelFolders: [join(root, 'models'), folder] });
  let progress: { id: number; epoch: number; rate: number } | undefined;
  client.connection.onNotification(trainingProgressNotification, (message: unknown) => {
    if (!isTrainingProgressMessage(message) || message.progress.phase !== 'pre-training') return;
    progress = { id: message.id, epoch: message.progress.epoch, rate: message.progress.rate ?? 0 };
  });
  await client.initialize();
  const uri = 'file:///typed.cell.yaml';
  const cells = spread(3, 4);
  await client.open(uri, cellFile(cells));
  await untilNumbers(client, uri, 4);

  const type = async (): Promise<number[]> => {
    const times: number[] = [];
    for (let i = 0; i < editsPerRound; i++) {
      await delay(pauseMs);
      cells[0] = (cells[0]! + 7) % spaceSize;
      await client.change(uri, { text: cellFile(cells) });
      times.push(await untilNumbers(client, uri, 4));
    }
    return times;
  };
  const train = async (id: number): Promise<Round> => {
    const source = new CancellationTokenSource();
    const params = { space: 'nas-bench-201', out: join(folder, `round-${id}`), epochs: 1_000, architectures: 5_000 };
    const done = client.connection
      .sendRequest(trainRequest, { kind: 'pretrain', params, id }, source.token)
      .catch(() => undefined);
    await waitFor(() => (progress?.id === id && progress.epoch >= 1 ? progress : undefined), 'an epoch', 120_000);
    const lens = await type();
    const rate = progress?.rate ?? 0;
    const since = performance.now();
    source.cancel();
    await done;
    const cancelMs = performance.now() - since;
    // The engine ends its step before the machine is idle.
    await delay(1_500);
    return { lens, rate, cancelMs };
  };

  await type();
  const idle: Round[] = [];
  const training: Round[] = [];
  for (let round = 1; round <= Number(options.rounds); round++) {
    idle.push({ lens: await type() });
    training.push(await train(round));
  }
  client.dispose();
  rmSync(folder, { recursive: true, force: true });

  // The median of the rounds: a moment in which something else ran does not decide.
  const figures = (rounds: readonly Round[]): { p50: number; p95: number; rounds: number; edits: number } => {
    const of = (share: number): number =>
      round(
        percentile(
          rounds.map(({ lens }) => percentile(lens, share)),
          0.5,
        ),
        1,
      );
    return { p50: of(0.5), p95: of(0.95), rounds: rounds.length, edits: rounds.length * editsPerRound };
  };
  const [idleMs, trainingMs] = [figures(idle), figures(training)];
  const result = {
    title: 'Lenses while a training runs',
    text: 'Milliseconds from the keystroke to lenses with numbers for every cell, over the real connection, idle and while an encoder of NAS-Bench-201 is pre-trained (width 64, its own process at low priority). The goal is a p95 within twice the idle one. Figures are medians over alternating rounds. Cancelling is the time until the request is answered.',
    machine: `${cpus()[0]?.model ?? 'unknown'}, ${cpus().length} cores`,
    node: process.version,
    idleMs,
    trainingMs,
    // on a busy machine `nice -n -15` keeps other people's work out of both figures; the training is at 19 in any case
    niceOfEditor: getPriority(),
    loadAverage: loadavg().map((load) => round(load, 1)),
    ratioOfP95: round(trainingMs.p95 / idleMs.p95, 2),
    trainingCellsPerSecond: round(
      percentile(
        training.map(({ rate }) => rate ?? 0),
        0.5,
      ),
    ),
    cancelWorstMs: round(Math.max(...training.map(({ cancelMs }) => cancelMs ?? 0))),
  };
  mkdirSync(dirname(options.out), { recursive: true });
  writeFileSync(options.out, `${JSON.stringify(result, undefined, 2)}\n`);
  console.log(JSON.stringify(result, undefined, 2));
}

void main();
