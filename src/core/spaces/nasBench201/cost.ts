import type { Cost } from '../space';

/** Cells in each of the three stages of the CIFAR network (Dong and Yang, section 2.1: N = 5). */
const CELLS_PER_STAGE = 5;
const STAGES = [
  { channels: 16, side: 32 },
  { channels: 32, side: 16 },
  { channels: 64, side: 8 },
] as const;
const CLASSES = 10;

/** Multiply-adds and parameters of a convolution followed by batch normalisation (a scale and a shift for each channel). */
function convolution(kernel: number, from: number, to: number, side: number, normalised = true): Required<Cost> {
  const weights = kernel * kernel * from * to;
  return { parameters: weights + (normalised ? 2 * to : 0), flops: weights * side * side };
}

function sum(costs: readonly Required<Cost>[]): Required<Cost> {
  return costs.reduce(
    (total, cost) => ({ parameters: total.parameters + cost.parameters, flops: total.flops + cost.flops }),
    { parameters: 0, flops: 0 },
  );
}

/** Cost of one edge with this operation, over all fifteen cells of the network. */
export function operationCost(operation: string): Required<Cost> {
  const kernel = operation === 'nor_conv_3x3' ? 3 : operation === 'nor_conv_1x1' ? 1 : 0;
  if (kernel === 0) return { parameters: 0, flops: 0 };
  const perStage = STAGES.map(({ channels, side }) => convolution(kernel, channels, channels, side));
  const total = sum(perStage);
  return { parameters: CELLS_PER_STAGE * total.parameters, flops: CELLS_PER_STAGE * total.flops };
}

/** Cost of everything but the cells: stem, the two residual reduction blocks, last normalisation and classifier. */
function skeletonCost(): Required<Cost> {
  const reduction = (stage: 1 | 2): Required<Cost>[] => {
    const { channels: from } = STAGES[stage - 1]!;
    const { channels: to, side } = STAGES[stage];
    return [
      convolution(3, from, to, side),
      convolution(3, to, to, side),
      convolution(1, from, to, side, false), // shortcut: average pooling, then a bare 1x1 convolution
    ];
  };
  const width = STAGES[2].channels;
  const classifier = width * CLASSES + CLASSES;
  return sum([
    convolution(3, 3, STAGES[0].channels, STAGES[0].side),
    ...reduction(1),
    ...reduction(2),
    { parameters: 2 * width, flops: 0 },
    { parameters: classifier, flops: classifier },
  ]);
}

/** Cost of the CIFAR-10 network that is built from a cell with these edge operations, as the benchmark counts it. */
export function nasBench201Cost(operations: readonly string[]): Required<Cost> {
  return sum([skeletonCost(), ...operations.map(operationCost)]);
}
