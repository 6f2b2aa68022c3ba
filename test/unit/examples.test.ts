import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parseSpaceDocument } from '../../src/core/spaces/userSpace/readSpace';
import type { CellDocument } from '../../src/core/spec/document';
import { parseCellDocument } from '../../src/core/spec/parseCellDocument';
import type { SpaceResolution } from '../../src/core/spec/resolveSpace';

const examples = resolve(import.meta.dirname, '../../examples');

function read(file: string): CellDocument {
  const resolveSpace = (path: string): SpaceResolution | undefined => {
    const full = resolve(dirname(join(examples, file)), path);
    if (!existsSync(full)) return undefined;
    const { space, problems } = parseSpaceDocument(readFileSync(full, 'utf8'), 'yaml');
    return space ? { space } : { problem: problems[0]!.message };
  };
  return parseCellDocument(readFileSync(join(examples, file), 'utf8'), file.endsWith('.json') ? 'json' : 'yaml', {
    resolveSpace,
  });
}

function cellFilesIn(folder: string): string[] {
  return readdirSync(join(examples, folder))
    .filter((name) => /\.cell\.(ya?ml|json)$/.test(name))
    .map((name) => join(folder, name));
}

describe('examples', () => {
  it.each([...cellFilesIn('.'), ...cellFilesIn('spaces')])('%s has cells and no mistakes', (file) => {
    const { cells, problems } = read(file);
    expect(problems).toEqual([]);
    expect(cells.length).toBeGreaterThan(0);
    expect(cells.every(({ valid }) => valid)).toBe(true);
  });

  it('show every bundled space', () => {
    const spaces = new Set(cellFilesIn('.').map((file) => read(file).space?.name));
    expect([...spaces].sort()).toEqual(['darts', 'nas-bench-101', 'nas-bench-201']);
  });
});

describe('deliberate mistakes', () => {
  it.each(cellFilesIn('mistakes'))('every cell of %s has one', (file) => {
    const { cells, problems } = read(file);
    for (const { name } of cells.filter((cell) => cell.name !== 'duplicate')) {
      expect(problems.filter(({ cell }) => cell === name).length, name).toBeGreaterThan(0);
    }
  });

  it('are the ones that people make', () => {
    const codes = cellFilesIn('mistakes').flatMap((file) => read(file).problems.map(({ code }) => code));
    for (const code of [
      ...[
        'unknown-operation',
        'unknown-node',
        'cycle',
        'unreachable-node',
        'dead-node',
        'disconnected-output',
        'wrong-arity',
      ],
      ...[
        'too-many-nodes',
        'too-many-edges',
        'wrong-shape',
        'duplicate-cell',
        'missing-key',
        'unknown-key',
        'outside-space',
      ],
    ]) {
      expect(codes).toContain(code);
    }
  });
});
