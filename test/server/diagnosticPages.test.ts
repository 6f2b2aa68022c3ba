import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { URI } from 'vscode-uri';
import { problemCodes } from '../../src/core/spec/problemCodes';
import { diagnosticPages, repositoryOf } from '../../src/server/diagnosticPages';

const root = resolve(import.meta.dirname, '../..');

describe('the page of a diagnostic', () => {
  const folder = mkdtempSync(join(tmpdir(), 'flowcell-pages-'));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it('is a section of the page that comes along, for every code', () => {
    mkdirSync(join(folder, 'docs'));
    const text = readFileSync(join(root, 'docs/diagnostics.md'), 'utf8');
    writeFileSync(join(folder, 'docs/diagnostics.md'), text);
    writeFileSync(join(folder, 'package.json'), '{}');
    const pageOf = diagnosticPages(folder);
    for (const code of Object.keys(problemCodes)) {
      const found = URI.parse(pageOf(code) ?? '');
      expect(found.fsPath).toBe(join(folder, 'docs/diagnostics.md'));
      expect(text.split('\n')[Number(found.fragment.slice(1)) - 1]).toBe(`### ${code}`);
    }
    expect(pageOf('no-such-code')).toBeUndefined();
  });

  it('is in the repository where package.json names one', () => {
    const other = mkdtempSync(join(tmpdir(), 'flowcell-pages-'));
    writeFileSync(join(other, 'package.json'), '{"repository":{"type":"git","url":"git+https://example.org/a/b.git"}}');
    expect(diagnosticPages(other)('cycle')).toBe('https://example.org/a/b/blob/HEAD/docs/diagnostics.md#cycle');
    rmSync(other, { recursive: true });
  });

  it('is nowhere without a page', () => {
    expect(diagnosticPages(join(folder, 'nowhere'))('cycle')).toBeUndefined();
  });

  it.each([
    ['{"repository":"https://example.org/a/b"}', 'https://example.org/a/b'],
    ['{"repository":"git@example.org:a/b.git"}', undefined],
    ['{"repository":{"url":"javascript:alert(1)"}}', undefined],
    ['{"repository":null}', undefined],
    ['{}', undefined],
    ['not JSON', undefined],
  ])('is read from %s', (manifest, expected) => expect(repositoryOf(manifest)).toBe(expected));

  it('comes along with the extension', () => {
    expect(readFileSync(join(root, '.vscodeignore'), 'utf8')).toContain('!docs/*.md\n');
  });
});
