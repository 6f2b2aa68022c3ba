import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import type { FileSystem } from './fileSystem';

const PREFIX = '.tmp-';
/** A temporary folder or file this old, in milliseconds, belongs to a process that died: no save takes an hour. */
export const STALE_AGE = 60 * 60 * 1000;

/** A path in `parent` that no other process uses. */
export function temporaryPath(parent: string, label: string): string {
  return join(parent, `${PREFIX}${label}-${process.pid}-${uniqueName()}`);
}

/** Sixteen hexadecimal digits. */
export function uniqueName(): string {
  return randomBytes(8).toString('hex');
}

export function isTemporary(name: string): boolean {
  return name.startsWith(PREFIX);
}

/** Removes what dead processes have left. Never fails: another process may be at it too. */
export async function removeStaleTemporaries(files: FileSystem, parent: string, now = Date.now()): Promise<void> {
  const names = await files.list(parent).catch(() => []);
  for (const name of names.filter(isTemporary)) {
    await removeIfStale(files, join(parent, name), now);
  }
}

/** Never fails. */
export async function removeIfStale(files: FileSystem, path: string, now = Date.now()): Promise<void> {
  const status = await files.status(path).catch(() => undefined);
  if (status && now - status.modified > STALE_AGE) {
    await files.remove(path).catch(() => undefined);
  }
}
