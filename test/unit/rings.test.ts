import { readdirSync, readFileSync } from 'node:fs';
import { join, relative, resolve, sep } from 'node:path';
import { describe, expect, it } from 'vitest';

/** Rings that a ring may import from; itself always. The linter has the same rule by pattern, this test resolves paths. */
const allowed: Readonly<Record<string, readonly string[]>> = {
  core: [],
  service: ['core'],
  protocol: ['core'],
  server: ['core', 'service', 'protocol'],
  engine: ['core', 'protocol'],
  cli: ['core', 'service', 'protocol', 'engine'],
  extension: ['protocol'],
};
const source = resolve(__dirname, '../../src');

function files(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return entry.name === 'assembly' ? [] : files(path);
    return entry.name.endsWith('.ts') ? [path] : [];
  });
}

const importsOf = (text: string): string[] =>
  [...text.matchAll(/\b(?:from|import\()\s*['"]([^'"]+)['"]/g)].map((match) => match[1] ?? '');

describe('rings', () => {
  for (const [ring, inner] of Object.entries(allowed)) {
    it(`src/${ring} imports only from ${[ring, ...inner].join(', ')}`, () => {
      const outward = files(join(source, ring)).flatMap((file) =>
        importsOf(readFileSync(file, 'utf8'))
          .filter((specifier) => specifier.startsWith('.'))
          .map((specifier) => relative(source, resolve(file, '..', specifier)).split(sep)[0] ?? '')
          .filter((target) => target !== ring && !inner.includes(target))
          .map((target) => `${relative(source, file)} imports ${target}`),
      );
      expect(outward).toEqual([]);
    });
  }

  it('only the engine loads TensorFlow.js, only the extension loads vscode', () => {
    const wrong = files(source).flatMap((file) => {
      const ring = relative(source, file).split(sep)[0];
      const text = readFileSync(file, 'utf8').replace(/\bimport type\b[^;]*;/g, '');
      return importsOf(text)
        .filter(
          (name) =>
            (name.startsWith('@tensorflow/') && ring !== 'engine') || (name === 'vscode' && ring !== 'extension'),
        )
        .map((name) => `${relative(source, file)} imports ${name}`);
    });
    expect(wrong).toEqual([]);
  });
});
