import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { deserialize, serialize } from 'node:v8';
import type { Encoder } from '../../src/core/encoder/encoder';
import type { GraphOps } from '../../src/core/encoder/graphOps';
import type { Parameters } from '../../src/core/encoder/parameters';
import type { PretextData, PretextTask } from '../../src/core/training/pretext/pretextTask';
import { pretrain, type PretrainCheckpoint, type PretrainOptions } from '../../src/core/training/pretrain';

/** A finished pre-training. */
export interface Pretrained {
  readonly parameters: Parameters;
  readonly losses: readonly number[];
  /** Time spent training, seconds, over all parts of an interrupted run. */
  readonly seconds: number;
}

interface Stored {
  readonly checkpoint: PretrainCheckpoint;
  readonly seconds: number;
}

const CHECKPOINT_EVERY = 10;

/**
 * Pre-trains, or reads the finished result, or goes on from the last checkpoint. `keep` lists epochs whose weights are also kept
 * under `path` + `.eN`, so that one long run answers for shorter ones.
 */
export async function pretrainCached(
  path: string,
  run: {
    readonly ops: GraphOps;
    readonly encoder: Encoder;
    readonly task: PretextTask;
    readonly data: () => PretextData;
    readonly options: PretrainOptions;
  },
  log: (line: string) => void,
  keep: readonly number[] = [],
): Promise<Pretrained> {
  const stored = readCached<Stored>(path);
  if (stored && stored.checkpoint.epoch >= run.options.epochs) return finished(stored);
  let seconds = stored?.seconds ?? 0;
  let since = performance.now();
  const epochs = pretrain(run.ops, run.encoder, run.task, run.data(), run.options, stored?.checkpoint);
  let last: Stored | undefined = stored;
  for (let next = await epochs.next(); !next.done; next = await epochs.next()) {
    const { epoch, loss, checkpoint } = next.value;
    if (epoch % CHECKPOINT_EVERY !== 0 && epoch !== run.options.epochs) continue;
    seconds += (performance.now() - since) / 1000;
    since = performance.now();
    last = { checkpoint: checkpoint(), seconds };
    saveCached(path, last);
    if (keep.includes(epoch)) saveCached(`${path}.e${epoch}`, last);
    log(`  pre-training epoch ${epoch}/${run.options.epochs}: loss ${loss.toFixed(4)}, ${seconds.toFixed(0)} s`);
  }
  if (!last) throw new Error('no epoch was trained');
  return finished(last);
}

const finished = ({ checkpoint, seconds }: Stored): Pretrained => ({
  parameters: checkpoint.parameters,
  losses: checkpoint.losses,
  seconds,
});

/** Reads a value that `saveCached` wrote; undefined where there is none. The caches are the scripts' own, never a user's files. */
export const readCached = <T>(path: string): T | undefined =>
  existsSync(path) ? (deserialize(readFileSync(path)) as T) : undefined;

/** Written beside and renamed, so that a killed run leaves the previous checkpoint. */
export function saveCached(path: string, value: unknown): void {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(`${path}.tmp`, serialize(value));
  renameSync(`${path}.tmp`, path);
}
