import { RandomGenerator } from '../../src/core/random/random';
import { permutation as permute } from '../../src/core/random/sampling';
import { nasBench201 as space } from '../../src/core/spaces/nasBench201/nasBench201';
import { parseArchString } from '../../src/core/spaces/nasBench201/archString';
import { loadNasBench201, loadZeroCostNasBench201 } from '../../src/engine/data/benchmarkTables';
import { ORIGINAL_ORDER, type Benchmark } from './benchmark';

/** Training part of the published split; the test part is the rest. */
const TRAIN = 7_813;

/** NAS-Bench-201 with CIFAR-10 test accuracy. The published order is not public: permutation 21 is the official index order. */
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
    proxies: readProxies(data, table.canonical),
    split(permutation) {
      const order =
        permutation === ORIGINAL_ORDER
          ? graphs.map((_, i) => i)
          : Array.from(permute(RandomGenerator.fromSeed(permutation, 'split'), graphs.length));
      return { train: order.slice(0, TRAIN), test: order.slice(TRAIN) };
    },
    labelled: { '1%': 78, '5%': 390, '10%': 781 },
    validation: 40,
  };
}

/**
 * Zero-cost scores on CIFAR-10. Those that exist for cells without unreachable operations only are carried over to cells of the
 * same canonical class, which compute the same function.
 */
function readProxies(data: string, canonical: Uint32Array): Map<string, Float64Array> {
  const proxies = new Map<string, Float64Array>();
  for (const which of ['full', 'suite-zero'] as const) {
    for (const [column, values] of loadZeroCostNasBench201(data, which).proxies) {
      const name = /^cifar10_(.+)$/.exec(column)?.[1];
      if (name !== undefined && !proxies.has(name)) proxies.set(name, fillByClass(values, canonical));
    }
  }
  return proxies;
}

function fillByClass(values: Float64Array, canonical: Uint32Array): Float64Array {
  const known = new Map<number, number>();
  values.forEach((value, i) => {
    if (!Number.isNaN(value) && !known.has(canonical[i]!)) known.set(canonical[i]!, value);
  });
  return values.map((value, i) => (Number.isNaN(value) ? (known.get(canonical[i]!) ?? Number.NaN) : value));
}
