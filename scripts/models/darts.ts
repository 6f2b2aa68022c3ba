import { RandomGenerator } from '../../src/core/random/random';
import { shuffle } from '../../src/core/random/sampling';
import { simplifyGraph } from '../../src/core/graph/simplify';
import { darts as space } from '../../src/core/spaces/darts/darts';
import { parseGenotypeRow } from '../../src/core/spaces/darts/genotype';
import { fitDefaults } from '../../src/core/training/fitTargets';
import { loadNasBench301 } from '../tables/benchmarkTables';
import type { Recipe } from './recipe';

const TRAIN = 580;

/** DARTS: the accuracy that the NAS-Bench-301 surrogate predicts for 725 architectures. */
export function dartsRecipe(data: string): Recipe {
  const table = loadNasBench301(data);
  const everything = table.normal.map((_, row) => row);
  const labelled = shuffle(RandomGenerator.fromSeed(1, 'bundled darts'), Array.from(table.labelled));
  const nwot = table.metrics.get('nwot')!;
  return {
    space,
    title: 'DARTS predictor',
    trainedOn: "the NAS-Bench-301 surrogate's predictions, not training runs",
    splitDescription:
      `The 725 labelled architectures, shuffled by the generator of seed 1, stream "bundled darts": the first ${TRAIN} train, and calibrate ` +
      `in ten folds, each scored by a fit to the other nine; the last ${table.labelled.length - TRAIN} are held out.`,
    graphs: table.normal.map((normal, row) =>
      simplifyGraph(space.toGraph(parseGenotypeRow(normal, table.reduce[row]!)!).graph, space.vocabulary),
    ),
    targets: [
      {
        target: { name: 'cifar10_surrogate', title: 'surrogate CIFAR-10', unit: 'percent', higherIsBetter: true },
        values: table.metrics.get('valid_acc')!,
      },
    ],
    split: {
      train: labelled.slice(0, TRAIN),
      calibrate: { folds: 10 },
      test: labelled.slice(TRAIN),
    },
    pool: everything,
    proxies: { rows: everything.length, columns: 1, values: Float32Array.from(nwot) },
    reference: everything,
    pretrainEpochs: 20,
    fit: { ...fitDefaults, epochs: 120, batchSize: 32, dropout: 0.1 },
  };
}
