import type { GraphOps, Tensor2D } from './graphOps';
import type { GraphBatch } from './graphSet';
import type { ParameterSpec, ParameterTensors } from './parameters';

/** What decides an encoder's weights: kept in model manifests. */
export interface EncoderConfig {
  /** Name in the registry (`encoders.ts`). */
  readonly kind: string;
  /** Hidden width d, a multiple of eight. */
  readonly width: number;
  readonly layers: number;
  /** Number of operations |O| of the space's vocabulary. */
  readonly operations: number;
}

/** Dropout of one training step; undefined while predicting. */
export interface EncoderNoise {
  readonly rate: number;
  readonly seed: number;
}

/** A graph encoder: node embeddings from operations and edges. One file each; register it in `encoders.ts`. */
export interface Encoder {
  readonly config: EncoderConfig;
  /** Width of node embeddings, and of the pooled embedding z. */
  readonly outputWidth: number;
  readonly parameters: readonly ParameterSpec[];
  /** Node embeddings [nodes, outputWidth]. An operation index equal to |O| is masked: it contributes the bias only. */
  encodeNodes(ops: GraphOps, tensors: ParameterTensors, batch: GraphBatch, noise?: EncoderNoise): Tensor2D;
}

/** z: the mean over node embeddings, [graphs, outputWidth] (FGP section 3). */
export function encodeGraphs(
  encoder: Encoder,
  ops: GraphOps,
  tensors: ParameterTensors,
  batch: GraphBatch,
  noise?: EncoderNoise,
): Tensor2D {
  return ops.meanPool(batch, encoder.encodeNodes(ops, tensors, batch, noise));
}
