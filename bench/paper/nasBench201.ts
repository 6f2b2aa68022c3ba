import { predictionKey } from '../../src/core/model/predictionKey';
import type { Architecture } from '../../src/core/spec/architecture';
import { nasBench201 as space } from '../../src/core/spaces/nasBench201/nasBench201';
import { parseArchString } from '../../src/core/spaces/nasBench201/archString';
import { loadNasBench201, loadZeroCostNasBench201 } from '../../scripts/tables/benchmarkTables';
import { ORIGINAL_ORDER, type Benchmark } from './benchmark';
import { numpyPermutation } from './numpyPermutation';

/** Training part of the published split; the test part is the rest. */
const TRAIN = 7_813;

/**
 * NAS-Bench-201 with CIFAR-10 test accuracy. Permutation 21 is the official index order, the others are drawn from it as NumPy draws
 * them. The file of the published split is not public; the public script that made its kind (aw_nas, issue 64) takes cells in index order.
 */
export function nasBench201(data: string): Benchmark {
  const table = loadNasBench201(data);
  const architectures = table.architectures.map((text) => {
    const architecture = parseArchString(text);
    if (!architecture) throw new Error(`not an architecture: ${text}`);
    return architecture;
  });
  const graphs = architectures.map((architecture) => space.toGraph(architecture).graph);
  return {
    space,
    architectures,
    graphs,
    accuracy: table.metrics.get('cifar10_test')!,
    pool: graphs.map((_, i) => i),
    proxies: readProxies(data, architectures),
    split(permutation) {
      const order =
        permutation === ORIGINAL_ORDER ? graphs.map((_, i) => i) : numpyPermutation(permutation, graphs.length);
      return { train: order.slice(0, TRAIN), test: order.slice(TRAIN) };
    },
    labelled: { '1%': 78, '5%': 390, '10%': 781 },
    validation: 40,
  };
}

/** What NASLib, whose code computed the published scores, notes for a score that is not finite: such cells rank last. */
const NOT_FINITE = -1e8;

/**
 * Zero-cost scores on CIFAR-10. Those that exist for cells without unreachable operations only are carried over to cells that compute
 * the same; what is left then are cells that are not connected.
 */
function readProxies(data: string, architectures: readonly Architecture[]): Map<string, Float64Array> {
  const proxies = new Map<string, Float64Array>();
  const keys = architectures.map((architecture) => predictionKey(space, architecture));
  for (const which of ['full', 'suite-zero'] as const) {
    for (const [column, values] of loadZeroCostNasBench201(data, which)) {
      const name = /^cifar10_(.+)$/.exec(column)?.[1];
      if (name !== undefined && !proxies.has(name)) proxies.set(name, fillByKey(values, keys));
    }
  }
  return proxies;
}

function fillByKey(values: Float64Array, keys: readonly string[]): Float64Array {
  const known = new Map<string, number>();
  values.forEach((value, i) => {
    if (!Number.isNaN(value) && !known.has(keys[i]!)) known.set(keys[i]!, value);
  });
  return values.map((value, i) => (Number.isNaN(value) ? (known.get(keys[i]!) ?? NOT_FINITE) : value));
}
