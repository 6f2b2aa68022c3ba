import { defineOperation } from '../defineOperation';
import type { Operation } from '../space';

/** The three operations of NAS-Bench-101 (Ying et al., ICML 2019, section 2.1). */
export const nasBench101Operations: readonly Operation[] = [
  defineOperation('conv1x1-bn-relu', 'convolution', '1x1 convolution, batch normalisation, ReLU.', ['conv1x1']),
  defineOperation('conv3x3-bn-relu', 'convolution', '3x3 convolution, batch normalisation, ReLU.', ['conv3x3']),
  defineOperation('maxpool3x3', 'pooling', '3x3 max-pooling with stride 1.', ['maxpool', 'max_pool_3x3']),
];

export const nasBench101Vocabulary: readonly Operation[] = [
  defineOperation('input', 'input', 'What the cell receives from the cell before it.'),
  ...nasBench101Operations,
  defineOperation('output', 'output', 'The channels of its inputs side by side; the input itself is added.'),
];

/** Digits that stand for operations in the one-line form. */
export const operationDigits: readonly string[] = ['conv3x3-bn-relu', 'conv1x1-bn-relu', 'maxpool3x3'];

export const MAX_NODES = 7;
export const MAX_EDGES = 9;
