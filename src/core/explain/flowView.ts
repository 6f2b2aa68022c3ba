import type { Liveness } from '../graph/prune';
import type { NumberFormat } from '../model/numberFormat';
import type { ModelSource, TargetPrediction } from '../model/prediction';
import type { Cost, OperationKind } from '../spaces/space';
import type { ArchitecturePlace } from '../spec/architecture';
import type { AblationKind } from './ablations';

// What a view of the flow shows, as plain data: made where documents and predictions are, drawn where a screen is.

/** A node or an edge of the cell as its author wrote it. */
export type DrawnPlace = Extract<ArchitecturePlace, { kind: 'node' | 'edge' }>;

export interface SourcePosition {
  readonly line: number;
  readonly character: number;
}

/** A range of the document's text, zero-based, in UTF-16 units. */
export interface SourceRange {
  readonly start: SourcePosition;
  readonly end: SourcePosition;
}

export interface SourceSpan {
  readonly role: 'whole' | 'operation' | 'name' | 'reference';
  readonly range: SourceRange;
}

/** Flow at a place; absent where the cell has no graph. Shares of the architecture's largest message of the same direction. */
export interface FlowShares {
  readonly forward: number;
  readonly backward: number;
}

/** Something with a shape of its own: a node, or the operation on an edge. */
export interface DiagramVertex {
  readonly id: string;
  readonly place: DrawnPlace;
  /** Name of the node, or `from -> to` of the edge. */
  readonly title: string;
  /** What stands in the shape: the operation, or the node's name where it has none. */
  readonly label: string;
  readonly kind: OperationKind;
  /** What the operation computes; empty where that is not known. */
  readonly description: string;
  readonly liveness: Liveness;
  /** Topological generation, 0 for sources; places that only add up have that of their latest input. */
  readonly generation?: number;
  readonly flow?: FlowShares;
  readonly cost: Cost;
  readonly sources: readonly SourceSpan[];
}

/** A line between two vertices of the same part. */
export interface DiagramLink {
  readonly id: string;
  readonly from: string;
  readonly to: string;
  /** The edge that it belongs to. */
  readonly place: DrawnPlace;
  /** `from -> to` of the edge. */
  readonly title: string;
  /** True where the line is all that is drawn of the edge; false where a vertex stands for the edge's operation. */
  readonly isWholeEdge: boolean;
  readonly isLive: boolean;
  readonly flow?: FlowShares;
  readonly sources: readonly SourceSpan[];
}

export interface DiagramPart {
  readonly role: string;
  readonly vertices: readonly DiagramVertex[];
  readonly links: readonly DiagramLink[];
}

export interface Diagram {
  readonly parts: readonly DiagramPart[];
  /** Number of topological generations; 0 where the cell has no graph. */
  readonly generations: number;
  /** The flow surrogate s; empty where the cell has no graph. */
  readonly surrogate: readonly number[];
}

/** What is known of a cell's value. */
export type CellNumbers =
  | { readonly kind: 'outside'; readonly reasons: readonly string[] }
  | { readonly kind: 'pending' }
  | { readonly kind: 'none'; readonly reason: string }
  | { readonly kind: 'predicted'; readonly source: ModelSource; readonly targets: readonly TargetPrediction[] };

/** `necessary`: without it nothing is left that belongs to the space. */
export type Verdict = 'critical' | 'redundant' | 'harmful' | 'necessary';

/** What one place is worth by the model: the prediction without it. */
export interface Judgement {
  readonly place: DrawnPlace;
  readonly verdict: Verdict;
  /** How it was taken out; absent where it is `necessary`. */
  readonly how?: AblationKind;
  /** The operation in its place, where it was `replaced`: the best of the others by the prediction. */
  readonly replacement?: string;
  /** The prediction without it. */
  readonly without?: TargetPrediction;
  /** `without - with`, in the target's unit. */
  readonly difference?: number;
  /** Part of all losses (or of all gains, where harmful) of places of the same sort, 0 to 1; absent where it was `replaced`. */
  readonly share?: number;
}

/** What matters: not asked for, not known yet, or judged for the shown target. */
export type Importance =
  | { readonly kind: 'none' }
  | { readonly kind: 'pending' }
  | { readonly kind: 'judged'; readonly judgements: readonly Judgement[] };

export interface CellView {
  readonly name: string;
  readonly range: SourceRange;
  readonly nameRange: SourceRange;
  /** Native form that the cell is written in. */
  readonly form: string;
  readonly space: { readonly name: string; readonly title: string };
  readonly diagram: Diagram;
  readonly cost: Cost;
  readonly numbers: CellNumbers;
  /** Names of the targets to show first. */
  readonly shownTargets: readonly string[];
  readonly importance: Importance;
}

export interface CellListing {
  readonly name: string;
  readonly range: SourceRange;
  /** The cell's line as its lens says it. */
  readonly summary: string;
}

/** A cell file and one or two of its cells. */
export interface FlowView {
  readonly uri: string;
  /** Version of the document that ranges belong to. */
  readonly version: number;
  readonly cells: readonly CellListing[];
  /** The cell that was asked for, or the first one; absent where the file has none that can be drawn. */
  readonly cell?: CellView;
  /** The cell to compare with. */
  readonly other?: CellView;
  readonly format: NumberFormat;
}
