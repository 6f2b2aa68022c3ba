import { RandomGenerator } from '../../src/core/random/random';
import { sampleWithoutReplacement } from '../../src/core/random/sampling';
import { simplifyGraph } from '../../src/core/graph/simplify';
import { parseCompactCell } from '../../src/core/spaces/nasBench101/compactString';
import { nasBench101 as space } from '../../src/core/spaces/nasBench101/nasBench101';
import { fitDefaults } from '../../src/core/training/fitTargets';
import { loadNasBench101 } from '../tables/benchmarkTables';
import type { Recipe } from './recipe';

const TRAIN = 40_000;
const CALIBRATE = 5_000;
const HELD_OUT = 5_000;
const REFERENCE = 20_000;

/** NAS-Bench-101: CIFAR-10 test accuracy after 108 epochs. */
export function nasBench101Recipe(data: string): Recipe {
  const table = loadNasBench101(data);
  // the published test split stays out of training: benchmarks on it remain valid
  const published = new Set(table.test);
  const labelled = Array.from(table.testAccuracy.keys()).filter(
    (row) => !Number.isNaN(table.testAccuracy[row]!) && !published.has(row),
  );
  const random = RandomGenerator.fromSeed(1, 'bundled nas-bench-101');
  const drawn = Array.from(sampleWithoutReplacement(random, labelled.length, TRAIN + CALIBRATE), (i) => labelled[i]!);
  const reference = Array.from(sampleWithoutReplacement(random, table.rows, REFERENCE));
  const used = new Set(drawn);
  const unused = labelled.filter((row) => !used.has(row));
  const heldOutRandom = RandomGenerator.fromSeed(1, 'bundled nas-bench-101 held-out');
  const heldOut = Array.from(sampleWithoutReplacement(heldOutRandom, unused.length, HELD_OUT), (i) => unused[i]!);
  const rows = [...new Set([...drawn, ...heldOut, ...reference])];
  const indexOf = new Map(rows.map((row, index) => [row, index]));
  const indices = (list: Iterable<number>): number[] => Array.from(list, (row) => indexOf.get(row)!);
  return {
    space,
    title: 'NAS-Bench-101 predictor',
    trainedOn: 'NAS-Bench-101 (108 epochs, mean of 3 runs)',
    splitDescription:
      `Of the labelled cells outside the published test split, ${TRAIN} train and ${CALIBRATE} calibrate, drawn by the generator of seed 1, ` +
      `stream "bundled nas-bench-101"; ${HELD_OUT} others are held out (stream "bundled nas-bench-101 held-out").`,
    graphs: rows.map((row) =>
      simplifyGraph(
        space.toGraph(parseCompactCell(table.adjacency[row]!, table.operations[row]!)!).graph,
        space.vocabulary,
      ),
    ),
    targets: [
      {
        target: { name: 'cifar10_test', title: 'CIFAR-10', unit: 'percent', higherIsBetter: true },
        values: Float64Array.from(rows, (row) => table.testAccuracy[row]!),
      },
    ],
    split: {
      train: indices(drawn.slice(0, TRAIN)),
      calibrate: indices(drawn.slice(TRAIN)),
      test: indices(heldOut),
    },
    pool: indices(reference),
    reference: indices(reference),
    pretrainEpochs: 30,
    fit: { ...fitDefaults, epochs: 30, batchSize: 256 },
  };
}
