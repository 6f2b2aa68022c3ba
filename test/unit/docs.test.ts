import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { bundledSpaces } from '../../src/core/spaces/registry';
import { parseSpaceDocument } from '../../src/core/spaces/userSpace/readSpace';
import { conversionForms } from '../../src/core/spec/edit/convertCell';
import { parseCellDocument } from '../../src/core/spec/parseCellDocument';
import { defaultReadLimits } from '../../src/core/spec/syntax/limits';

const read = (name: string): string => readFileSync(resolve(import.meta.dirname, '../../docs', name), 'utf8');

describe('docs/cell-files.md', () => {
  const text = read('cell-files.md');
  const samples = [...text.matchAll(/```yaml\n([^]*?)```/g)].map((match) => match[1]!);

  it('has samples that are good', () => {
    const [cells, space] = samples;
    const found = parseCellDocument(cells!, 'yaml');
    expect(found.problems.map(({ code }) => code)).toEqual(['duplicate-cell']);
    expect(found.cells.every(({ valid }) => valid)).toBe(true);
    expect(parseSpaceDocument(space!, 'yaml').problems).toEqual([]);
  });

  it('lists every form of the bundled spaces', () => {
    for (const space of bundledSpaces)
      for (const { id } of conversionForms(space)) expect(text).toMatch(new RegExp(`\\| \`${id}\` +\\|`));
  });

  it('states the limits that are in force', () => {
    const { aliases, cells, depth, hardLength, nodesPerCell, softLength } = defaultReadLimits;
    for (const statement of [
      `${softLength / 1024} KB`,
      `${hardLength / 1024 / 1024} MB`,
      `${cells.toLocaleString('en')} cells`,
      `${nodesPerCell} nodes`,
      `${depth} levels`,
      `${aliases} YAML anchors`,
    ]) {
      expect(text).toContain(statement);
    }
  });
});
