/** A quantity that a model predicts. */
export interface Target {
  /** Identifier, for instance `cifar10_test` or `cifar10_edgegpu_latency`. */
  readonly name: string;
  /** For people, for instance `CIFAR-10`. */
  readonly title: string;
  /** `percent`, `ms`, `mJ`, ... */
  readonly unit: string;
  readonly higherIsBetter: boolean;
}

/** One calibrated prediction. */
export interface TargetPrediction {
  readonly target: Target;
  /** In the target's unit. */
  readonly value: number;
  /** Bounds of the central range that is meant to cover `coverage` percent of unseen cells, in the target's unit. */
  readonly low: number;
  readonly high: number;
  /** Share of the space predicted to be at least this good, percent: 1.2 reads "top 1.2 %". */
  readonly topPercent: number;
}

/** Where numbers come from; shown beside every one of them. */
export interface ModelSource {
  readonly id: string;
  readonly title: string;
  readonly space: string;
  /** What it was trained on, one sentence. */
  readonly trainedOn: string;
  /** Kendall's tau-b on held-out cells, x100, for the first target. */
  readonly heldOutTau: number;
  /** Nominal coverage of ranges, percent, for instance 80. */
  readonly coverage: number;
}

/** The answer for one architecture: numbers with their source, or the reason why there are none. */
export type ArchitecturePrediction =
  | { readonly kind: 'predicted'; readonly source: ModelSource; readonly targets: readonly TargetPrediction[] }
  | { readonly kind: 'none'; readonly reason: string };
