import { RandomGenerator } from '../../src/core/random/random';
import { shuffle } from '../../src/core/random/sampling';
import { parseCompactCell } from '../../src/core/spaces/nasBench101/compactString';
import { nasBench101 as space } from '../../src/core/spaces/nasBench101/nasBench101';
import { loadNasBench101 } from '../../src/engine/data/benchmarkTables';
import { ORIGINAL_ORDER, type Benchmark } from './benchmark';

/** The published split of NAS-Bench-101: 7,290 training and 7,290 test cells with CIFAR-10 test accuracy. */
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
      const train = rows.map((_, i) => i).slice(0, table.train.length);
      const test = rows.map((_, i) => i).slice(table.train.length);
      if (permutation === ORIGINAL_ORDER) return { train, test };
      const random = RandomGenerator.fromSeed(permutation, 'split');
      return { train: shuffle(random, train), test: shuffle(random, test) };
    },
    labelled: { '1%': 72, '5%': 364, '10%': 729 },
    validation: 40,
  };
}
