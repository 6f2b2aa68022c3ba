import { uptime } from 'node:os';
import { basename, dirname, join, resolve } from 'node:path';
import type { Model } from '../../core/model/model';
import { isModelId } from '../../core/model/modelId';
import { ModelStore } from '../modelStore';
import { systemCode, type FileSystem } from '../storage/fileSystem';
import { describeFailure, type StorageError } from '../storage/storageError';
import { temporaryPath } from '../storage/temporaryFolders';
import { decodeCheckpoint, encodeCheckpoint, type CheckpointContent } from './checkpointCodec';
import { DiskFullError, TrainingError } from './trainingError';

/** Folders that trainings of this process have to themselves. */
const taken = new Set<string>();

/** How often whoever holds a lock shows that it lives, in milliseconds: by a timer, because an epoch may take long. */
const touchEveryMs = 30_000;
/** After this long without a sign of life the server counts an engine as hung and ends it, so that its lock is worth nothing. */
const silentMs = 600_000;

/**
 * Where a training leaves its model, and beside it, under hidden names, its checkpoint and a lock: two windows that train into the same
 * folder would destroy each other's checkpoint.
 */
export class RunFolder {
  readonly folder: string;
  readonly id: string;
  readonly #parent: string;
  readonly #checkpoint: string;
  readonly #lock: string;
  #isLocked = false;

  /** @throws TrainingError if the folder's name cannot be a model's identifier */
  constructor(
    out: string,
    private readonly files: FileSystem,
    private readonly touchMs = touchEveryMs,
  ) {
    this.folder = resolve(out);
    this.#parent = dirname(this.folder);
    this.id = basename(this.folder);
    if (!isModelId(this.id)) {
      throw new TrainingError(
        `${JSON.stringify(this.id)} cannot be the name of a model's folder: lower-case letters, digits, ".", "_" and "-", at most 64.`,
      );
    }
    this.#checkpoint = join(this.#parent, `.${this.id}.checkpoint`);
    this.#lock = join(this.#parent, `.${this.id}.lock`);
  }

  /** Runs `work` with the folder to itself. @throws TrainingError if another process has it, or nothing can be written there */
  async alone<T>(work: () => Promise<T>): Promise<T> {
    if (taken.has(this.folder)) throw new TrainingError(`Another training writes to ${this.folder}.`);
    taken.add(this.folder);
    let heartbeat: NodeJS.Timeout | undefined;
    try {
      await this.#takeLock();
      heartbeat = setInterval(() => void this.files.touch(this.#lock).catch(() => undefined), this.touchMs);
      heartbeat.unref();
      return await work();
    } finally {
      clearInterval(heartbeat);
      taken.delete(this.folder);
      if (this.#isLocked) await this.files.remove(this.#lock).catch(() => undefined);
      this.#isLocked = false;
    }
  }

  /** The checkpoint of an unfinished run; undefined where there is none or it is damaged. */
  async readCheckpoint(): Promise<CheckpointContent | undefined> {
    try {
      return decodeCheckpoint(await this.files.read(this.#checkpoint));
    } catch {
      return undefined;
    }
  }

  /** Whether there is a checkpoint, damaged or not. */
  async hasCheckpoint(): Promise<boolean> {
    return (await this.files.status(this.#checkpoint).catch(() => undefined)) !== undefined;
  }

  /** In place of the last one, whole or not at all. @throws TrainingError, DiskFullError */
  async writeCheckpoint(content: CheckpointContent): Promise<void> {
    const temporary = temporaryPath(this.#parent, this.id);
    try {
      await this.files.writeSynced(temporary, encodeCheckpoint(content));
      await this.files.rename(temporary, this.#checkpoint);
    } catch (error) {
      await this.files.remove(temporary).catch(() => undefined);
      throw trainingErrorOf(describeFailure(error, 'The checkpoint cannot be saved', this.#parent));
    }
  }

  async removeCheckpoint(): Promise<void> {
    await this.files.remove(this.#checkpoint).catch(() => undefined);
  }

  /** @throws TrainingError, DiskFullError; the checkpoint then stays, so that nothing is lost */
  async save(model: Model): Promise<void> {
    const saved = await new ModelStore(this.#parent, this.files).save(model);
    if (!saved.ok) throw trainingErrorOf(saved.error);
    await this.removeCheckpoint();
  }

  /** Process id in the lock; 0 for one that was never written to its end. */
  async #owner(): Promise<number> {
    const bytes = await this.files.read(this.#lock).catch(() => new Uint8Array());
    return Number(new TextDecoder().decode(bytes));
  }

  /** Process ids are used again: an owner counts only while it shows that it lives, and none outlives its machine's start. */
  async #isFresh(): Promise<boolean> {
    const status = await this.files.status(this.#lock).catch(() => undefined);
    if (!status) return false;
    const age = Date.now() - status.modified;
    return age < silentMs && age < 1000 * uptime();
  }

  async #takeLock(): Promise<void> {
    try {
      await this.files.makeFolder(this.#parent);
      for (let attempt = 0; ; attempt++) {
        try {
          await this.files.writeSynced(this.#lock, new TextEncoder().encode(String(process.pid)));
          this.#isLocked = true;
          return;
        } catch (error) {
          if (systemCode(error) !== 'EEXIST') await this.files.remove(this.#lock).catch(() => undefined);
          if (systemCode(error) !== 'EEXIST' || attempt === 2) throw error;
          const owner = await this.#owner();
          if (isAlive(owner) && (await this.#isFresh())) {
            throw new TrainingError(
              `Another training (process ${owner}) writes to ${this.folder}; choose another folder.`,
            );
          }
          await this.files.remove(this.#lock);
        }
      }
    } catch (error) {
      if (error instanceof TrainingError) throw error;
      throw new TrainingError(describeFailure(error, 'The training cannot start', this.#parent).message);
    }
  }
}

const trainingErrorOf = ({ code, message }: StorageError): TrainingError =>
  code === 'storage-disk-full' ? new DiskFullError(message) : new TrainingError(message);

function isAlive(pid: number): boolean {
  if (!Number.isInteger(pid) || pid <= 0) return false;
  try {
    process.kill(pid, 0);
    return pid !== process.pid;
  } catch (error) {
    return systemCode(error) === 'EPERM';
  }
}
