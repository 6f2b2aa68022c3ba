// What the parts of the few-label predictor are worth, on labels of the training parts only: npx tsx bench/kernelAblation.ts
import { writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { RandomGenerator } from '../src/core/random/random';
import { sampleWithoutReplacement } from '../src/core/random/sampling';
import { kendallTau } from '../src/core/training/metrics/kendallTau';
import { precisionAtTop } from '../src/core/training/metrics/precisionAtTop';
import { ORIGINAL_ORDER, type Benchmark } from './paper/benchmark';
import { recipes, scoreCells, type Recipe } from './paper/kernelPredictor';
import { describeBenchmark } from './paper/kernelRow';
import { nasBench101 } from './paper/nasBench101';
import { nasBench201 } from './paper/nasBench201';

const { values: options } = parseArgs({
  options: {
    data: { type: 'string', default: '../shared/data' },
    cache: { type: 'string', default: '.cache' },
    draws: { type: 'string', default: '20' },
    out: { type: 'string', default: 'bench/results/kernelPredictorAblation.json' },
  },
});
const DRAWS = Number(options.draws);

type Groups = Recipe['groups'];
type Blocks = Groups[number]['blocks'];
const smooth = (blocks: Blocks): Groups[number] => ({ kind: 'matern-3/2', blocks });
const linear = (blocks: Blocks): Groups[number] => ({ kind: 'linear', blocks });

const of201 = recipes['nas-bench-201'];
const shortcut = linear({ shortcut: 1 });
const all = { graph: 1, paths: 1, kernels: 3, expression: 1 };
const { kernels: _kernels, ...withoutKernels } = all;
const { graph: _graph, ...withoutGraph } = all;
const { paths: _paths, ...withoutPaths } = all;
const { expression: _expression, ...withoutExpression } = all;

const variants201: Readonly<Record<string, Recipe>> = {
  'as benchmarked': of201,
  'without kernel propagation': { ...of201, groups: [smooth(withoutKernels), shortcut] },
  'kernel propagation alone': { ...of201, groups: [smooth({ kernels: 1 })] },
  'kernel propagation and shortcuts': { ...of201, groups: [smooth({ kernels: 1 }), shortcut] },
  'without graph features': { ...of201, groups: [smooth(withoutGraph), shortcut] },
  'without path means': { ...of201, groups: [smooth(withoutPaths), shortcut] },
  'without expression features': { ...of201, groups: [smooth(withoutExpression), shortcut] },
  'without linear shortcut features': { ...of201, groups: [smooth(all)] },
  'with zero-cost tables': { ...of201, groups: [smooth({ ...all, proxies: 1 }), shortcut] },
  'zero-cost tables alone': { ...of201, groups: [smooth({ proxies: 1 })] },
  'kernel propagation weighted 1': { ...of201, groups: [smooth({ ...all, kernels: 1 }), shortcut] },
  'accuracy as it is': { ...of201, target: 'accuracy' },
  'labels of equal cells apart': { ...of201, averagesClasses: false },
};

const of101 = recipes['nas-bench-101'];
const pooling = smooth({ pooling: 1 });
const variants101: Readonly<Record<string, Recipe>> = {
  'as benchmarked': of101,
  'graph features alone': { ...of101, groups: [smooth({ graph: 1 })] },
  'without kernel propagation and poolings': { ...of101, groups: [smooth(withoutKernels)] },
  'without kernel propagation': { ...of101, groups: [smooth(withoutKernels), pooling] },
  'kernel propagation alone': { ...of101, groups: [smooth({ kernels: 1 })] },
  'without path means': { ...of101, groups: [smooth(withoutPaths), pooling] },
  'without a kernel for poolings': { ...of101, groups: [smooth(all)] },
  'with a linear kernel': { ...of101, groups: [smooth(all), pooling, linear({ graph: 1, paths: 1 })] },
  'linear kernel alone': { ...of101, groups: [linear(all)] },
  'bad cells as they are': { ...of101, floor: 0 },
  'accuracy as it is': { ...of101, target: 'accuracy' },
};

/** Labelled cells and those that are ranked after them. */
interface Draw {
  readonly labelled: readonly number[];
  readonly ranked: readonly number[];
}

function draw(from: readonly number[], ranked: readonly number[], count: number, seed: number): Draw {
  const random = RandomGenerator.fromSeed(seed, 'ablation');
  const labelled = Array.from(sampleWithoutReplacement(random, from.length, count), (i) => from[i]!);
  const known = new Set(labelled);
  return { labelled, ranked: ranked.filter((i) => !known.has(i)) };
}

const seeds = (count: number): number[] => Array.from({ length: count }, (_, seed) => seed);

function randomDraws(benchmark: Benchmark): Draw[] {
  const { train } = benchmark.split(ORIGINAL_ORDER);
  return seeds(DRAWS).map((seed) => draw(train, train, benchmark.labelled['1%']!, seed));
}

/** Labels from cells whose first edge into the output starts at some nodes, ranked are those where it starts at others. */
function shiftedDraws(benchmark: Benchmark): Draw[] {
  const { train } = benchmark.split(ORIGINAL_ORDER);
  const starting = (nodes: readonly number[]): number[] =>
    train.filter((i) => {
      const { edges, operations } = benchmark.graphs[i]!;
      const feeders = edges.filter(([, to]) => to === operations.length - 1).map(([from]) => from);
      return nodes.includes(Math.min(...feeders));
    });
  const sides = [
    [[0], [1, 2]],
    [[0, 1], [2]],
    [[1, 2], [0]],
    [[0, 2], [1]],
  ] as const;
  return sides.flatMap(([from, to]) =>
    seeds(Math.ceil(DRAWS / sides.length)).map((seed) =>
      draw(starting(from), starting(to), benchmark.labelled['1%']!, seed),
    ),
  );
}

const round = (value: number): number => Math.round(value * 100) / 100;

/** Mean and deviation over the draws, x100, for each variant. */
function measure(
  benchmark: Benchmark,
  variants: Readonly<Record<string, Recipe>>,
  draws: readonly Draw[],
): Record<string, Record<string, string>> {
  const descriptions = describeBenchmark(benchmark, options.cache);
  const rows = Object.entries(variants).map(([name, variant]) => {
    const runs = draws.map(({ labelled, ranked }) => {
      const scores = scoreCells(descriptions, variant, labelled, benchmark.accuracy, ranked);
      const truth = ranked.map((i) => benchmark.accuracy[i]!);
      return [kendallTau(truth, scores), precisionAtTop(truth, scores, 1), precisionAtTop(truth, scores, 5)];
    });
    const column = (i: number): string => {
      const values = runs.map((run) => 100 * run[i]!);
      const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
      const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
      return `${round(mean)} (${round(Math.sqrt(squares / (values.length - 1)))})`;
    };
    const row = { tau: column(0), 'P@1%': column(1), 'P@5%': column(2) };
    console.log(benchmark.space.name, name, row);
    return [name, row] as const;
  });
  return Object.fromEntries(rows);
}

const cells201 = nasBench201(options.data);
const cells101 = nasBench101(options.data);
const result = {
  title: 'What the few-label predictor is made of',
  text:
    `1 % labels, ${DRAWS} draws from the training parts, figures x100, mean (sample standard deviation); no cell of a test part takes part. ` +
    'Random draws rank the other training cells; other topology ranks training cells whose first edge into the output starts elsewhere than in the labelled ones.',
  'nas-bench-201, random draws': measure(cells201, variants201, randomDraws(cells201)),
  'nas-bench-101, random draws': measure(cells101, variants101, randomDraws(cells101)),
  'nas-bench-101, other topology': measure(cells101, variants101, shiftedDraws(cells101)),
};
writeFileSync(options.out, `${JSON.stringify(result, undefined, 2)}\n`);
