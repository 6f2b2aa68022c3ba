import { encodeGraphs, type Encoder } from '../../encoder/encoder';
import type { Scalar, TensorFlow, Tensor2D } from '../../encoder/graphOps';
import { takeBatch } from '../../encoder/graphSet';
import { mlpHead } from '../../encoder/mlpHead';
import type { TargetTable } from '../../flow/surrogateTable';
import type { RandomGenerator } from '../../random/random';
import { marginRankingLoss } from '../losses/marginRanking';
import { rankingPairs, type PairSampler } from '../losses/rankingPairs';
import { required, type PreparedPretext, type PretextData, type PretextTask } from './pretextTask';

/** Weights and sizes of FGP's two losses (FGP section 3; defaults are those of the authors' example). */
export interface FlowGenerativeOptions {
  /** lambda_1, of ||s - s_hat||^2. 0 leaves reconstruction out. */
  readonly flowWeight: number;
  /** lambda_2, of the ranking of zero-cost scores. 0 leaves it out. */
  readonly proxyWeight: number;
  readonly flowHeadWidth: number;
  readonly proxyHeadWidth: number;
  /** Compared pairs for each item of a batch. */
  readonly pairsPerItem: number;
  readonly samplePairs: PairSampler;
  readonly margin: number;
}

export const flowGenerativeDefaults: FlowGenerativeOptions = {
  flowWeight: 1 / 2,
  proxyWeight: 1 / 2,
  flowHeadWidth: 128,
  proxyHeadWidth: 64,
  pairsPerItem: 32,
  samplePairs: rankingPairs,
  margin: 0.5,
};

/**
 * FGP's pretext task: reconstruct the flow surrogate from the pooled embedding and, beside it, rank zero-cost scores (FGP section 3).
 * With one weight at zero it is "flow only" or "zero-cost only". Several proxies have one output each; their losses are averaged.
 */
export function flowGenerative(name: string, options: FlowGenerativeOptions): PretextTask {
  const withFlow = options.flowWeight > 0;
  const withProxies = options.proxyWeight > 0;
  return {
    name,
    needs: [...(withFlow ? (['surrogates'] as const) : []), ...(withProxies ? (['proxies'] as const) : [])],
    prepare: (encoder, data) => prepare(name, options, encoder, data),
  };
}

function prepare(name: string, options: FlowGenerativeOptions, encoder: Encoder, data: PretextData): PreparedPretext {
  const surrogates = options.flowWeight > 0 ? required(data.surrogates, name, 'flow surrogates') : undefined;
  const proxies = options.proxyWeight > 0 ? required(data.proxies, name, 'zero-cost scores') : undefined;
  const flowHead = surrogates && mlpHead('flow', encoder.outputWidth, options.flowHeadWidth, surrogates.columns);
  const proxyHead = proxies && mlpHead('proxy', encoder.outputWidth, options.proxyHeadWidth, proxies.columns);
  return {
    parameters: [...(flowHead?.parameters ?? []), ...(proxyHead?.parameters ?? [])],
    loss({ ops, tensors, indices, random, noise }) {
      const { tf } = ops;
      const z = encodeGraphs(encoder, ops, tensors, takeBatch(data.set, indices), noise);
      const losses: Scalar[] = [];
      if (surrogates && flowHead) {
        const loss = reconstructionLoss(tf, flowHead.apply(ops, tensors, z), takeRows(surrogates, indices));
        losses.push(tf.mul(loss, options.flowWeight));
      }
      if (proxies && proxyHead) {
        const loss = proxyLoss(tf, proxyHead.apply(ops, tensors, z), takeRows(proxies, indices), random, options);
        losses.push(tf.mul(loss, options.proxyWeight));
      }
      return tf.addN(losses);
    },
  };
}

/** Squared error, summed over columns and averaged over the batch. */
function reconstructionLoss(tf: TensorFlow, predicted: Tensor2D, target: TargetTable): Scalar {
  const error = tf.sub(predicted, tf.tensor2d(target.values, [target.rows, target.columns]));
  return tf.div(tf.sum(tf.square(error)), target.rows);
}

function proxyLoss(
  tf: TensorFlow,
  scores: Tensor2D,
  proxies: TargetTable,
  random: RandomGenerator,
  { pairsPerItem, samplePairs, margin }: FlowGenerativeOptions,
): Scalar {
  const losses = Array.from({ length: proxies.columns }, (_, c) => {
    const column = Float32Array.from({ length: proxies.rows }, (_, r) => proxies.values[r * proxies.columns + c]!);
    const pairs = samplePairs(column, pairsPerItem, random);
    return marginRankingLoss(tf, tf.slice(scores, [0, c], [-1, 1]), pairs, margin);
  });
  return tf.div(tf.addN(losses), losses.length);
}

function takeRows({ columns, values }: TargetTable, indices: Int32Array): TargetTable {
  const rows = new Float32Array(indices.length * columns);
  indices.forEach((index, r) => rows.set(values.subarray(index * columns, (index + 1) * columns), r * columns));
  return { rows: indices.length, columns, values: rows };
}
