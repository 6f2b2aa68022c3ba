import { defineOperation } from '../defineOperation';
import type { Operation } from '../space';

/** The seven operations of a derived DARTS cell (Liu, Simonyan and Yang, ICLR 2019, section 3.1). */
export const dartsOperations: readonly Operation[] = [
  defineOperation('max_pool_3x3', 'pooling', '3x3 max-pooling, batch normalisation.'),
  defineOperation('avg_pool_3x3', 'pooling', '3x3 average pooling, batch normalisation.'),
  defineOperation(
    'skip_connect',
    'identity',
    'Passes its input on unchanged; from an input of a reduction cell, halves the resolution.',
  ),
  defineOperation('sep_conv_3x3', 'convolution', '3x3 depthwise separable convolution, applied twice.'),
  defineOperation('sep_conv_5x5', 'convolution', '5x5 depthwise separable convolution, applied twice.'),
  defineOperation('dil_conv_3x3', 'convolution', '3x3 dilated depthwise separable convolution: a 5x5 field of view.'),
  defineOperation('dil_conv_5x5', 'convolution', '5x5 dilated depthwise separable convolution: a 9x9 field of view.'),
];

export const dartsVocabulary: readonly Operation[] = [
  ...dartsOperations,
  defineOperation('input', 'input', 'The output of the cell before the previous one.'),
  defineOperation('input2', 'input', 'The output of the previous cell.'),
  defineOperation('sum', 'aggregation', 'The sum of the two operations of a node.'),
  defineOperation('output', 'output', 'The channels of the four inner nodes side by side.'),
];

/** Nodes of one cell: the outputs of the two previous cells, four inner nodes, the output. */
export const DARTS_INPUTS = 2;
export const DARTS_INNER = 4;
export const DARTS_OUTPUT = DARTS_INPUTS + DARTS_INNER;
/** Operations on the edges into one inner node. */
export const DARTS_ARITY = 2;
export const dartsRoles: readonly string[] = ['normal', 'reduce'];
