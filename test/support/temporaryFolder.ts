import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll } from 'vitest';

/** Folders below one that is removed when the test file ends. Call it at the top of a test file. */
export function temporaryFolders(label: string): () => string {
  const root = mkdtempSync(join(tmpdir(), `flowcell-${label}-`));
  afterAll(() => rmSync(root, { recursive: true, force: true }));
  return () => mkdtempSync(join(root, 'f-'));
}
