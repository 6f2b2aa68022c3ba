import { RandomGenerator } from '../../src/core/random/random';
import { permutation } from '../../src/core/random/sampling';
import { graphKey, simplifyGraph } from '../../src/core/graph/simplify';
import type { Target } from '../../src/core/model/prediction';
import { parseArchString } from '../../src/core/spaces/nasBench201/archString';
import { nasBench201 as space } from '../../src/core/spaces/nasBench201/nasBench201';
import { fitDefaults } from '../../src/core/training/fitTargets';
import { loadHardwareNasBench201, loadNasBench201, loadZeroCostNasBench201 } from '../tables/benchmarkTables';
import type { Recipe } from './recipe';

const accuracy = (name: string, title: string): Target => ({ name, title, unit: 'percent', higherIsBetter: true });
const cost = (name: string, title: string, unit: string): Target => ({ name, title, unit, higherIsBetter: false });

const accuracies = [
  accuracy('cifar10_test', 'CIFAR-10'),
  accuracy('cifar100_test', 'CIFAR-100'),
  accuracy('imagenet16_test', 'ImageNet16-120'),
];

/** HW-NAS-Bench devices at CIFAR-10 size. */
const costs = [
  cost('cifar10_edgegpu_latency', 'Edge GPU latency', 'ms'),
  cost('cifar10_edgegpu_energy', 'Edge GPU energy', 'mJ'),
  cost('cifar10_raspi4_latency', 'Raspberry Pi 4 latency', 'ms'),
  cost('cifar10_edgetpu_latency', 'Edge TPU latency', 'ms'),
  cost('cifar10_pixel3_latency', 'Pixel 3 latency', 'ms'),
  cost('cifar10_eyeriss_latency', 'Eyeriss latency', 'ms'),
  cost('cifar10_eyeriss_energy', 'Eyeriss energy', 'mJ'),
  cost('cifar10_fpga_latency', 'FPGA latency', 'ms'),
  cost('cifar10_fpga_energy', 'FPGA energy', 'mJ'),
];

/** NAS-Bench-201: accuracy on three data sets, latency and energy on the devices of HW-NAS-Bench. */
export function nasBench201Recipe(data: string): Recipe {
  const table = loadNasBench201(data);
  const hardware = loadHardwareNasBench201(data);
  const classes = new Map<string, number[]>();
  const graphs = table.architectures.map((text) =>
    simplifyGraph(space.toGraph(parseArchString(text)!).graph, space.vocabulary),
  );
  graphs.forEach((graph, row) => {
    const key = graphKey(graph);
    const rows = classes.get(key);
    if (rows) rows.push(row);
    else classes.set(key, [row]);
  });
  const members = [...classes.values()];
  const byClass = (values: Float64Array): Float64Array => Float64Array.from(members, (rows) => meanOf(rows, values));
  const order = Array.from(permutation(RandomGenerator.fromSeed(1, 'bundled nas-bench-201'), members.length));
  const part = (from: number, to: number): number[] =>
    order.slice(Math.round(from * members.length), Math.round(to * members.length));
  const proxies = (['full', 'suite-zero'] as const).flatMap((which) => {
    const read = loadZeroCostNasBench201(data, which);
    return ['naswot', 'logsynflow', 'nregions', 'jacov'].flatMap((name) => {
      const values = read.get(`cifar10_${name}`);
      return values ? [byClass(values)] : [];
    });
  });
  const everything = members.map((_, i) => i);
  return {
    space,
    title: 'NAS-Bench-201 predictor',
    trainedOn: 'NAS-Bench-201 (200 epochs, mean over seeds) and HW-NAS-Bench measurements',
    splitDescription:
      `The 15,625 cells fall into ${members.length} distinct simplified graphs; a graph's label is the mean over its cells. ` +
      'Graphs are shuffled by the generator of seed 1, stream "bundled nas-bench-201": the first 80 % train, and calibrate in ten folds, each scored by a fit to the other nine; the last 20 % are held out.',
    graphs: members.map(([row]) => graphs[row!]!),
    targets: [
      ...accuracies.map((target) => ({ target, values: byClass(table.metrics.get(target.name)!) })),
      ...costs.map((target) => ({ target, values: byClass(hardware.get(target.name)!) })),
    ],
    split: { train: part(0, 0.8), calibrate: { folds: 10 }, test: part(0.8, 1) },
    pool: everything,
    proxies: columns(proxies),
    reference: members.flatMap((rows, i) => rows.map(() => i)),
    pretrainEpochs: 60,
    fit: { ...fitDefaults, epochs: 80 },
  };
}

function meanOf(rows: readonly number[], values: Float64Array): number {
  const known = rows.map((row) => values[row]!).filter((value) => !Number.isNaN(value));
  return known.length === 0 ? Number.NaN : known.reduce((a, b) => a + b, 0) / known.length;
}

const columns = (list: readonly Float64Array[]): { rows: number; columns: number; values: Float32Array } => {
  const rows = list[0]?.length ?? 0;
  const values = new Float32Array(rows * list.length);
  list.forEach((column, c) => column.forEach((value, r) => (values[r * list.length + c] = value)));
  return { rows, columns: list.length, values };
};
