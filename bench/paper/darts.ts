import { RandomGenerator } from '../../src/core/random/random';
import { shuffle } from '../../src/core/random/sampling';
import { darts as space } from '../../src/core/spaces/darts/darts';
import { parseGenotypeRow } from '../../src/core/spaces/darts/genotype';
import { loadNasBench301 } from '../../scripts/tables/benchmarkTables';
import { ORIGINAL_ORDER, type Benchmark } from './benchmark';

/** Labelled architectures of the training part at 1 %: the published number. */
const TRAIN = 56;

/** DARTS: 11,221 architectures without labels for pre-training, 725 others with the NAS-Bench-301 surrogate's accuracy. */
export function darts(data: string): Benchmark {
  const table = loadNasBench301(data);
  const architectures = table.normal.map((normal, row) => {
    const architecture = parseGenotypeRow(normal, table.reduce[row]!);
    if (!architecture) throw new Error(`row ${row} is not an architecture`);
    return architecture;
  });
  const metric = (name: string): Float64Array => table.metrics.get(name)!;
  const accuracy = metric('valid_acc');
  const labelled = Array.from(table.labelled);
  return {
    space,
    architectures,
    graphs: architectures.map((architecture) => space.toGraph(architecture).graph),
    accuracy,
    pool: architectures.map((_, i) => i).filter((i) => Number.isNaN(accuracy[i])),
    proxies: new Map([
      ['nwot', metric('nwot')],
      ['zen', metric('zen')],
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
