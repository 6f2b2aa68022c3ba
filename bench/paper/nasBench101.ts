import { join } from 'node:path';
import { RandomGenerator } from '../../src/core/random/random';
import { shuffle } from '../../src/core/random/sampling';
import { parseNativeRow } from '../../src/core/spaces/nativeRow';
import { nasBench101 as space } from '../../src/core/spaces/nasBench101/nasBench101';
import { ORIGINAL_ORDER, type Benchmark } from './benchmark';
import { readGzipTable } from './gzipTable';

/** The published split of NAS-Bench-101: 7,290 training and 7,290 test cells with CIFAR-10 test accuracy. */
export function nasBench101(data: string): Benchmark {
  const table = readGzipTable(join(data, 'nas-bench-101.csv.gz'));
  const [adjacency, ops, split] = [table.texts('adjacency'), table.texts('ops'), table.texts('split')];
  const order = table.numbers('split_order');
  const accuracyOfRow = table.numbers('test_acc');
  const rows = split.flatMap((part, row) => (part === '' ? [] : [row]));
  const architectures = rows.map((row) => {
    const architecture = parseNativeRow('nas-bench-101', { adjacency: adjacency[row], ops: ops[row] });
    if (!architecture) throw new Error(`row ${row} is not an architecture`);
    return architecture;
  });
  const graphs = architectures.map((architecture) => space.toGraph(architecture).graph);
  const part = (name: string): number[] =>
    rows
      .map((row, i) => ({ row, i }))
      .filter(({ row }) => split[row] === name)
      .sort((a, b) => order[a.row]! - order[b.row]!)
      .map(({ i }) => i);
  return {
    space,
    architectures,
    graphs,
    accuracy: Float64Array.from(rows, (row) => accuracyOfRow[row]!),
    pool: graphs.map((_, i) => i),
    proxies: new Map(),
    split(permutation) {
      const [train, test] = [part('train'), part('test')];
      if (permutation === ORIGINAL_ORDER) return { train, test };
      const random = RandomGenerator.fromSeed(permutation, 'split');
      return { train: shuffle(random, train), test: shuffle(random, test) };
    },
    labelled: { '1%': 72, '5%': 364, '10%': 729 },
    validation: 40,
  };
}
