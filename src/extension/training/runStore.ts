import { randomBytes } from 'node:crypto';
import { mkdir, open, readdir, readFile, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { isFiniteNumber, isIndex, isRecord } from '../../protocol/guards';
import { isRunId, isTrainingRun, maxRunMessages, type TrainingRun } from '../../protocol/trainingRuns';

/** Version of the files. Others are passed over, so that an older window does not damage what a newer one wrote. */
const format = 1;
const maxBytes = 8 * 1024 * 1024;
/** Runs that are kept; older ones that are over go. */
const keptRuns = 50;
/** A running run tells that it lives at least so often, in milliseconds. */
export const heartbeatMs = 5_000;
const silentMs = 12 * heartbeatMs;

/** What a file held when it had this stamp. */
interface Known {
  readonly stamp: string;
  readonly run: TrainingRun;
  readonly owner: unknown;
}

/** A run, and whether another window trains it right now. */
export interface StoredRun {
  readonly run: TrainingRun;
  readonly isElsewhere: boolean;
}

/** Runs as files of one folder that all windows share: one file each, written whole or not at all. */
export class RunStore {
  readonly #writes = new Map<string, Promise<void>>();
  readonly #known = new Map<string, Known>();

  constructor(
    readonly folder: string,
    private readonly now: () => number = Date.now,
  ) {}

  /** Newest first. What is no run is passed over; a run whose window is gone is `interrupted`. Never rejects. */
  async list(): Promise<StoredRun[]> {
    const names = await readdir(this.folder).catch(() => []);
    const ids = names.flatMap((name) => (name.endsWith('.json') ? [name.slice(0, -'.json'.length)] : []));
    const runs = await Promise.all(ids.filter(isRunId).map((id) => this.read(id)));
    return runs
      .filter((stored) => stored !== undefined)
      .sort((a, b) => b.run.created - a.run.created || (a.run.id < b.run.id ? 1 : -1));
  }

  /** Undefined where there is no such run, or its file is damaged. Never rejects. */
  async read(id: string): Promise<StoredRun | undefined> {
    const read = await this.#read(id);
    if (!read) return undefined;
    const { run, owner } = read;
    if (run.state !== 'running') return { run, isElsewhere: false };
    if (this.#isAlive(owner)) return { run, isElsewhere: true };
    const text = 'The window was closed, or the machine stopped, before the run was done.';
    const at = isRecord(owner) && isFiniteNumber(owner['updated']) ? owner['updated'] : run.created;
    const messages = [...run.messages, { at, level: 'warning' as const, text }].slice(-maxRunMessages);
    return { run: { ...run, state: 'interrupted', messages }, isElsewhere: false };
  }

  /** A file is read again only when it has changed: the list is asked for while a training runs. */
  async #read(id: string): Promise<Known | undefined> {
    const path = this.#path(id);
    try {
      const { size, mtimeMs, ino } = await stat(path);
      if (size > maxBytes) return undefined;
      const stamp = `${ino} ${size} ${mtimeMs}`;
      const known = this.#known.get(id);
      if (known?.stamp === stamp) return known;
      const record: unknown = JSON.parse(await readFile(path, 'utf8'));
      if (!isRecord(record) || record['format'] !== format) return undefined;
      const { run, owner } = record;
      if (!isTrainingRun(run) || run.id !== id) return undefined;
      const read = { stamp, run, owner };
      this.#known.set(id, read);
      return read;
    } catch {
      return undefined;
    }
  }

  /** Writes a run in place of what was there. Writes of one run follow each other. @throws what the system says */
  write(run: TrainingRun): Promise<void> {
    const before = this.#writes.get(run.id) ?? Promise.resolve();
    const written = before.catch(() => undefined).then(() => this.#write(run));
    this.#writes.set(run.id, written);
    return written;
  }

  /** Never rejects. */
  async remove(id: string): Promise<void> {
    await this.#writes.get(id)?.catch(() => undefined);
    this.#writes.delete(id);
    this.#known.delete(id);
    await rm(this.#path(id), { force: true }).catch(() => undefined);
  }

  /** Removes the oldest runs that are over and cannot go on. Never rejects. */
  async tidy(): Promise<void> {
    const old = (await this.list()).slice(keptRuns).filter(({ run, isElsewhere }) => !isElsewhere && run.report);
    for (const { run } of old) await this.remove(run.id);
  }

  async #write(run: TrainingRun): Promise<void> {
    const owner = { pid: process.pid, updated: this.now() };
    const text = JSON.stringify({ format, owner, run });
    await mkdir(this.folder, { recursive: true });
    const temporary = join(this.folder, `.tmp-${run.id}-${process.pid}-${randomBytes(4).toString('hex')}`);
    try {
      const file = await open(temporary, 'wx');
      try {
        await file.writeFile(text);
      } finally {
        await file.close();
      }
      await rename(temporary, this.#path(run.id));
    } catch (error) {
      await rm(temporary, { force: true }).catch(() => undefined);
      throw error;
    }
  }

  #path(id: string): string {
    return join(this.folder, `${id}.json`);
  }

  /** A process that is there and has told so lately: process ids are used again. */
  #isAlive(owner: unknown): boolean {
    if (!isRecord(owner) || !isIndex(owner['pid']) || !isFiniteNumber(owner['updated'])) return false;
    if (owner['pid'] === process.pid || this.now() - owner['updated'] > silentMs) return false;
    try {
      process.kill(owner['pid'], 0);
      return true;
    } catch (error) {
      return error instanceof Error && 'code' in error && error.code === 'EPERM';
    }
  }
}
