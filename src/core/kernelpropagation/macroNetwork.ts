import { batchNormalise, unitVariance } from './normalise';
import { convolve } from './convolve';
import { addState, type KernelState } from './kernelState';
import { rectify } from './rectify';
import { averagePool, everySecond } from './resample';

/** The network around the cells, as kernels see it. */
export interface MacroNetwork {
  /** Stages; positions are halved between them. */
  readonly stages: number;
  /** Cells in a row in each stage. One tells as much as the benchmarks' three and five. */
  readonly cellsPerStage: number;
  /** From the data to the input of the first cell. */
  readonly stem: (input: KernelState) => KernelState;
  /** A convolution as the cell's operations have it, with normalisation and ReLU. */
  readonly convolution: (state: KernelState, taps: number) => KernelState;
  /** Between two stages. */
  readonly reduce: (state: KernelState) => KernelState;
  /** What follows the last cell, if anything, without the activation. */
  readonly normalise: (state: KernelState) => KernelState;
  /** The activation of the features that are pooled. */
  readonly activate: (state: KernelState) => KernelState;
}

const STEM_TAPS = 3;

const rectifiedConvolution = (state: KernelState, taps: number): KernelState =>
  batchNormalise(convolve(rectify(state), taps));

const convolutionThenRelu = (state: KernelState, taps: number): KernelState =>
  rectify(batchNormalise(convolve(state, taps)));

/** NAS-Bench-201 (Dong and Yang, ICLR 2020, section 2.1): ReLU, convolution, normalisation; residual blocks of stride 2 between stages. */
export const nasBench201Network: MacroNetwork = {
  stages: 3,
  cellsPerStage: 1,
  stem: (input) => batchNormalise(convolve(input, STEM_TAPS)),
  convolution: rectifiedConvolution,
  reduce(state) {
    const halved = batchNormalise(everySecond(rectifiedConvolution(state, 3)));
    const result = rectifiedConvolution(halved, 3);
    // the shortcut: average pooling and a 1x1 convolution without normalisation
    addState(result, convolve(averagePool(state, 2), 1), 1);
    return result;
  },
  normalise: batchNormalise,
  activate: rectify,
};

/** NAS-Bench-101 (Ying et al., ICML 2019, section 2.2): convolution, normalisation, ReLU; poolings between stages. */
export const nasBench101Network: MacroNetwork = {
  stages: 3,
  cellsPerStage: 1,
  stem: (input) => convolutionThenRelu(input, STEM_TAPS),
  convolution: convolutionThenRelu,
  reduce: (state) => unitVariance(averagePool(state, 2)),
  normalise: (state) => state,
  activate: (state) => state,
};
