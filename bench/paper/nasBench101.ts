import { parseCompactCell } from '../../src/core/spaces/nasBench101/compactString';
import { nasBench101 as space } from '../../src/core/spaces/nasBench101/nasBench101';
import { loadNasBench101 } from '../../scripts/tables/benchmarkTables';
import { ORIGINAL_ORDER, type Benchmark } from './benchmark';
import { numpyPermutation } from './numpyPermutation';

/** The published split of NAS-Bench-101, 7,290 training and 7,290 test cells with CIFAR-10 test accuracy, and its permutations. */
export function nasBench101(data: string): Benchmark {
  const table = loadNasBench101(data);
  const rows = [...table.train, ...table.test];
  const architectures = rows.map((row) => {
    const architecture = parseCompactCell(table.adjacency[row]!, table.operations[row]!);
    if (!architecture) throw new Error(`row ${row} is not an architecture`);
    return architecture;
  });
  const graphs = architectures.map((architecture) => space.toGraph(architecture).graph);
  return {
    space,
    architectures,
    graphs,
    accuracy: Float64Array.from(rows, (row) => table.testAccuracy[row]!),
    pool: graphs.map((_, i) => i),
    proxies: new Map(),
    split(permutation) {
      // as published: a permutation is one of all cells, not of each part, so that only the original order separates wirings
      const order = permutation === ORIGINAL_ORDER ? rows.map((_, i) => i) : numpyPermutation(permutation, rows.length);
      return { train: order.slice(0, table.train.length), test: order.slice(table.train.length) };
    },
    labelled: { '1%': 72, '5%': 364, '10%': 729 },
    validation: 40,
  };
}
