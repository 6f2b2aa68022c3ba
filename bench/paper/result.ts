import type { HeldPart } from './benchmark';
import type { Run } from './protocol';
import type { PublishedRow } from './published';
import type { Figures } from './summary';

/** One row of the tables, as its file under bench/results/paper holds it. */
export interface PaperResult {
  readonly space: string;
  readonly encoder: string;
  readonly width: number;
  readonly pretext: string;
  readonly labels: string;
  /** Epochs of the pre-training, 0 without one. */
  readonly pretrainEpochs: number;
  readonly backend: string;
  /** Where the ranked cells are from; rows written before there was a choice are of the test part. */
  readonly part?: HeldPart;
  readonly runs: readonly Run[];
  readonly mean: Figures;
  readonly std: Figures;
  readonly published: PublishedRow | null;
}
