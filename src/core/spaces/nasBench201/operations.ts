import { defineOperation } from '../defineOperation';
import type { Operation } from '../space';

/** The five operations of NAS-Bench-201 (Dong and Yang, ICLR 2020, section 2.1), in the benchmark's order. */
export const nasBench201Operations: readonly Operation[] = [
  defineOperation('none', 'zero', 'Passes nothing on: the edge is as good as absent.'),
  defineOperation('skip_connect', 'identity', 'Passes its input on unchanged.'),
  defineOperation('nor_conv_1x1', 'convolution', 'ReLU, 1x1 convolution, batch normalisation.'),
  defineOperation('nor_conv_3x3', 'convolution', 'ReLU, 3x3 convolution, batch normalisation.'),
  defineOperation('avg_pool_3x3', 'pooling', '3x3 average pooling with stride 1.'),
];

export const nasBench201Vocabulary: readonly Operation[] = [
  ...nasBench201Operations,
  defineOperation('input', 'input', 'What the cell receives from the cell before it.'),
  defineOperation('output', 'output', 'The sum of the last node, handed to the next cell.'),
];

/** The six edges of the cell in the order of the architecture string. */
export const nasBench201Edges: readonly (readonly [from: number, to: number])[] = [
  [0, 1],
  [0, 2],
  [1, 2],
  [0, 3],
  [1, 3],
  [2, 3],
];
