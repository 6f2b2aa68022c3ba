import { systemCode } from './fileSystem';

/** Why something could not be stored or removed. */
export interface StorageError {
  readonly code: 'storage-disk-full' | 'storage-read-only' | 'storage-not-found' | 'storage-invalid' | 'storage-failed';
  /** One sentence for people. */
  readonly message: string;
}

export type StorageResult<T> =
  { readonly ok: true; readonly value: T } | { readonly ok: false; readonly error: StorageError };

export const storageFailure = (code: StorageError['code'], message: string): StorageResult<never> => ({
  ok: false,
  error: { code, message },
});

/** A failed system call in words; `what` is the whole action, for instance "The model cannot be saved". */
export function describeFailure(error: unknown, what: string, folder: string): StorageError {
  switch (systemCode(error)) {
    case 'ENOSPC':
    case 'EDQUOT':
      return { code: 'storage-disk-full', message: `${what}: the disk of ${folder} is full. Nothing was changed.` };
    case 'EROFS':
    case 'EACCES':
    case 'EPERM':
      return { code: 'storage-read-only', message: `${what}: ${folder} cannot be written to. Nothing was changed.` };
    default: {
      const reason = error instanceof Error ? error.message : String(error);
      return { code: 'storage-failed', message: `${what} in ${folder}: ${reason}` };
    }
  }
}
