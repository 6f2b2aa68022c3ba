import type { Encoder } from '../../src/core/encoder/encoder';
import type { GraphOps } from '../../src/core/encoder/graphOps';
import type { Parameters } from '../../src/core/encoder/parameters';
import type { PretextData, PretextTask } from '../../src/core/training/pretext/pretextTask';
import { type PretrainOptions } from '../../src/core/training/pretrain';
/** A finished pre-training. */
export interface Pretrained {
  readonly parameters: Parameters;
  readonly losses: readonly number[];
  /** Time spent training, seconds, over all parts of an interrupted run. */
  readonly seconds: number;
}
/**
 * Pre-trains, or reads the finished result, or goes on from the last checkpoint. `keep` lists epochs whose weights are also kept
 * under `path` + `.eN`, so that one long run answers for shorter ones.
 */
export declare function pretrainCached(
  path: string,
  run: {
    readonly ops: GraphOps;
    readonly encoder: Encoder;
    readonly task: PretextTask;
    readonly data: () => PretextData;
    readonly options: PretrainOptions;
  },
  log: (line: string) => void,
  keep?: readonly number[],
): Promise<Pretrained>;
