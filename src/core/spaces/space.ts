import type { ArchitectureGraph } from '../graph/graph';
import type { Architecture, ArchitecturePlace } from '../spec/architecture';

/** What an operation does to its input; decides icon, pruning (`zero`, `identity`) and cost. */
export type OperationKind =
  'input' | 'output' | 'convolution' | 'pooling' | 'identity' | 'zero' | 'aggregation' | 'other';

export interface Operation {
  /** The name in the space's own vocabulary, for instance `nor_conv_3x3`. */
  readonly name: string;
  readonly kind: OperationKind;
  /** One sentence of plain text: what it computes. */
  readonly description: string;
  /** Other spellings that are read, for instance `conv3x3-bn-relu`; the first name is the one written. */
  readonly aliases: readonly string[];
}

export interface SpaceLimits {
  /** Nodes of one cell, inputs and output included. */
  readonly maxNodes: number;
  readonly maxEdges: number;
}

/** How the nodes of a cell are named and how its output comes about; forms of cell files read and write by it. */
export interface CellLayout {
  /** Names of the input nodes, the first nodes of every cell. */
  readonly inputs: readonly string[];
  /**
   * `explicit`: edges to the node `output` are written like all others. `leaves`: every node that feeds no other feeds `output`.
   * `all`: every inner node feeds `output`. `last`: the last node is the output.
   */
  readonly output: 'explicit' | 'leaves' | 'all' | 'last';
  /** Edges into an inner node. */
  readonly arity: { readonly min: number; readonly max: number };
}

/** Something wrong with an architecture, at a place; codes are stable and documented. */
export interface SpaceProblem {
  readonly code: string;
  readonly severity: 'error' | 'warning' | 'information';
  readonly message: string;
  readonly place: ArchitecturePlace;
  /** Replacement texts for the place's operation or reference, best first. */
  readonly suggestions?: readonly string[];
  /** The first suggestion was meant in all likelihood. */
  readonly isGuess?: true;
}

/** Cost of an architecture or of one part of it. Undefined where the space does not define it. */
export interface Cost {
  /** Trainable parameters. */
  readonly parameters?: number;
  /** Floating-point operations of one forward pass as the space's benchmark counts them. */
  readonly flops?: number;
}

/** The encoder's view of an architecture and where each of its nodes came from. */
export interface EncodedArchitecture {
  readonly graph: ArchitectureGraph;
  /** For each graph node, the node or edge of the architecture that it stands for (several graph nodes may share one). Length: nodes. */
  readonly origins: readonly ArchitecturePlace[];
}

/** One change to an architecture that leaves everything else as it is. */
export type ArchitectureEdit =
  | { readonly kind: 'set-operation'; readonly place: ArchitecturePlace; readonly operation: string }
  /** The edge starts at another node. */
  | { readonly kind: 'set-input'; readonly place: ArchitecturePlace; readonly from: number }
  | { readonly kind: 'add-edge'; readonly part: number; readonly from: number; readonly to: number }
  | { readonly kind: 'remove-edge'; readonly place: ArchitecturePlace };

/** A member of the space one edit away from another. */
export interface Neighbour {
  readonly architecture: Architecture;
  readonly edit: ArchitectureEdit;
}

/** A search space: what may be written, what it means, and how it becomes a graph. One file (or folder) each. */
export interface SearchSpace {
  /** Identifier in cell files, for instance `nas-bench-201`. */
  readonly name: string;
  readonly title: string;
  readonly description: string;
  /** Where the author puts operations. */
  readonly placement: 'node' | 'edge';
  readonly layout: CellLayout;
  /** Roles of the architecture's parts, in order: `['cell']`, or `['normal', 'reduce']`. */
  readonly roles: readonly string[];
  /** Operations that an author may choose. */
  readonly operations: readonly Operation[];
  /** Operation of every graph node, in the encoder's column order; includes input and output. */
  readonly vocabulary: readonly Operation[];
  readonly limits: SpaceLimits;
  /** Of a space that a file defines: equal for files that define the same members and graphs, whatever they say about cost. */
  readonly version?: string;
  /** Number of architectures, where it is known. */
  readonly size?: number;
  /** Everything that keeps the architecture from being a member of the space, and what is odd about it. Never throws. */
  check(architecture: Architecture): readonly SpaceProblem[];
  /** The graph that encoders and the flow surrogate read. Requires an architecture without errors from `check`. */
  toGraph(architecture: Architecture): EncodedArchitecture;
  /** Identity up to isomorphism and dead parts: equal for architectures that compute the same function as far as the space defines it. */
  canonicalKey(architecture: Architecture): string;
  cost(architecture: Architecture): Cost;
  /** Cost of one node or edge of the architecture, summed over every place where the network repeats it. */
  costOf(architecture: Architecture, place: ArchitecturePlace): Cost;
  /** A random member of the space. `random` gives numbers in [0, 1); how uniform the draw is, each space documents. */
  sample(random: () => number): Architecture;
  /** Every member of the space that is one edit away from a valid architecture. */
  neighbours(architecture: Architecture): readonly Neighbour[];
}
