import { describe, expect, it } from 'vitest';
import { findOperation, vocabularyIndex } from '../../../../src/core/spaces/defineOperation';
import { bundledSpaces, spaceByName } from '../../../../src/core/spaces/registry';
import { seededNumbers } from '../../../support/randomCell';

describe('bundled spaces', () => {
  it('are found by their names and by other spellings', () => {
    for (const space of bundledSpaces) expect(spaceByName(space.name)).toBe(space);
    expect(spaceByName('NAS-Bench-301')?.name).toBe('darts');
    expect(spaceByName('nats bench tss')?.name).toBe('nas-bench-201');
    expect(spaceByName('toString')).toBeUndefined();
    expect(spaceByName('')).toBeUndefined();
  });

  it.each(bundledSpaces)('$name describes each of its operations once', ({ vocabulary, operations }) => {
    const names = vocabulary.flatMap(({ name, aliases }) => [name, ...aliases]);
    expect(new Set(names).size).toBe(names.length);
    for (const { description } of vocabulary) expect(description).toMatch(/^[A-Z0-9].*\.$/);
    for (const operation of operations) expect(vocabulary).toContain(operation);
  });

  it.each(bundledSpaces)('$name keeps its own limits', (space) => {
    const cells = space.sample(seededNumbers(1)).parts.map(({ cell }) => cell);
    for (const { nodes, edges } of cells) {
      expect(nodes.length).toBeLessThanOrEqual(space.limits.maxNodes);
      expect(edges.length).toBeLessThanOrEqual(space.limits.maxEdges);
    }
  });
});

describe('operations', () => {
  const { vocabulary } = spaceByName('nas-bench-101')!;

  it('are found by alias', () => {
    expect(findOperation(vocabulary, 'conv3x3')?.name).toBe('conv3x3-bn-relu');
    expect(vocabularyIndex(vocabulary, 'conv3x3')).toBe(2);
    expect(findOperation(vocabulary, 'conv')).toBeUndefined();
    expect(() => vocabularyIndex(vocabulary, 'conv')).toThrow(RangeError);
  });
});
