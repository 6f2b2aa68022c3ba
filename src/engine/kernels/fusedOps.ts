import type { BackendWasm } from '@tensorflow/tfjs-backend-wasm';
import type * as tfjs from '@tensorflow/tfjs-core';
import { keepThreshold } from '../../core/encoder/dropout';
import type { GatedLayer, GraphOps, TensorFlow, Tensor2D } from '../../core/encoder/graphOps';
import type { GraphBatch } from '../../core/encoder/graphSet';
import { Arena, type Pointer } from './arena';
import { Dense, type Matrix } from './dense';
import { instantiateKernels, type Kernels } from './kernels';

/**
 * Graph operations on WebAssembly kernels, as TensorFlow.js operations with custom gradients. TensorFlow.js records the tape and
 * holds results; matrix products and message passing run in the arena. Same results as `composedOps` up to rounding.
 * Requires the wasm backend; hidden widths must be multiples of eight.
 */
export function fusedOps(tf: TensorFlow, wasm: BufferSource): GraphOps {
  const arena = new Arena();
  const kernels = instantiateKernels(wasm, arena);
  const dense = new Dense(arena, kernels);
  const backend = tf.backend() as BackendWasm;
  // views of the backend's memory: valid until it next allocates, and copied into the arena before that
  const read = (tensor: tfjs.Tensor): Float32Array => backend.typedArrayFromHeap(tensor) as Float32Array;
  const context: Context = { tf, arena, kernels, dense, read };
  return {
    tf,
    linear: (x, kernel, bias, activation) => linear(context, x, kernel, bias, activation === 'relu'),
    gatedConvolution: (batch, layer) => gatedConvolution(context, batch, layer),
    sumNeighbours: (batch, x, self) => sumNeighbours(context, batch, x, self),
    gatherRows: (table, index) => gatherRows(context, table, index),
    meanPool: (batch, x) => meanPool(context, batch, x),
    endStep: () => arena.reset(),
  };
}

interface Context {
  readonly tf: TensorFlow;
  readonly arena: Arena;
  readonly kernels: Kernels;
  readonly dense: Dense;
  readonly read: (tensor: tfjs.Tensor) => Float32Array;
}

const putTensor = ({ dense, read }: Context, tensor: Tensor2D): Matrix =>
  dense.put(read(tensor), tensor.shape[0], tensor.shape[1]);

const takeTensor = ({ tf, dense }: Context, matrix: Matrix): Tensor2D =>
  tf.tensor2d(dense.take(matrix), [matrix.rows, matrix.columns]);

/** The bias, padded like a matrix row. */
function putBias({ arena, read }: Context, bias: tfjs.Tensor, stride: number): Pointer {
  const at = arena.allocateZeroed(stride);
  arena.view(at, stride).set(read(bias));
  return at;
}

function takeColumnSums({ tf, arena, kernels }: Context, dy: Matrix): tfjs.Tensor1D {
  const sums = arena.allocate(dy.stride);
  kernels.columnSums(dy.at, dy.rows, dy.stride, sums);
  return tf.tensor1d(arena.view(sums, dy.columns));
}

function linear(context: Context, x: Tensor2D, kernel: Tensor2D, bias: tfjs.Tensor1D, relu: boolean): Tensor2D {
  const { tf, kernels, dense } = context;
  const op = tf.customGrad((...args) => {
    const [x, kernel, bias] = args as unknown as [Tensor2D, Tensor2D, tfjs.Tensor1D];
    const input = putTensor(context, x);
    const weights = putTensor(context, kernel);
    const y = dense.multiply(input, weights);
    const b = putBias(context, bias, y.stride);
    if (relu) kernels.biasRelu(y.at, b, y.rows, y.stride);
    else kernels.addBias(y.at, b, y.rows, y.stride);
    return {
      value: takeTensor(context, y),
      gradFunc: (dvalue: tfjs.Tensor) => {
        const dy = putTensor(context, dvalue as Tensor2D);
        if (relu) kernels.maskByPositive(dy.at, y.at, dy.rows * dy.stride);
        return [
          takeTensor(context, dense.multiplyByTransposed(dy, weights)),
          takeTensor(context, dense.transposedMultiply(input, dy)),
          takeColumnSums(context, dy),
        ];
      },
    };
  });
  return op(x, kernel, bias) as Tensor2D;
}

function gatedConvolution(context: Context, batch: GraphBatch, layer: GatedLayer): Tensor2D {
  const { tf, arena, kernels, dense } = context;
  const { rowOf, skip, dropout } = layer;
  const op = tf.customGrad((...args) => {
    const [x, x0, kernel, bias] = args as unknown as [Tensor2D, Tensor2D, Tensor2D, tfjs.Tensor1D];
    const width = x0.shape[1];
    const input = putTensor(context, x);
    const first = putTensor(context, x0);
    const weights = putTensor(context, kernel);
    const y = dense.multiply(input, weights);
    kernels.addBias(y.at, putBias(context, bias, y.stride), y.rows, y.stride);
    const rows = arena.putIntegers(rowOf);
    const operations = arena.putIntegers(batch.operations);
    const start = arena.putIntegers(batch.neighbourStart);
    const neighbours = arena.putIntegers(batch.neighbours);
    const out = dense.matrix(batch.nodes, width);
    const keepScale = 1 / (1 - dropout.rate);
    kernels.gatedForward(
      y.at,
      rows,
      first.at,
      operations,
      start,
      neighbours,
      batch.nodes,
      width,
      skip,
      keepThreshold(dropout.rate),
      keepScale,
      dropout.seed,
      out.at,
    );
    return {
      value: takeTensor(context, out),
      gradFunc: (dvalue: tfjs.Tensor) => {
        const dout = putTensor(context, dvalue as Tensor2D);
        const dy = dense.zeros(y.rows, y.columns);
        const dFirst = dense.zeros(first.rows, width);
        kernels.gatedBackward(
          dout.at,
          out.at,
          y.at,
          rows,
          operations,
          start,
          neighbours,
          batch.nodes,
          width,
          skip,
          keepScale,
          dy.at,
          dFirst.at,
        );
        return [
          takeTensor(context, dense.multiplyByTransposed(dy, weights)),
          takeTensor(context, dFirst),
          takeTensor(context, dense.transposedMultiply(input, dy)),
          takeColumnSums(context, dy),
        ];
      },
    };
  });
  return op(layer.x, layer.x0, layer.kernel, layer.bias) as Tensor2D;
}

function sumNeighbours(context: Context, batch: GraphBatch, x: Tensor2D, self: number): Tensor2D {
  const { tf, arena, kernels, dense } = context;
  const width = x.shape[1];
  const reduce = (value: Tensor2D): Tensor2D => {
    const input = putTensor(context, value);
    const out = dense.matrix(batch.nodes, width);
    const start = arena.putIntegers(batch.neighbourStart);
    const neighbours = arena.putIntegers(batch.neighbours);
    kernels.sumNeighbours(input.at, start, neighbours, batch.nodes, width, self, out.at);
    return takeTensor(context, out);
  };
  const op = tf.customGrad((...args) => ({
    value: reduce(args[0] as unknown as Tensor2D),
    gradFunc: (dvalue: tfjs.Tensor) => reduce(dvalue as Tensor2D),
  }));
  return op(x) as Tensor2D;
}

function gatherRows(context: Context, table: Tensor2D, index: Int32Array): Tensor2D {
  const { tf, arena, kernels, dense } = context;
  const [rows, width] = table.shape;
  const op = tf.customGrad((...args) => {
    const source = putTensor(context, args[0] as unknown as Tensor2D);
    const out = dense.matrix(index.length, width);
    kernels.gatherRows(source.at, arena.putIntegers(index), index.length, width, out.at);
    return {
      value: takeTensor(context, out),
      gradFunc: (dvalue: tfjs.Tensor) => {
        const d = putTensor(context, dvalue as Tensor2D);
        const dTable = dense.zeros(rows, width);
        kernels.scatterAddRows(d.at, arena.putIntegers(index), index.length, width, dTable.at);
        return takeTensor(context, dTable);
      },
    };
  });
  return op(table) as Tensor2D;
}

function meanPool(context: Context, batch: GraphBatch, x: Tensor2D): Tensor2D {
  const { tf, arena, kernels, dense } = context;
  const width = x.shape[1];
  const op = tf.customGrad((...args) => {
    const input = putTensor(context, args[0] as unknown as Tensor2D);
    const out = dense.matrix(batch.graphs, width);
    kernels.meanPoolForward(input.at, arena.putIntegers(batch.nodeStart), batch.graphs, width, out.at);
    return {
      value: takeTensor(context, out),
      gradFunc: (dvalue: tfjs.Tensor) => {
        const d = putTensor(context, dvalue as Tensor2D);
        const dx = dense.matrix(batch.nodes, width);
        kernels.meanPoolBackward(d.at, arena.putIntegers(batch.nodeStart), batch.graphs, width, dx.at);
        return takeTensor(context, dx);
      },
    };
  });
  return op(x) as Tensor2D;
}
