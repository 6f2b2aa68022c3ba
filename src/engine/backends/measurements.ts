import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { join } from 'node:path';
import * as tf from '@tensorflow/tfjs-core';
import { isBackendReport, type BackendName, type BackendReport } from '../../protocol/backends';
import { isRecord } from '../../protocol/guards';
import type { BackendPlaces, FoundBackend } from './backend';

/** How long what was found is believed, milliseconds. A reason for a failure may be gone in an hour, a rate holds longer. */
const usableAge = 30 * 24 * 3_600_000;
const unusableAge = 3_600_000;
/** Older entries make room. */
const maxEntries = 100;
const fileName = 'measurements.json';
const loadingPrefix = 'loading-';

/**
 * What trials of backends found on this machine, so that not every training measures anew, and marks of backends that are being loaded, so
 * that one that takes the engine down is not loaded again. Everything works without a folder; then nothing is remembered. Never throws.
 */
export class Measurements {
  constructor(
    private readonly places: BackendPlaces,
    private readonly now: () => number = Date.now,
  ) {}

  /** A report that is still good for this machine, these versions and this batch size. */
  find(backend: BackendName, found: FoundBackend, batchSize: number): BackendReport | undefined {
    const report = this.#read()[this.#key(backend, found, batchSize)];
    const age = this.now() - Date.parse(report?.measuredAt ?? '');
    return age >= 0 && age < (report?.isUsable === true ? usableAge : unusableAge) ? report : undefined;
  }

  keep(report: BackendReport, found: FoundBackend, batchSize: number): void {
    const entries = Object.entries(this.#read()).slice(1 - maxEntries);
    const key = this.#key(report.backend, found, batchSize);
    this.#write(Object.fromEntries([...entries.filter(([other]) => other !== key), [key, report]]));
  }

  /** Says that this process begins to load a backend. Returns what takes the mark away. */
  markLoading(backend: BackendName): () => void {
    const path = this.#path(`${loadingPrefix}${backend}-${process.pid}`);
    try {
      if (path !== undefined) writeFileSync(path, '');
    } catch {
      return () => undefined;
    }
    return () => {
      if (path !== undefined) rmSync(path, { force: true });
    };
  }

  /** Whether a process died while it loaded this backend. */
  diedLoading(backend: BackendName): boolean {
    return this.#deadMarks(backend).length > 0;
  }

  /** Gives every backend another chance. */
  forgetDeaths(): void {
    for (const path of this.#deadMarks('')) rmSync(path, { force: true });
  }

  #deadMarks(backend: BackendName | ''): string[] {
    const { storage } = this.places;
    if (storage === undefined) return [];
    try {
      return readdirSync(storage)
        .filter((name) => name.startsWith(`${loadingPrefix}${backend}`) && !isAlive(Number(name.split('-').at(-1))))
        .map((name) => join(storage, name));
    } catch {
      return [];
    }
  }

  #key(backend: BackendName, found: FoundBackend, batchSize: number): string {
    const { engineModule, node = process.execPath } = this.places;
    const { name, version, folder } = (found.isThere && found.package) || {};
    const machine = [process.platform, process.arch, cpus()[0]?.model, cpus().length, node, process.version];
    const code = [tf.version_core, stampOf(engineModule), name, version, folder, folder && stampOf(folder)];
    const text = JSON.stringify([backend, batchSize, machine, code]);
    return createHash('sha256').update(text).digest('hex').slice(0, 24);
  }

  #read(): Record<string, BackendReport> {
    const path = this.#path(fileName);
    if (path === undefined) return {};
    try {
      const value: unknown = JSON.parse(readFileSync(path, 'utf8'));
      if (!isRecord(value)) return {};
      return Object.fromEntries(
        Object.entries(value).filter((entry): entry is [string, BackendReport] => isBackendReport(entry[1])),
      );
    } catch {
      return {};
    }
  }

  #write(entries: Record<string, BackendReport>): void {
    const path = this.#path(fileName);
    if (path === undefined) return;
    const temporary = `${path}.${process.pid}.tmp`;
    try {
      writeFileSync(temporary, JSON.stringify(entries));
      renameSync(temporary, path);
    } catch {
      rmSync(temporary, { force: true });
    }
  }

  #path(name: string): string | undefined {
    const { storage } = this.places;
    if (storage === undefined) return undefined;
    try {
      mkdirSync(storage, { recursive: true });
      return join(storage, name);
    } catch {
      return undefined;
    }
  }
}

/** Changes with every build or installation. */
function stampOf(path: string): string {
  const status = statSync(path, { throwIfNoEntry: false });
  return status ? `${status.size} ${status.mtimeMs}` : '';
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
