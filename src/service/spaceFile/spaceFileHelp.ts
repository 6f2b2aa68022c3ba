import type { OperationKind } from '../../core/spaces/space';

/** A word that may stand in the definition of a space, and what it means. Plain text. */
export interface Help {
  readonly text: string;
  readonly help: string;
}

const help = (text: string, words: string): Help => ({ text, help: words });

const parameters = 'Trainable parameters';
const flops = 'Floating-point operations of one forward pass';

/** Keys of a definition. */
export const spaceKeys: readonly Help[] = [
  help('name', 'Name of the space, shown beside every prediction. Not the name of a bundled space.'),
  help('title', 'Name for people. The name where it is missing.'),
  help('description', 'What the space is.'),
  help('placement', 'Where operations sit: on the nodes of a cell, or on the edges between them.'),
  help('inputs', 'Number of inputs of a cell, or their names. 1 where it is missing.'),
  help(
    'nodes',
    'Number of inner nodes: all but the inputs and the node "output". With "output: last" the last of them is the output. A number, or the least and the most.',
  ),
  help(
    'nodeInputs',
    'Number of edges into an inner node: a number, or the least and the most. Any number from 1 where it is missing.',
  ),
  help('output', 'How the output of a cell comes about.'),
  help('edges', 'Which edges a cell may have.'),
  help('operations', 'The operations that an author may choose.'),
  help(
    'cells',
    'Roles of the cells of an architecture; the output of each feeds the next. One cell where it is missing.',
  ),
  help('cost', 'Cost of everything around the cells.'),
];

export const boundsKeys: readonly Help[] = [help('min', 'The least.'), help('max', 'The most.')];

export const edgesKeys: readonly Help[] = [
  help('max', 'Most edges of a cell.'),
  help(
    'allowed',
    'The only edges that may be there, each as "0 -> 1" from an earlier node to a later one. Nodes are called as in a cell without names of its own.',
  ),
  help('fixed', 'Whether every allowed edge has to be there.'),
];

export const costKeys: readonly Help[] = [help('parameters', `${parameters}.`), help('flops', `${flops}.`)];

export const operationKeys: readonly Help[] = [
  help('kind', 'What the operation does to its input. Guessed from the name where it is missing.'),
  help('description', 'One sentence: what it computes.'),
  help('aliases', 'Other spellings that are read.'),
  help('parameters', `${parameters} of one use, over every place where the network repeats it.`),
  help('flops', `${flops} of one use, over every place where the network repeats it.`),
];

/** In a list an operation says its name itself. */
export const listedOperationKeys: readonly Help[] = [
  help('name', 'Name of the operation as cells write it.'),
  ...operationKeys,
];

export const placements: readonly Help[] = [
  help('node', 'Operations on the nodes, as in NAS-Bench-101.'),
  help('edge', 'Operations on the edges, as in NAS-Bench-201 and DARTS.'),
];

const outputHelp = {
  explicit: help('explicit', 'Edges into "output" are written.'),
  leaves: help('leaves', 'Every node that feeds no other is part of the output.'),
  all: help('all', 'Every inner node is part of the output.'),
  last: help('last', 'The last node is the output.'),
};

/** Ways to an output by where operations sit; the first one is meant where nothing is said. */
export function outputs(placement: string | undefined): readonly Help[] {
  const { explicit, leaves, all, last } = outputHelp;
  if (placement === 'node') return [explicit, leaves, all];
  return placement === 'edge' ? [last, leaves, all] : [explicit, leaves, all, last];
}

export const kinds: readonly (Help & { readonly text: OperationKind })[] = [
  { text: 'convolution', help: 'Has weights: a convolution of any sort.' },
  { text: 'pooling', help: 'Takes the largest or the mean of neighbours.' },
  { text: 'identity', help: 'Passes its input on unchanged.' },
  { text: 'zero', help: 'Passes nothing on: the edge or node is as good as absent.' },
  { text: 'aggregation', help: 'Joins several inputs: a sum, a mean or a concatenation.' },
  { text: 'other', help: 'Anything else.' },
];

export const switches: readonly Help[] = [
  help('true', 'Every allowed edge is there; cells differ in their operations only.'),
  help('false', 'Cells may leave edges out.'),
];

/** Names that many spaces use; what they do is guessed from them. */
export const commonOperations = [
  'conv1x1',
  'conv3x3',
  'conv5x5',
  'sep_conv_3x3',
  'dil_conv_3x3',
  'max_pool_3x3',
  'avg_pool_3x3',
  'skip_connect',
  'none',
] as const;

export const commonRoles: readonly Help[] = [
  help('normal', 'Keeps the resolution.'),
  help('reduce', 'Halves the resolution.'),
];
