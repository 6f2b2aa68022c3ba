import { encodeGraphs } from '../../core/encoder/encoder';
import { createEncoder } from '../../core/encoder/encoders';
import type { GraphOps, Scalar } from '../../core/encoder/graphOps';
import { packGraphs, takeBatch } from '../../core/encoder/graphSet';
import { mlpHead } from '../../core/encoder/mlpHead';
import { initialise } from '../../core/encoder/parameters';
import { RandomGenerator } from '../../core/random/random';
import { nasBench201 } from '../../core/spaces/nasBench201/nasBench201';
import { AdamW } from '../../core/training/optimizer/adamW';
import { trainStep } from '../../core/training/trainStep';

/** How long updates are counted, milliseconds. */
const MEASURED_MS = 1000;
/** The first updates compile and allocate. */
const WARM_UP = 2;
/** Architectures that plain JavaScript and GPUs in software are measured with, at most: larger updates take them many seconds. */
const MOST_WHERE_SLOW = 16;

/** A stand-in for every training: the default encoder of a pre-training, on cells of NAS-Bench-201. */
const measuredEncoder = { kind: 'res-gated-gcn', width: 64, layers: 3 } as const;

export interface Measurement {
  readonly stepsPerSecond: number;
  readonly batchSize: number;
}

/** Updates a second of a small encoder, for about a second. */
export async function measureTraining(ops: GraphOps, batchSize: number, isSlow = false): Promise<Measurement> {
  const size = isSlow ? Math.min(batchSize, MOST_WHERE_SLOW) : batchSize;
  const random = RandomGenerator.fromSeed(1, 'measurement');
  const graphs = Array.from({ length: size }, () => {
    return nasBench201.toGraph(nasBench201.sample(() => random.uniform())).graph;
  });
  const batch = takeBatch(
    packGraphs(graphs),
    graphs.map((_, i) => i),
  );
  const encoder = createEncoder({ ...measuredEncoder, operations: nasBench201.vocabulary.length });
  const head = mlpHead('head', encoder.outputWidth, 64, 1);
  const parameters = initialise([...encoder.parameters, ...head.parameters], random);
  const optimizer = new AdamW({ learningRate: 1e-3, weightDecay: 0 });
  let steps = 0;
  const step = (): Promise<number> =>
    trainStep(ops, parameters, optimizer, (tensors) => {
      const z = encodeGraphs(encoder, ops, tensors, batch, { rate: 0.1, seed: ++steps });
      return ops.tf.mean<Scalar>(ops.tf.square(head.apply(ops, tensors, z)));
    });
  for (let i = 0; i < WARM_UP; i++) await step();
  const since = performance.now();
  let counted = 0;
  do {
    await step();
    counted++;
  } while (performance.now() - since < MEASURED_MS);
  return { stepsPerSecond: (1000 * counted) / (performance.now() - since), batchSize: size };
}
