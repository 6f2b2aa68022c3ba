import { readdirSync, readFileSync } from 'node:fs';
import { join, relative, resolve, sep } from 'node:path';
import { describe, expect, it } from 'vitest';

const root = resolve(__dirname, '../..');
const shipped = ['src', 'webview'];
const users = [...shipped, 'bench', 'scripts', 'test'];

/** What the editor calls by name. */
const entryPoints = ['src/extension/main.ts: activate', 'src/extension/main.ts: deactivate'];

/** Compiled as one program of another language. */
const otherLanguage = 'assembly';

function files(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return entry.name === otherLanguage ? [] : files(path);
    return entry.name.endsWith('.ts') ? [path] : [];
  });
}

const texts = new Map(
  users.flatMap((folder) => files(join(root, folder))).map((file) => [file, readFileSync(file, 'utf8')]),
);

function importedFiles(file: string, text: string): string[] {
  return [...text.matchAll(/\b(?:from|import\()\s*'(\.[^']+)'/g)].map(
    (match) => `${resolve(file, '..', match[1]!)}.ts`,
  );
}

/** The files that import one, by its path. */
const importers = new Map<string, string[]>();
for (const [file, text] of texts) {
  for (const imported of importedFiles(file, text)) importers.set(imported, [...(importers.get(imported) ?? []), file]);
}

function exportsOf(text: string): { name: string; isType: boolean }[] {
  const declarations = text.matchAll(
    /^export (?:abstract |async )*(const|function\*?|class|interface|type|enum) (\w+)/gm,
  );
  return [...declarations].map((match) => ({
    name: match[2]!,
    isType: match[1] === 'interface' || match[1] === 'type',
  }));
}

const mentions = (text: string, name: string): number => text.match(new RegExp(`\\b${name}\\b`, 'g'))?.length ?? 0;
const pathOf = (file: string): string => relative(root, file).split(sep).join('/');
const isTest = (file: string): boolean => pathOf(file).startsWith('test/');

/** Every export of what is shipped, with the files that mention it among those that import its file. */
const all = [...texts]
  .filter(([file]) => shipped.some((folder) => pathOf(file).startsWith(`${folder}/`)))
  .flatMap(([file, text]) =>
    exportsOf(text).map(({ name, isType }) => ({
      title: `${pathOf(file)}: ${name}`,
      isType,
      isUsedHere: mentions(text, name) > 1,
      usedBy: (importers.get(file) ?? []).filter((user) => mentions(texts.get(user)!, name) > 0),
    })),
  )
  .filter(({ title }) => !entryPoints.includes(title));

describe('exports', () => {
  it('are found', () => {
    expect(all.length).toBeGreaterThan(1000);
  });

  // A type may be exported for the signatures of its own file.
  it('are imported by another file', () => {
    const idle = all.filter(({ usedBy, isType, isUsedHere }) => usedBy.length === 0 && !(isType && isUsedHere));
    expect(idle.map(({ title }) => title)).toEqual([]);
  });

  it('serve more than tests', () => {
    const forTests = all.filter(({ usedBy, isUsedHere }) => usedBy.length > 0 && !isUsedHere && usedBy.every(isTest));
    expect(forTests.map(({ title }) => title)).toEqual([]);
  });
});
