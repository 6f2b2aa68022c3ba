import type * as tfjs from '@tensorflow/tfjs-core';
import type { Dropout } from './dropout';
import type { GraphBatch } from './graphSet';

/** The tensor library is injected: core never loads it. */
export type TensorFlow = typeof tfjs;
export type Tensor2D = tfjs.Tensor2D;
export type Scalar = tfjs.Scalar;

export type Activation = 'none' | 'relu';

/** Weights of one gated convolution: self | value | key | query side by side. */
export interface GatedWeights {
  /** [width, 4 width] */
  readonly kernel: Tensor2D;
  /** [4 width] */
  readonly bias: tfjs.Tensor1D;
}

export interface GatedLayer extends GatedWeights {
  /** Input rows [rows, width]; node i reads row `rowOf[i]`. The first layer has one row for each operation. */
  readonly x: Tensor2D;
  readonly rowOf: Int32Array;
  /** x0 of each operation [operations, width], the residual of every layer. */
  readonly x0: Tensor2D;
  /** Weight of x0 beside the convolution (0.2 in FGP). */
  readonly skip: number;
  readonly dropout: Dropout;
}

/**
 * The differentiable operations that encoders are written in. Two implementations agree within a stated tolerance:
 * `composedOps` in plain TensorFlow.js operations, for any backend, and fused WebAssembly kernels (engine ring).
 */
export interface GraphOps {
  readonly tf: TensorFlow;
  /** activation(x W + b): x [rows, in], W [in, out], b [out]. */
  linear(x: Tensor2D, kernel: Tensor2D, bias: tfjs.Tensor1D, activation: Activation): Tensor2D;
  /** dropout(ReLU(skip x0 + (1 - skip) gatedConvolution(x))): [nodes, width]. FGP section 4. */
  gatedConvolution(batch: GraphBatch, layer: GatedLayer): Tensor2D;
  /** self * x_i + sum over neighbours of x_j: [nodes, width]. */
  sumNeighbours(batch: GraphBatch, x: Tensor2D, self: number): Tensor2D;
  /** Rows of a table [rows, width] chosen by index: [indices, width]. */
  gatherRows(table: Tensor2D, index: Int32Array): Tensor2D;
  /** Mean over the nodes of each graph: [graphs, width]. */
  meanPool(batch: GraphBatch, x: Tensor2D): Tensor2D;
  /** Forgets intermediate results kept for gradients; call after each step, outside `tf.tidy`. */
  endStep(): void;
}
