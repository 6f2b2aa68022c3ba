import type { RandomGenerator } from '../random/random';
import { emptyState, meanDiagonal, sizeOf, type KernelState } from './kernelState';

/** The synthetic data that kernels are propagated over: no pictures and no labels are needed to tell cells apart. */
export interface InputSettings {
  readonly samples: number;
  /** A power of two, so that it can be halved between stages. */
  readonly positions: number;
  readonly channels: number;
  /** Kinds of sample; each has two motifs of three positions that stand anywhere. */
  readonly kinds: number;
  /** Standard deviation of the noise and size of the motifs. */
  readonly noise: number;
  readonly motif: number;
}

/** Large enough for the ranking, small enough for a whole search space: 64 rows. Larger sets told no more. */
export const inputDefaults: InputSettings = { samples: 8, positions: 8, channels: 6, kinds: 4, noise: 0.7, motif: 1.5 };

const MOTIFS = 2;
const MOTIF_LENGTH = 3;
/** How much of its neighbour each position holds: pictures are smooth. */
const CORRELATION = 0.5;

/** The kernel of a data set: inner products of the positions' channels, mean variance 1. No weights yet, so no tangent kernel. */
export function inputKernel(settings: InputSettings, random: RandomGenerator): KernelState {
  const { samples, positions, channels, kinds } = settings;
  const draw = (count: number): Float64Array => Float64Array.from({ length: count }, () => random.normal());
  const motifs = Array.from({ length: kinds }, () =>
    Array.from({ length: MOTIFS }, () => draw(channels * MOTIF_LENGTH)),
  );
  const values = Array.from({ length: samples }, (_, sample) =>
    drawSample(settings, draw(channels * positions), motifs[sample % kinds]!, random),
  );
  const state = emptyState(samples, positions);
  const size = sizeOf(state);
  for (let i = 0; i < size; i++) {
    for (let j = 0; j < size; j++) {
      let product = 0;
      for (let channel = 0; channel < channels; channel++) {
        product +=
          values[Math.floor(i / positions)]![channel * positions + (i % positions)]! *
          values[Math.floor(j / positions)]![channel * positions + (j % positions)]!;
      }
      state.covariance[i * size + j] = product;
    }
  }
  const variance = meanDiagonal(state.covariance, size);
  for (let i = 0; i < state.covariance.length; i++) state.covariance[i]! /= variance;
  return state;
}

/** Smooth noise with the kind's motifs in random places: [channels, positions]. */
function drawSample(
  { channels, positions, noise, motif: strength }: InputSettings,
  drawn: Float64Array,
  motifs: readonly Float64Array[],
  random: RandomGenerator,
): Float64Array {
  const values = drawn.map((value, i) => {
    const row = i - (i % positions);
    const before = drawn[row + ((i - row + positions - 1) % positions)]!;
    return noise * (value + CORRELATION * before);
  });
  for (const motif of motifs) {
    const start = random.integer(positions);
    for (let channel = 0; channel < channels; channel++) {
      for (let d = 0; d < MOTIF_LENGTH; d++) {
        values[channel * positions + ((start + d) % positions)]! += strength * motif[channel * MOTIF_LENGTH + d]!;
      }
    }
  }
  return values;
}
