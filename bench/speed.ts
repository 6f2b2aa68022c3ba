// Speed of training and encoding against this machine's matrix product, in one run: npm run bench:speed [-- --wasm DIR]
import { mkdirSync, writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { dirname, join } from 'node:path';
import { parseArgs } from 'node:util';
import type { Rank } from '@tensorflow/tfjs-core';
import { createEncoder } from '../src/core/encoder/encoders';
import type { GraphOps } from '../src/core/encoder/graphOps';
import { packGraphs } from '../src/core/encoder/graphSet';
import { initialise } from '../src/core/encoder/parameters';
import { drawFlowConstants, flowSettings } from '../src/core/flow/flowConstants';
import { surrogateTable } from '../src/core/flow/surrogateTable';
import type { ArchitectureGraph } from '../src/core/graph/graph';
import { analyticSynflow } from '../src/core/proxies/analyticSynflow';
import { RandomGenerator } from '../src/core/random/random';
import { nasBench201 } from '../src/core/spaces/nasBench201/nasBench201';
import { finetune, finetuneDefaults } from '../src/core/training/finetune';
import { embedGraphs } from '../src/core/training/predictScores';
import { pretextTasks } from '../src/core/training/pretext/pretextTasks';
import { pretrain, pretrainDefaults } from '../src/core/training/pretrain';
import { locateWasmFiles, startBackend } from '../src/engine/tensorflow';

const { values: options } = parseArgs({
  options: { wasm: { type: 'string' }, out: { type: 'string', default: 'bench/results/speed.json' } },
});

const WIDTH = 128;
const NODES = 8;
const LAYERS = 3;
/** Cells that time a training epoch; the space has 15,625. */
const CELLS = 5_120;
const FULL = 15_625;

/** Floating-point operations of one forward pass over a cell done naively: four products of width d for every node and layer. */
const FORWARD_FLOPS = 2 * 4 * WIDTH * WIDTH * NODES * LAYERS;

const seconds = async (work: () => Promise<unknown>): Promise<number> => {
  const start = performance.now();
  await work();
  return (performance.now() - start) / 1000;
};

/** A product [2048, 128] x [128, 512] in GFLOP/s, best of several rounds: by TensorFlow.js (XNNPACK) or by the fused linear layer. */
function productGflops(ops: GraphOps, fused: boolean): number {
  const { tf } = ops;
  const [m, k, n] = [2048, 128, 512];
  const [a, b, bias] = [tf.randomUniform<Rank.R2>([m, k]), tf.randomUniform<Rank.R2>([k, n]), tf.zeros<Rank.R1>([n])];
  let best = 0;
  for (let round = 0; round < 10; round++) {
    const start = performance.now();
    for (let i = 0; i < 5; i++) {
      (fused ? ops.linear(a, b, bias, 'none') : tf.matMul(a, b)).dispose();
      ops.endStep();
    }
    best = Math.max(best, (5 * 2 * m * k * n) / (performance.now() - start) / 1e6);
  }
  for (const tensor of [a, b, bias]) tensor.dispose();
  return best;
}

async function main(): Promise<void> {
  const files = options.wasm
    ? { kernels: join(options.wasm, 'kernels.wasm'), tfjs: `${options.wasm}/` }
    : locateWasmFiles(process.cwd(), false);
  const ops = await startBackend('wasm', files);
  const random = RandomGenerator.fromSeed(1, 'speed');
  const graphs: ArchitectureGraph[] = Array.from(
    { length: CELLS },
    () => nasBench201.toGraph(nasBench201.sample(() => random.uniform())).graph,
  );
  const set = packGraphs(graphs);
  const encoder = createEncoder({ kind: 'res-gated-gcn', width: WIDTH, layers: LAYERS, operations: 7 });
  const before = [productGflops(ops, false), productGflops(ops, true)] as const;

  const constants = drawFlowConstants(7, flowSettings('nas-bench-201'), RandomGenerator.fromSeed(0, 'flow'));
  let surrogates = surrogateTable(graphs, [constants]);
  const surrogateSeconds = await seconds(async () => {
    surrogates = await Promise.resolve(surrogateTable(graphs, [constants]));
  });
  const scores = graphs.map((graph) => analyticSynflow(graph, nasBench201.vocabulary));
  const proxies = { rows: CELLS, columns: 1, values: Float32Array.from(scores, (s) => (Number.isFinite(s) ? s : NaN)) };
  const epochs = pretrain(
    ops,
    encoder,
    pretextTasks.get('fgp')!,
    { set, surrogates, proxies },
    {
      ...pretrainDefaults,
      epochs: 4,
      seed: 1,
    },
  );
  await epochs.next();
  const epochSeconds = Math.min(await seconds(() => epochs.next()), await seconds(() => epochs.next()));

  const parameters = initialise(encoder.parameters, RandomGenerator.fromSeed(1, 'weights'));
  const indices = graphs.map((_, i) => i);
  const encode = (): Promise<number> => seconds(() => embedGraphs({ ops, encoder, parameters, set }, indices));
  await encode();
  const encodeSeconds = Math.min(await encode(), await encode());

  const labelled = (from: number, to: number): { indices: number[]; values: number[] } => ({
    indices: indices.slice(from, to),
    values: scores.slice(from, to),
  });
  const finetuneSeconds = await seconds(() =>
    finetune(ops, encoder, parameters, set, labelled(0, 78), labelled(78, 118), {
      ...finetuneDefaults('nas-bench-201'),
      seed: 1,
    }),
  );
  const stockProduct = Math.max(before[0], productGflops(ops, false));
  const fusedProduct = Math.max(before[1], productGflops(ops, true));
  // one thread of wasm reaches the better of the two
  const limit = Math.max(stockProduct, fusedProduct);

  const trainCells = CELLS / epochSeconds;
  const encodeCells = CELLS / encodeSeconds;
  // the first layer has |O| + 1 rows instead of one a node; backward costs twice the forward pass
  const performed = (FORWARD_FLOPS * (LAYERS - 1)) / LAYERS;
  const gigaflops = (cellsPerSecond: number, flops: number): number => (cellsPerSecond * flops) / 1e9;
  const round = (value: number, digits = 1): number => Number(value.toFixed(digits));
  const result = {
    title: 'Speed of training and encoding',
    text: 'ResGatedGCN, width 128, three layers, NAS-Bench-201 cells; one thread of WebAssembly; shares are of the best matrix product of the same run.',
    machine: `${cpus()[0]?.model ?? 'unknown'}, ${cpus().length} cores, one used`,
    node: process.version,
    backend: 'wasm',
    matrixProductGflops: { tensorflowjs: round(stockProduct), fusedLinearLayer: round(fusedProduct) },
    pretraining: {
      cellsPerSecond: round(trainCells),
      naiveGflops: round(gigaflops(trainCells, 3 * FORWARD_FLOPS)),
      performedGflops: round(gigaflops(trainCells, 3 * performed)),
      shareOfMatrixProduct: round(gigaflops(trainCells, 3 * performed) / limit, 2),
      minutesAsPublished: round((FULL * pretrainDefaults.epochs) / trainCells / 60),
      secondsPerArchitecture: round(pretrainDefaults.epochs / trainCells, 4),
    },
    encoding: {
      cellsPerSecond: round(encodeCells),
      performedGflops: round(gigaflops(encodeCells, performed)),
      shareOfMatrixProduct: round(gigaflops(encodeCells, performed) / limit, 2),
      secondsPerArchitecture: round(1 / encodeCells, 6),
    },
    surrogate: { secondsPerArchitecture: round(surrogateSeconds / CELLS, 6) },
    finetuning: { cells: 78, epochs: finetuneDefaults('nas-bench-201').epochs, seconds: round(finetuneSeconds) },
    published: {
      encodingSecondsPerArchitecture: { 'ResGatedGCN (RTX 8000)': 0.0022, 'FlowerFormer (RTX 8000)': 0.0849 },
      surrogateSecondsPerArchitecture: '0.002-0.005',
    },
  };
  mkdirSync(dirname(options.out), { recursive: true });
  writeFileSync(options.out, `${JSON.stringify(result, undefined, 2)}\n`);
  console.log(JSON.stringify(result, undefined, 2));
}

void main();
