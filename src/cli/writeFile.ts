import { existsSync, realpathSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';

/**
 * Writes a file beside its place first, then there, so that it is never half written. A link stays one: what it leads to is replaced. The
 * mode stays, too.
 *
 * @throws Error where the file is read-only or cannot be written, for people
 */
export function writeFile(path: string, text: string): void {
  const place = existsSync(path) ? realpathSync(path) : path;
  const mode = statSync(place, { throwIfNoEntry: false })?.mode;
  // Renaming would replace a read-only file all the same.
  if (mode !== undefined && (mode & 0o222) === 0) throw new Error(`${path}: the file is read-only`);
  const temporary = `${place}.${process.pid}.tmp`;
  try {
    writeFileSync(temporary, text, mode === undefined ? {} : { mode: mode & 0o7777 });
    renameSync(temporary, place);
  } catch (error) {
    rmSync(temporary, { force: true });
    throw error;
  }
}

/** Whether two paths lead to the same file, through links too. */
export function isSameFile(one: string, other: string): boolean {
  const status = [one, other].map((path) => statSync(path, { throwIfNoEntry: false, bigint: true }));
  const [first, second] = status;
  if (first && second) return first.dev === second.dev && first.ino === second.ino;
  return resolve(one) === resolve(other);
}
