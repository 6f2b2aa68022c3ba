import { describe, expect, it } from 'vitest';
import { cellConversions, type CellConversions } from '../../src/service/conversions';
import { getFlowcellService } from '../../src/service/flowcellService';
import { parseSpaceDocument } from '../../src/core/spaces/userSpace/readSpace';
import { cellFile, dependencies, nb101, nb201 } from './support/cellFile';

function conversionsOf(text: string, cell = 0): CellConversions {
  const file = cellFile(text);
  return cellConversions(file, file.parsed.cells[cell]!);
}

describe('cellConversions', () => {
  it('names each form as the command line does, with what it loses', () => {
    const found = conversionsOf(nb101);
    expect(found).toMatchObject({ kind: 'convertible', cell: 'chain' });
    const conversions = found.kind === 'convertible' ? found.conversions : [];
    expect(conversions.map(({ form }) => form)).toEqual(['matrix', 'module', 'compact', 'arch-string']);
    for (const { losses, edits } of conversions) {
      expect(losses).toEqual(['the names of nodes: a, b']);
      expect(edits).toHaveLength(1);
    }
    expect(conversionsOf(nb201, 1)).toMatchObject({ conversions: [{ form: 'edges', losses: [] }] });
  });

  it.each([
    ['an error', nb201.replace('none', 'nono'), /it has errors/],
    ['a broken file', `${nb201}  broken: [\n`, /syntax errors/],
    ['an unknown space', nb201.replace('201', '999'), /space is not known/],
    ['a key that another form would read', nb201.replace('edges:', 'architecture: old\n    edges:'), /"architecture"/],
  ])('says why there is none: %s', (_, text, reason) => {
    expect(conversionsOf(text)).toEqual({
      kind: 'refused',
      cell: 'candidate',
      reason: expect.stringMatching(reason) as string,
    });
  });

  it('says so where a space has one form only', () => {
    const { space } = parseSpaceDocument(
      'name: single\nplacement: edge\nnodes: 1\noutput: leaves\noperations: [a, b]\n',
      'yaml',
    );
    const file = cellFile('space: ./single.space.yaml\ncells:\n  x: { edges: { 0 -> 1: a, 1 -> output: a } }\n', space);
    const [entry] = file.parsed.cells;
    expect(cellConversions(file, entry!)).toMatchObject({
      kind: 'refused',
      reason: expect.stringMatching(/no other form/) as string,
    });
  });

  it('is asked for by offset', () => {
    const service = getFlowcellService(dependencies());
    const file = cellFile(nb201);
    expect(service.conversions(file, nb201.indexOf('one-line'))).toMatchObject({ cell: 'one-line' });
    expect(service.conversions(file, 0)).toBeUndefined();
  });
});
