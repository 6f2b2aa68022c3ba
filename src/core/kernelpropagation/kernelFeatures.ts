import type { CellExpression } from '../expression/cellExpression';
import { RandomGenerator } from '../random/random';
import { inputDefaults, inputKernel, type InputSettings } from './inputKernel';
import { kernelStatisticNames, kernelStatistics } from './kernelStatistics';
import type { MacroNetwork } from './macroNetwork';
import { propagate } from './propagate';

/** Label-free features of cells from the kernels of the infinitely wide network that is built from them. */
export interface KernelFeatures {
  readonly names: readonly string[];
  /** The features of one cell, in the order of `names`; undefined where nothing arrives at the output. Some milliseconds. */
  readonly compute: (cell: CellExpression) => Float64Array | undefined;
}

/** @param seed decides the synthetic data set. */
export function createKernelFeatures(
  network: MacroNetwork,
  seed = 0,
  settings: InputSettings = inputDefaults,
): KernelFeatures {
  const input = inputKernel(settings, RandomGenerator.fromSeed(seed, 'kernel input'));
  return {
    names: kernelStatisticNames(network.stages),
    compute: (cell) => (cell.outputs.length === 0 ? undefined : kernelStatistics(propagate(input, cell, network))),
  };
}
