import { describe, expect, it } from 'vitest';
import { compareCells } from '../../../../src/core/explain/compareCells';
import { mermaidOf } from '../../../../src/core/explain/mermaid';
import { tableRows } from '../../../../src/core/explain/tableRows';
import { accuracy, cellView, dartsText, nasBench101Text, nasBench201Text, readCells, source } from './explainFixtures';

const { space, architectures } = readCells(nasBench201Text);

describe('compareCells', () => {
  it('finds nothing between a cell and itself', () => {
    for (const text of [nasBench201Text, nasBench101Text, dartsText]) {
      const { space, architectures } = readCells(text);
      const view = cellView(space, architectures[0]!);
      const { changes, metrics } = compareCells(view, view);
      expect(changes).toEqual([]);
      expect(metrics.every(({ comparison }) => comparison?.isTie)).toBe(true);
    }
  });

  it('names the operation that changed, and the differences', () => {
    const numbers = (value: number) => ({ kind: 'predicted', source, targets: [accuracy(value)] }) as const;
    const { changes, metrics } = compareCells(
      cellView(space, architectures[0]!, numbers(94)),
      cellView(space, architectures[1]!, numbers(94.3)),
    );
    expect(changes.map(({ text }) => text)).toEqual(['edge 0 -> 3: nor_conv_3x3 becomes skip_connect']);
    expect(metrics[0]!.comparison!.isTie).toBe(true);
    expect(metrics.find(({ title }) => title === 'Parameters')!.comparison).toMatchObject({
      isTie: false,
      isBetter: true,
    });
  });

  it('finds nodes and edges that came and went', () => {
    const first = readCells(nasBench101Text);
    const second = readCells(nasBench101Text.replace('[join, left]', '[join]').replace('[left, right]', '[left]'));
    const { changes } = compareCells(
      cellView(first.space, first.architectures[0]!),
      cellView(second.space, second.architectures[0]!),
    );
    expect(changes.map(({ text }) => text).sort()).toEqual([
      'edge left -> output: removed',
      'edge right -> join: removed',
    ]);
  });
});

describe('mermaidOf', () => {
  it('writes a flowchart with every vertex and link', () => {
    const text = mermaidOf(cellView(space, architectures[2]!));
    expect(text).toMatch(/^flowchart TB\n/);
    expect(text.match(/-->|-\.->/g)).toHaveLength(12);
    expect(text).toContain('classDef dead');
  });

  it('lets no name become markup', () => {
    const { space, architectures } = readCells(nasBench101Text);
    const [part] = architectures[0]!.parts;
    const nodes = part!.cell.nodes.map((node, index) =>
      index === 1 ? { ...node, name: 'a"]\nclick x call <b>' } : node,
    );
    const text = mermaidOf(cellView(space, { parts: [{ role: 'cell', cell: { ...part!.cell, nodes } }] }));
    expect(text).not.toMatch(/<b>|"\]\s*\n\s*click/);
  });

  it('puts the parts of an architecture into subgraphs', () => {
    const { space, architectures } = readCells(dartsText);
    expect(mermaidOf(cellView(space, architectures[0]!)).match(/^ {2}subgraph/gm)).toHaveLength(2);
  });
});

describe('tableRows', () => {
  it('has a row for every vertex and every edge without an operation', () => {
    expect(tableRows(cellView(space, architectures[0]!), { digits: 'auto' })).toHaveLength(10);
    const other = readCells(nasBench101Text);
    const rows = tableRows(cellView(other.space, other.architectures[0]!), { digits: 'auto' });
    expect(rows.filter(({ what }) => what.startsWith('edge'))).toHaveLength(6);
    expect(rows[0]).toMatchObject({ what: 'node input', generation: '0', state: 'live' });
  });
});
