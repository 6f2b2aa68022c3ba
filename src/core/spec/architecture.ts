/** A named node of a cell. `operation` is present where the space puts operations on nodes. */
export interface CellNode {
  readonly name: string;
  readonly operation?: string;
}

/** A directed edge between node indices of the same cell. `operation` is present where the space puts operations on edges. */
export interface CellEdge {
  readonly from: number;
  readonly to: number;
  readonly operation?: string;
}

/** One cell, as its author wrote it: nothing pruned, nothing merged. */
export interface Cell {
  readonly nodes: readonly CellNode[];
  readonly edges: readonly CellEdge[];
}

/**
 * What a search space samples and a predictor scores: one cell, or several with different roles
 * (DARTS: `normal` and `reduce`). Spaces with a single cell use the role `cell`.
 */
export interface Architecture {
  readonly parts: readonly ArchitecturePart[];
}

export interface ArchitecturePart {
  readonly role: string;
  readonly cell: Cell;
}

/** Points at a part of an architecture: the whole, a part, one of its nodes or one of its edges. */
export type ArchitecturePlace =
  | { readonly kind: 'architecture' }
  | { readonly kind: 'part'; readonly part: number }
  | { readonly kind: 'node'; readonly part: number; readonly node: number }
  | { readonly kind: 'edge'; readonly part: number; readonly edge: number };
