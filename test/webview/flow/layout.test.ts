import { describe, expect, it } from 'vitest';
import { bestLayout, layoutDiagram, type Box } from '../../../webview/flow/layout';
import { moveFrom, positionOf } from '../../../webview/flow/navigation';
import { fitted, showing, zoomed } from '../../../webview/flow/viewport';
import { cellOf, type FixtureSpace } from './fixtures';

const spaces: readonly FixtureSpace[] = ['nas-bench-201', 'nas-bench-101', 'darts'];

const overlap = (a: Box, b: Box): boolean =>
  Math.abs(a.x - b.x) < (a.width + b.width) / 2 && Math.abs(a.y - b.y) < (a.height + b.height) / 2;

describe.each(spaces)('the layout of a cell of %s', (space) => {
  const { diagram } = cellOf(space);
  const layout = layoutDiagram(diagram, 'column');
  const vertices = diagram.parts.flatMap((part) => part.vertices);
  const links = diagram.parts.flatMap((part) => part.links);

  it('has a place for everything, within its borders, and nothing on top of each other', () => {
    const boxes = vertices.map(({ id }) => layout.boxes.get(id)!);
    boxes.forEach((box, index) => {
      expect(box.x - box.width / 2).toBeGreaterThanOrEqual(0);
      expect(box.x + box.width / 2).toBeLessThanOrEqual(layout.width);
      expect(box.y + box.height / 2).toBeLessThanOrEqual(layout.height);
      for (const other of boxes.slice(index + 1)) expect(overlap(box, other)).toBe(false);
    });
    for (const { id } of links) expect(layout.paths.get(id)!.length).toBeGreaterThanOrEqual(2);
  });

  it('leads down along every link', () => {
    for (const { from, to } of links) expect(layout.boxes.get(from)!.y).toBeLessThan(layout.boxes.get(to)!.y);
  });

  it('is the same every time', () => {
    expect(layoutDiagram(diagram, 'column')).toEqual(layout);
  });

  it('lets keys reach everything from the input, and lead back', () => {
    const stops = new Set(vertices.map(({ id }) => id));
    links.forEach(({ id, isWholeEdge }) => isWholeEdge && stops.add(id));
    const seen = new Set<string>();
    const queue = diagram.parts
      .flatMap((part) => part.vertices.filter(({ kind }) => kind === 'input'))
      .map(({ id }) => id);
    for (const id of queue) {
      if (seen.has(id)) continue;
      seen.add(id);
      for (const move of ['next', 'previous', 'left', 'right'] as const) {
        const next = moveFrom(diagram, layout, id, move);
        if (next !== undefined && !seen.has(next)) queue.push(next);
      }
    }
    expect([...stops].filter((id) => !seen.has(id))).toEqual([]);
    expect(moveFrom(diagram, layout, undefined, 'next')).toBe(queue[0]);
    const last = moveFrom(diagram, layout, queue[0], 'last')!;
    expect(vertices.find(({ id }) => id === last)!.kind).toBe('output');
  });
});

describe('bestLayout', () => {
  it('puts two cells beside each other in a wide panel, below each other in a high one', () => {
    const { diagram } = cellOf('darts');
    const wide = bestLayout(diagram, { width: 2000, height: 400 });
    const high = bestLayout(diagram, { width: 500, height: 900 });
    expect(wide.width).toBeGreaterThan(high.width);
    expect(wide.height).toBeLessThan(high.height);
    expect(wide.titles.map(({ text }) => text)).toEqual(['normal', 'reduce']);
  });
});

describe('the viewport', () => {
  it('fits the drawing into the middle', () => {
    expect(fitted({ width: 200, height: 100 }, { width: 100, height: 100 })).toEqual({ scale: 0.5, x: 0, y: 25 });
  });

  it('keeps the point under the mouse where it is', () => {
    const at = { x: 30, y: 40 };
    const before = { scale: 1, x: 10, y: 10 };
    const after = zoomed(before, 2, at);
    expect((at.x - after.x) / after.scale).toBeCloseTo((at.x - before.x) / before.scale);
    expect(zoomed(before, 1e6, at).scale).toBe(4);
  });

  it('moves only as far as needed', () => {
    const transform = { scale: 1, x: 0, y: 0 };
    const panel = { width: 400, height: 400 };
    expect(showing(transform, { x: 200, y: 200 }, panel)).toBe(transform);
    expect(showing(transform, { x: 500, y: 200 }, panel)).toEqual({ scale: 1, x: -160, y: 0 });
  });

  it('finds the middle of a link', () => {
    const layout = layoutDiagram(cellOf('nas-bench-101').diagram, 'column');
    expect(positionOf(layout, '0:e0').y).toBeGreaterThan(0);
    expect(positionOf(layout, 'nowhere')).toEqual({ x: 0, y: 0 });
  });
});
