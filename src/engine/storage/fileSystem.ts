import { lstat, mkdir, open, readdir, readFile, rename, rm, utimes } from 'node:fs/promises';
import { setTimeout as delay } from 'node:timers/promises';

/** What is asked about a path; links are not followed. */
export interface PathStatus {
  readonly isFile: boolean;
  readonly isFolder: boolean;
  readonly bytes: number;
  /** Milliseconds since 1970. */
  readonly modified: number;
}

/** The file operations that durable storage is built of. Injected, so that tests can let any of them fail. */
export interface FileSystem {
  readonly read: (path: string) => Promise<Uint8Array>;
  /** Undefined where there is nothing. */
  readonly status: (path: string) => Promise<PathStatus | undefined>;
  readonly list: (folder: string) => Promise<readonly string[]>;
  readonly makeFolder: (folder: string) => Promise<void>;
  /** Writes a new file and waits until it is on the disk. */
  readonly writeSynced: (path: string, bytes: Uint8Array) => Promise<void>;
  /** Makes a file look as if it was written now; takes no room on the disk. */
  readonly touch: (path: string) => Promise<void>;
  /** Waits until the entries of a folder are on the disk, where the system can. */
  readonly syncFolder: (folder: string) => Promise<void>;
  readonly rename: (from: string, to: string) => Promise<void>;
  /** Removes a file or a folder with all it holds; nothing there is no error. */
  readonly remove: (path: string) => Promise<void>;
}

/** The code of a failed system call, for instance `ENOSPC`. */
export function systemCode(error: unknown): string | undefined {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : undefined;
}

export const nodeFiles: FileSystem = {
  read: (path) => readFile(path),
  async status(path) {
    try {
      const status = await lstat(path);
      const { size: bytes, mtimeMs: modified } = status;
      return { isFile: status.isFile(), isFolder: status.isDirectory(), bytes, modified };
    } catch (error) {
      if (systemCode(error) === 'ENOENT' || systemCode(error) === 'ENOTDIR') {
        return undefined;
      }
      throw error;
    }
  },
  list: (folder) => readdir(folder),
  async makeFolder(folder) {
    await mkdir(folder, { recursive: true });
  },
  async writeSynced(path, bytes) {
    const file = await open(path, 'wx');
    try {
      await file.writeFile(bytes);
      await file.sync();
    } finally {
      await file.close();
    }
  },
  async touch(path) {
    const now = new Date();
    await utimes(path, now, now);
  },
  async syncFolder(folder) {
    if (process.platform === 'win32') {
      return; // Folders cannot be opened there, and their entries are journalled.
    }
    const handle = await open(folder, 'r');
    try {
      await handle.sync();
    } finally {
      await handle.close();
    }
  },
  rename: renamePatiently,
  remove: (path) => rm(path, { recursive: true, force: true, maxRetries: 5, retryDelay: 20 }),
};

/** On Windows a file that a virus scanner or a reader has open for a moment cannot be renamed. */
async function renamePatiently(from: string, to: string): Promise<void> {
  for (let attempt = 0; ; attempt++) {
    try {
      return await rename(from, to);
    } catch (error) {
      const busy = ['EPERM', 'EACCES', 'EBUSY'].includes(systemCode(error) ?? '');
      if (process.platform !== 'win32' || !busy || attempt === 8) {
        throw error;
      }
      await delay(10 * 2 ** attempt);
    }
  }
}
