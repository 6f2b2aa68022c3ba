import { describe, expect, it } from 'vitest';
import { cellExpression, type CellExpression } from '../../../../src/core/expression/cellExpression';
import { createKernelFeatures } from '../../../../src/core/kernelpropagation/kernelFeatures';
import { emptyState, type KernelState } from '../../../../src/core/kernelpropagation/kernelState';
import { kernelStatisticNames, kernelStatistics } from '../../../../src/core/kernelpropagation/kernelStatistics';
import { nasBench201Network } from '../../../../src/core/kernelpropagation/macroNetwork';
import { propagate, propagateCell } from '../../../../src/core/kernelpropagation/propagate';
import { symmetricEigenvalues } from '../../../../src/core/kernelpropagation/symmetricEigenvalues';
import { nasBench201Operations } from '../../../../src/core/spaces/nasBench201/operations';
import { nasBench201Architecture } from '../../../../src/core/spaces/nasBench201/archString';
import { nasBench201 } from '../../../../src/core/spaces/nasBench201/nasBench201';

/** The expression of the cell with these operations, numbered in the benchmark's order. */
function cell(operations: readonly number[]): CellExpression {
  const architecture = nasBench201Architecture(operations.map((i) => nasBench201Operations[i]!.name));
  return cellExpression(nasBench201.toGraph(architecture).graph, nasBench201.vocabulary);
}

/** Three samples of four positions whose covariance falls with the distance of their indices. */
function input(): KernelState {
  const state = emptyState(3, 4);
  for (let i = 0; i < 144; i++) state.covariance[i] = Math.exp(-Math.abs(Math.floor(i / 12) - (i % 12)) / 4);
  return state;
}

const SKIP = 1;
const [NONE, CONVOLUTION_1, CONVOLUTION_3, POOLING] = [0, 2, 3, 4];

describe('kernelStatistics', () => {
  // from a separate implementation in Python
  const references: readonly (readonly [readonly number[], readonly number[]])[] = [
    [
      [CONVOLUTION_3, SKIP, CONVOLUTION_1, POOLING, NONE, CONVOLUTION_3],
      [
        0.11214125364579715, -0.5205416199367945, -2.405419197449388e-10, 1.9763152107187982, 0.39345635398945855,
        0.5487425483472604, -0.14364895948820866, 2.2763257699912622, 2.5478737645761744, 1.998744041829642,
        0.40483666853684236, 0.4402928732909901, 0, 0.4655650403002032, 1.2411297908617747, 0.9579722081007932,
        2.1117719017355165, 1.4207127441380096, 2.466394841564729,
      ],
    ],
    [
      [SKIP, POOLING, NONE, SKIP, POOLING, SKIP],
      [
        0.11832339246790147, -0.5189801692365936, -1.1641798636226169e-12, 1.9303412924003673, 0.36914812033137,
        0.6402892357462554, -0.08963748303740893, 1.1350937984977847, 1.4538642026946784, 1.9580784675641327,
        0.383976332483561, 0.5920298758257578, 0, 1.775088088547532, 0, 3.920419341488763, 0.8005626838472781,
        6.135714368784572, 1.1877275412695019,
      ],
    ],
  ];
  it.each(references)('of the cell %s are those of another implementation', (operations, expected) => {
    const statistics = kernelStatistics(propagate(input(), cell(operations), nasBench201Network));
    expect(statistics).toHaveLength(kernelStatisticNames(3).length);
    statistics.forEach((value, i) => expect(value).toBeCloseTo(expected[i]!, 8));
  });
});

describe('propagateCell', () => {
  it('adds paths of one value coherently', () => {
    // the input directly and over node 1: twice the input
    const output = propagateCell(input(), cell([SKIP, NONE, NONE, SKIP, SKIP, NONE]), nasBench201Network);
    output.covariance.forEach((value, i) => expect(value).toBeCloseTo(4 * input().covariance[i]!, 12));
  });

  it('adds independent convolutions by their variances', () => {
    const convolve = (operations: readonly number[]) =>
      propagateCell(input(), cell(operations), nasBench201Network).covariance;
    const one = convolve([NONE, NONE, NONE, CONVOLUTION_3, NONE, NONE]);
    convolve([SKIP, NONE, NONE, CONVOLUTION_3, CONVOLUTION_3, NONE]).forEach((value, i) =>
      expect(value).toBeCloseTo(2 * one[i]!, 12),
    );
  });
});

describe('createKernelFeatures', () => {
  it('describes each cell by the same finite numbers every time', () => {
    const { names, compute } = createKernelFeatures(nasBench201Network);
    const features = compute(cell([CONVOLUTION_3, SKIP, CONVOLUTION_1, POOLING, NONE, CONVOLUTION_3]))!;
    expect(features).toHaveLength(names.length);
    expect(new Set(names).size).toBe(names.length);
    expect([...features].every(Number.isFinite)).toBe(true);
    expect(createKernelFeatures(nasBench201Network).compute(cell([3, 1, 2, 4, 0, 3]))).toEqual(features);
  });

  it('has nothing to say of a cell without a path', () => {
    expect(createKernelFeatures(nasBench201Network).compute({ sources: [], outputs: [] })).toBeUndefined();
  });
});

describe('symmetricEigenvalues', () => {
  it('of matrices by hand', () => {
    expect([...symmetricEigenvalues(Float64Array.from([3]), 1)]).toEqual([3]);
    const [largest, smallest] = symmetricEigenvalues(Float64Array.from([2, 1, 1, 2]), 2);
    expect(largest).toBeCloseTo(3, 12);
    expect(smallest).toBeCloseTo(1, 12);
    const three = symmetricEigenvalues(Float64Array.from([2, -1, 0, -1, 2, -1, 0, -1, 2]), 3);
    [2 + Math.SQRT2, 2, 2 - Math.SQRT2].forEach((value, i) => expect(three[i]).toBeCloseTo(value, 12));
  });
});
