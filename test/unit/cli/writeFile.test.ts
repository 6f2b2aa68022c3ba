import { chmodSync, lstatSync, readFileSync, readdirSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { isSameFile, writeFile } from '../../../src/cli/writeFile';
import { temporaryFolders } from '../../support/temporaryFolder';

describe('writing a file', () => {
  const folder = temporaryFolders('write')();
  const at = (name: string): string => join(folder, name);

  it('keeps links and modes', () => {
    writeFileSync(at('file'), 'old', { mode: 0o640 });
    symlinkSync('file', at('link'));
    writeFile(at('link'), 'new');
    expect(lstatSync(at('link')).isSymbolicLink()).toBe(true);
    expect(readFileSync(at('file'), 'utf8')).toBe('new');
    expect(statSync(at('file')).mode & 0o777).toBe(0o640);
    expect(isSameFile(at('link'), at('file'))).toBe(true);
    expect(isSameFile(at('link'), at('other'))).toBe(false);
  });

  it('refuses one that is read-only, and leaves nothing behind', () => {
    writeFileSync(at('fixed'), 'old');
    chmodSync(at('fixed'), 0o444);
    expect(() => writeFile(at('fixed'), 'new')).toThrow(/read-only/);
    expect(readFileSync(at('fixed'), 'utf8')).toBe('old');
    expect(readdirSync(folder).filter((name) => name.endsWith('.tmp'))).toEqual([]);
  });
});
