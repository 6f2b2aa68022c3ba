import { describe, expect, it } from 'vitest';
import { mermaidOf } from '../../../../src/core/explain/mermaid';
import { overlayCells } from '../../../../src/core/explain/overlayCells';
import { overlayRows } from '../../../../src/core/explain/overlayRows';
import type { CellView } from '../../../../src/core/explain/flowView';
import { cellView, dartsText, nasBench101Text, nasBench201Text, readCells } from './explainFixtures';

/** The cell at an index of a file, under another name. */
function view(text: string, name: string, index = 0): CellView {
  const { space, architectures } = readCells(text);
  return { ...cellView(space, architectures[index]!), name };
}
const other101 = nasBench101Text
  .replace('[join, left]', '[join, extra]')
  .replace('      join:', '      extra: { op: conv1x1-bn-relu, inputs: [right] }\n      join:')
  .replace('left: { op: conv3x3-bn-relu', 'left: { op: maxpool3x3');

describe('overlayCells', () => {
  it.each([nasBench201Text, nasBench101Text, dartsText])('of a cell with itself is the cell %#', (text) => {
    const cell = view(text, 'a');
    const { cell: union, changes, pairs } = overlayCells(cell, cell);
    expect(changes.size).toBe(0);
    expect(
      union.diagram.parts.map(({ vertices, links }) => [vertices.map(({ id }) => id), links.map(({ id }) => id)]),
    ).toEqual(
      cell.diagram.parts.map(({ vertices, links }) => [vertices.map(({ id }) => id), links.map(({ id }) => id)]),
    );
    expect(pairs.every(({ first, second }) => first === second)).toBe(true);
  });

  it('has what both have once, and says whose the rest is', () => {
    const [first, second] = [view(nasBench101Text, 'old'), view(other101, 'new')];
    const { cell, changes, notes } = overlayCells(first, second);
    const [part] = cell.diagram.parts;
    expect(part!.vertices.map(({ title, label }) => [title, label])).toEqual([
      ['input', 'input'],
      ['left', 'maxpool3x3'],
      ['right', 'conv1x1-bn-relu'],
      ['join', 'maxpool3x3'],
      ['output', 'output'],
      ['extra', 'conv1x1-bn-relu'],
    ]);
    const said = [...changes].map(([id, { kind }]) => {
      const vertex = part!.vertices.find((candidate) => candidate.id === id);
      const link = part!.links.find((candidate) => candidate.id === id);
      return [vertex?.title ?? link?.title, kind, notes.get(id)];
    });
    expect(said.sort(([a], [b]) => (a! < b! ? -1 : 1))).toEqual([
      ['extra', 'added', 'only in new'],
      ['extra -> output', 'added', 'only in new'],
      ['left', 'changed', 'was conv3x3-bn-relu'],
      ['left -> output', 'removed', 'only in old'],
      ['right -> extra', 'added', 'only in new'],
    ]);
  });

  it('joins links and vertices that are there, under ids that are unique', () => {
    for (const [a, b] of [
      [view(nasBench101Text, 'a'), view(other101, 'b')],
      [view(nasBench201Text, 'a'), view(nasBench201Text, 'b', 1)],
    ] as const) {
      for (const { vertices, links } of overlayCells(a, b).cell.diagram.parts) {
        const ids = new Set(vertices.map(({ id }) => id));
        expect(ids.size).toBe(vertices.length);
        expect(new Set(links.map(({ id }) => id)).size).toBe(links.length);
        expect(links.every(({ from, to }) => ids.has(from) && ids.has(to))).toBe(true);
      }
    }
  });

  it('carries no number of one of the two cells', () => {
    const { cell } = overlayCells(view(nasBench201Text, 'a'), view(nasBench201Text, 'b', 1));
    for (const vertex of cell.diagram.parts[0]!.vertices) {
      expect(vertex.cost).toEqual({});
      expect(vertex).not.toHaveProperty('flow');
    }
  });

  it('is a table with the numbers of both', () => {
    const [first, second] = [view(nasBench201Text, 'a'), view(nasBench201Text, 'b', 1)];
    const rows = overlayRows(overlayCells(first, second), first, second, { digits: 'auto' });
    expect(rows).toHaveLength(10);
    expect(rows.find(({ what }) => what === 'edge 0 -> 3')).toMatchObject({
      where: 'changed',
      firstOperation: 'nor_conv_3x3',
      secondOperation: 'skip_connect',
    });
    expect(rows.find(({ what }) => what === 'edge 1 -> 3')?.where).toBe('both');
  });

  it('is a flowchart that tells changes apart', () => {
    const { cell, changes } = overlayCells(view(nasBench101Text, 'a'), view(other101, 'b'));
    const text = mermaidOf(cell, changes);
    expect(text).toContain('classDef added stroke:#1a7f37,stroke-width:3px\n');
    expect(text).toMatch(/class v5 added\n/);
    expect(text).toMatch(/class v1 changed\n/);
  });
});
