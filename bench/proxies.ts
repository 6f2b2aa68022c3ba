// How well zero-cost scores rank the training parts, the project's own among them: npm run bench:proxies -- --data DIR
import { writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { simplifyGraph } from '../src/core/graph/simplify';
import { analyticSynflow } from '../src/core/proxies/analyticSynflow';
import { kendallTau } from '../src/core/training/metrics/kendallTau';
import { ORIGINAL_ORDER, type Benchmark } from './paper/benchmark';
import { nasBench101 } from './paper/nasBench101';
import { nasBench201 } from './paper/nasBench201';

const { values: options } = parseArgs({
  options: {
    data: { type: 'string', default: '../shared/data' },
    out: { type: 'string', default: 'bench/results/proxies.json' },
  },
});

/** Kendall's tau-b x100 with the accuracy, over the training cells that have a finite score. */
function tauOf(benchmark: Benchmark, score: (cell: number) => number): string {
  const { accuracy } = benchmark;
  const cells = benchmark.split(ORIGINAL_ORDER).train.filter((cell) => Number.isFinite(score(cell)));
  const tau = kendallTau(
    cells.map((cell) => accuracy[cell]!),
    cells.map(score),
  );
  return cells.length === 0 ? 'not counted' : `${(100 * tau).toFixed(1)} (${cells.length} cells)`;
}

function measure(benchmark: Benchmark): Record<string, string> {
  const { space, graphs, architectures, proxies } = benchmark;
  const cost = (name: 'parameters' | 'flops') => (cell: number) => space.cost(architectures[cell]!)[name] ?? Number.NaN;
  const simplified = graphs.map((graph) => simplifyGraph(graph, space.vocabulary));
  return {
    'analyticSynflow, graphs as written': tauOf(benchmark, (cell) => analyticSynflow(graphs[cell]!, space.vocabulary)),
    'analyticSynflow, simplified graphs': tauOf(benchmark, (cell) =>
      analyticSynflow(simplified[cell]!, space.vocabulary),
    ),
    parameters: tauOf(benchmark, cost('parameters')),
    flops: tauOf(benchmark, cost('flops')),
    ...Object.fromEntries(
      [...proxies].map(([name, values]) => [`${name} (table)`, tauOf(benchmark, (cell) => values[cell]!)]),
    ),
  };
}

const result = {
  title: 'Zero-cost scores',
  text:
    "Kendall's tau-b, x100, with CIFAR-10 test accuracy on the training parts of the published splits. analyticSynflow is the project's own, computed from " +
    'the architecture alone; the others are counts, and columns of published tables.',
  'nas-bench-101': measure(nasBench101(options.data)),
  'nas-bench-201': measure(nasBench201(options.data)),
};
console.log(result);
writeFileSync(options.out, `${JSON.stringify(result, undefined, 2)}\n`);
