import type { HeldOutFigures } from '../model/model';
import type { Target } from '../model/prediction';

// What trainings and evaluations tell while they run and when they are done: plain JSON, the same for the command line and the editor.

export const trainingPhases = [
  'waiting',
  'preparing',
  'pre-training',
  'fine-tuning',
  'assessing',
  'waiting for room',
] as const;
/** `waiting`: another training of the same process is not done yet; `waiting for room`: the disk does not take the model. */
export type TrainingPhase = (typeof trainingPhases)[number];

/** How far a training is. */
export interface TrainingProgress {
  readonly phase: TrainingPhase;
  /** Finished epochs of this phase, over all members of an ensemble. */
  readonly epoch: number;
  readonly epochs: number;
  /** Member of the ensemble that trains now, from 1. */
  readonly member?: number;
  /** Mean training loss of the last epoch. */
  readonly loss?: number;
  /** Kendall's tau-b, x100, after the last epoch on the rows that choose the epoch; these are not the held-out ones. */
  readonly tau?: number;
  /** Architectures a second. */
  readonly rate?: number;
  readonly remainingSeconds?: number;
  /** True where the last epoch's state is on the disk. */
  readonly saved?: boolean;
  /** A sentence to be kept: how rows were split, what was skipped. */
  readonly note?: string;
  /** A sentence to be kept about something that went wrong and did not end the training. */
  readonly warning?: string;
}

/** Ranking figures x100; null where undefined, for instance precision at the top 1 % of fewer than 100 rows. */
export type Figures = { readonly [name in keyof HeldOutFigures]: number | null } & { readonly n: number };

export const figuresOf = (figures: HeldOutFigures): Figures => {
  const defined = (value: number): number | null => (Number.isNaN(value) ? null : value);
  const { n, tau, p1, p5, p10, spearman, coverage } = figures;
  return {
    n,
    tau: defined(tau),
    p1: defined(p1),
    p5: defined(p5),
    p10: defined(p10),
    spearman: defined(spearman),
    coverage: defined(coverage),
  };
};

/** One row of a table beside its prediction. */
export interface EvaluatedRow {
  /** Data row from 1. */
  readonly row: number;
  /** Line of the file from 1. */
  readonly line: number;
  readonly truth: number;
  readonly value: number;
  readonly low: number;
  readonly high: number;
}

/** A row that a predictor misplaces, with its architecture. */
export interface MissedRow extends EvaluatedRow {
  /** The architecture on one line. */
  readonly arch: string;
  /** The space's canonical key of it, by which cell files can be searched. */
  readonly key: string;
}

/** A predictor measured on a table. */
export interface EvaluationReport {
  readonly model: { readonly id: string; readonly title: string };
  readonly space: string;
  /** The column, as a target. */
  readonly target: Target;
  /** The model's target that it was compared with. */
  readonly modelTarget: string;
  /** The table's name. */
  readonly table: string;
  /** `held-out`: rows that the model learnt from are left out, because the table is the one it was trained on. */
  readonly part: 'all' | 'held-out';
  readonly figures: Figures;
  /** Range of tau that 95 % of bootstrap samples of the rows fall into, x100; null where it was not drawn. */
  readonly tauRange: readonly [low: number, high: number] | null;
  /** What else ranks the same rows: the bundled model, parameters, FLOPs. */
  readonly baselines: readonly { readonly name: string; readonly figures: Figures }[];
  /** At most a few thousand of the rows, for a scatter plot. */
  readonly points: readonly EvaluatedRow[];
  /** Rows whose predicted place is farthest from the true one, worst first. */
  readonly misses: readonly MissedRow[];
  /** Whole sentences that belong beside the figures. */
  readonly notes: readonly string[];
  /** What was wrong with the table, with row and column. */
  readonly problems: readonly string[];
  /** Data rows that could not be used. */
  readonly skipped: number;
}

/** A finished pre-training. */
export interface PretrainReport {
  readonly kind: 'pretrain';
  readonly id: string;
  readonly folder: string;
  readonly space: string;
  readonly pretext: string;
  /** Distinct architectures that it learnt from. */
  readonly architectures: number;
  readonly epochs: number;
  /** Mean loss of each epoch. */
  readonly losses: readonly number[];
  /** Epochs that were taken over from a checkpoint. */
  readonly resumedFrom: number;
  readonly seconds: number;
  readonly problems: readonly string[];
}

/**
 * What was taken to predict, and Kendall's tau-b, x100, of each candidate on the rows that choose; null where it was none or undefined. That of the
 * encoder is the median over the second half of its epochs: the best one would flatter it, because these rows chose it.
 */
export interface PredictorChoice {
  /** Fine-tuned encoders, or a Gaussian process over descriptions of the cells. */
  readonly chosen: 'encoder' | 'process';
  readonly encoderTau: number | null;
  readonly processTau: number | null;
}

/** What a person wants to know of a choice, one sentence. */
export function describeChoice({ chosen, encoderTau, processTau }: PredictorChoice): string {
  const what =
    chosen === 'encoder' ? 'The fine-tuned encoder predicts' : 'A Gaussian process over path features predicts';
  if (encoderTau === null || processTau === null) return `${what}.`;
  const [won, lost] = chosen === 'encoder' ? [encoderTau, processTau] : [processTau, encoderTau];
  const other = chosen === 'encoder' ? 'a Gaussian process over path features' : 'the fine-tuned encoder';
  return `${what}: on the rows that choose, its tau is ${won.toFixed(1)}, that of ${other} ${lost.toFixed(1)}.`;
}

/** A finished fine-tuning. */
export interface FinetuneReport {
  readonly kind: 'finetune';
  readonly id: string;
  readonly folder: string;
  readonly space: string;
  readonly target: Target;
  readonly split: { readonly train: number; readonly choose: number; readonly heldOut: number };
  /** How the split was made, one sentence. */
  readonly splitDescription: string;
  readonly members: readonly {
    readonly seed: number;
    readonly bestEpoch: number;
    /** x100, after each epoch; null where undefined. */
    readonly tau: readonly (number | null)[];
    readonly losses: readonly number[];
  }[];
  readonly choice: PredictorChoice;
  readonly resumedFrom: number;
  readonly seconds: number;
  /** On the held-out rows. */
  readonly evaluation: EvaluationReport;
}
