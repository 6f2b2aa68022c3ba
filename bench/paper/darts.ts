import { join } from 'node:path';
import { RandomGenerator } from '../../src/core/random/random';
import { shuffle } from '../../src/core/random/sampling';
import { darts as space } from '../../src/core/spaces/darts/darts';
import { parseNativeRow } from '../../src/core/spaces/nativeRow';
import { ORIGINAL_ORDER, type Benchmark } from './benchmark';
import { readGzipTable } from './gzipTable';

/** Labelled architectures of the training part at 1 %: the published number. */
const TRAIN = 56;

/** DARTS: 11,221 architectures without labels for pre-training, 725 others with the NAS-Bench-301 surrogate's accuracy. */
export function darts(data: string): Benchmark {
  const table = readGzipTable(join(data, 'nas-bench-301.csv.gz'));
  const [normal, reduce] = [table.texts('normal'), table.texts('reduce')];
  const architectures = normal.map((text, row) => {
    const architecture = parseNativeRow('darts', { normal: text, reduce: reduce[row] });
    if (!architecture) throw new Error(`row ${row} is not an architecture`);
    return architecture;
  });
  const accuracy = table.numbers('valid_acc');
  const indices = architectures.map((_, i) => i);
  const labelled = indices.filter((i) => !Number.isNaN(accuracy[i]));
  return {
    space,
    architectures,
    graphs: architectures.map((architecture) => space.toGraph(architecture).graph),
    accuracy,
    pool: indices.filter((i) => Number.isNaN(accuracy[i])),
    proxies: new Map([
      ['nwot', table.numbers('nwot')],
      ['zen', table.numbers('zen')],
    ]),
    split(permutation) {
      const order = [...labelled];
      if (permutation !== ORIGINAL_ORDER) shuffle(RandomGenerator.fromSeed(permutation, 'split'), order);
      return { train: order.slice(0, TRAIN), test: order.slice(TRAIN) };
    },
    labelled: { '1%': TRAIN },
    validation: 40,
  };
}
