import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { parseArgs } from 'node:util';
import { createEncoder } from '../../src/core/encoder/encoders';
import { packGraphs } from '../../src/core/encoder/graphSet';
import { pretrainDefaults } from '../../src/core/training/pretrain';
import { locateWasmFiles, startBackend } from '../../src/engine/tensorflow';
import { HELD_PARTS, runCells, type Benchmark, type HeldPart } from './benchmark';
import { darts } from './darts';
import { describeBenchmark, KERNEL_ENCODER, KERNEL_PRETEXT, learnAndTest } from './kernelRow';
import { fitAndTest, PROCESS_PRETEXT } from './processRow';
import { nasBench101 } from './nasBench101';
import { nasBench201 } from './nasBench201';
import { pretrainCached } from '../../scripts/training/pretrainCache';
import { pretextData, pretextRows } from './pretexts';
import { fineTuneAndTest, type Run } from './protocol';
import { published } from './published';
import type { PaperResult } from './result';
import { summarise } from './summary';

const SEEDS = [21, 2021, 202121] as const;

const { values: options } = parseArgs({
  options: {
    space: { type: 'string', default: 'nas-bench-201' },
    encoder: { type: 'string', default: 'res-gated-gcn' },
    pretext: { type: 'string', default: 'fgp' },
    labels: { type: 'string', default: '1%' },
    runs: { type: 'string', default: '9' },
    part: { type: 'string', default: 'test' },
    epochs: { type: 'string' },
    data: { type: 'string', default: '../shared/data' },
    out: { type: 'string', default: 'bench/results/paper' },
    cache: { type: 'string', default: '.cache/pretrained' },
    wasm: { type: 'string' },
    keep: { type: 'string', default: '' },
  },
});

const benchmarks: Readonly<Record<string, (data: string) => Benchmark>> = {
  'nas-bench-101': nasBench101,
  'nas-bench-201': nasBench201,
  darts,
};

/** Which cells are ranked. @throws RangeError where the option names no part */
function heldPart(): HeldPart {
  const part = HELD_PARTS.find((name) => name === options.part);
  if (!part) throw new RangeError(`--part is one of ${HELD_PARTS.join(', ')}`);
  return part;
}

function resultFile(part: HeldPart, shortened = ''): string {
  const suffix = part === 'test' ? shortened : `${shortened}-${part}`;
  const { out, space, encoder, pretext, labels } = options;
  return join(out, `${space}-${encoder}-${pretext}-${labels.replace('%', '')}-percent${suffix}.json`);
}

/** Writes the row's file as far as it has got. */
function writeResult(
  file: string,
  width: number,
  pretrainEpochs: number,
  backend: string,
  runs: readonly Run[],
  part: HeldPart,
): void {
  const { space, encoder, pretext, labels } = options;
  mkdirSync(dirname(file), { recursive: true });
  const result: PaperResult = {
    space,
    encoder,
    width,
    pretext,
    labels,
    pretrainEpochs,
    backend,
    part,
    runs,
    ...summarise(runs),
    published: part === 'test' ? published(space, encoder, pretext, labels) : null,
  };
  writeFileSync(file, `${JSON.stringify(result, undefined, 2)}\n`);
}

/** The row without an encoder: three runs, one for each permutation. */
function kernelRuns(benchmark: Benchmark, part: HeldPart): void {
  const since = performance.now();
  const descriptions = describeBenchmark(benchmark, dirname(options.cache));
  const seconds = (performance.now() - since) / 1000;
  const runs = SEEDS.map((permutation) => {
    const cells = runCells(benchmark, options.labels, permutation, part);
    const run = learnAndTest(benchmark, descriptions, cells, permutation, seconds);
    console.log(`permutation ${permutation}: tau ${run.tau}, P@1% ${run.p1}, P@5% ${run.p5}, ${run.secondsFinetune} s`);
    return run;
  });
  writeResult(resultFile(part), 0, 0, 'none', runs, part);
}

/** What Fine-Tune Predictor makes after few labels: three runs, one for each permutation. */
function processRuns(benchmark: Benchmark, part: HeldPart): void {
  const runs: Run[] = [];
  for (const permutation of SEEDS) {
    runs.push(fitAndTest(benchmark, runCells(benchmark, options.labels, permutation, part), permutation));
    console.log(runs.at(-1));
  }
  writeResult(resultFile(part), 0, 0, 'none', runs, part);
}

async function main(): Promise<void> {
  const load = benchmarks[options.space];
  if (!load) throw new RangeError(`--space is one of ${Object.keys(benchmarks).join(', ')}`);
  const part = heldPart();
  if (options.encoder === KERNEL_ENCODER) {
    if (options.pretext === KERNEL_PRETEXT) kernelRuns(load(options.data), part);
    else if (options.pretext === PROCESS_PRETEXT) processRuns(load(options.data), part);
    else throw new RangeError(`--pretext of ${KERNEL_ENCODER}: ${KERNEL_PRETEXT}, ${PROCESS_PRETEXT}`);
    return;
  }
  const benchmark = load(options.data);
  const rows = pretextRows(benchmark.space);
  const row = options.pretext === 'none' ? undefined : rows.get(options.pretext);
  if (options.pretext !== 'none' && !row) throw new RangeError(`--pretext: none, ${[...rows.keys()].join(', ')}`);
  const epochs = Number(options.epochs ?? pretrainDefaults.epochs);
  const shortened = row && epochs !== pretrainDefaults.epochs ? `-${epochs}-epochs` : '';
  const file = resultFile(part, shortened);
  const done = existsSync(file) ? [...(JSON.parse(readFileSync(file, 'utf8')) as PaperResult).runs] : [];
  const ops = await startBackend(
    'wasm',
    options.wasm
      ? { kernels: join(options.wasm, 'kernels.wasm'), tfjs: `${options.wasm}/` }
      : locateWasmFiles(process.cwd(), false),
  );
  const config = { kind: options.encoder, width: 128, layers: 3, operations: benchmark.space.vocabulary.length };
  const encoder = createEncoder(config);
  const set = packGraphs(benchmark.graphs);
  // nine runs are three seeds x three permutations, three runs are one seed x three permutations
  const seeds = SEEDS.slice(0, Math.max(1, Math.floor(Number(options.runs) / 3)));
  for (const seed of seeds) {
    if (SEEDS.every((permutation) => done.some((run) => run.seed === seed && run.permutation === permutation)))
      continue;
    const name = `${options.space}-${options.encoder}-${config.width}-${options.pretext}-${epochs}-${seed}`;
    const pretrained =
      row &&
      (await pretrainCached(
        join(options.cache, name),
        {
          ops,
          encoder,
          task: row.task,
          data: () => pretextData(row, benchmark),
          options: { ...pretrainDefaults, epochs, seed },
        },
        (line) => console.log(line),
        options.keep.split(',').map(Number),
      ));
    for (const permutation of SEEDS) {
      if (done.some((run) => run.seed === seed && run.permutation === permutation)) continue;
      const cells = runCells(benchmark, options.labels, permutation, part);
      const run = await fineTuneAndTest({ ops, encoder, benchmark, set, pretrained }, cells, seed, permutation);
      done.push(run);
      console.log(
        `${name} ${options.labels} permutation ${permutation}: tau ${run.tau}, P@1% ${run.p1}, P@5% ${run.p5}, ${run.secondsFinetune} s`,
      );
      writeResult(file, config.width, row ? epochs : 0, 'wasm', done, part);
    }
  }
}

void main();
