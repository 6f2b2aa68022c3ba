import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { generationOfNodes } from '../../../src/core/graph/generations';
import { darts } from '../../../src/core/spaces/darts/darts';
import { nasBench101 } from '../../../src/core/spaces/nasBench101/nasBench101';
import { bundledSpaces } from '../../../src/core/spaces/registry';
import type { Architecture, CellEdge } from '../../../src/core/spec/architecture';
import { parseCellDocument } from '../../../src/core/spec/parseCellDocument';
import { seededNumbers } from '../../support/randomCell';

/** The numbers 0 to `count` - 1 in a random order. */
function shuffled(count: number, random: () => number): number[] {
  return Array.from({ length: count }, (_, value) => ({ value, key: random() }))
    .sort((a, b) => a.key - b.key)
    .map(({ value }) => value);
}

/** The same cell with its inner nodes renamed and in another order, its edges too. */
function renamedInner(architecture: Architecture, random: () => number): Architecture {
  const { nodes, edges } = architecture.parts[0]!.cell;
  const order = shuffled(nodes.length - 2, random).map((node) => node + 1);
  const at = [0, ...order, nodes.length - 1];
  const position = new Map(at.map((node, index) => [node, index]));
  const moved = edges.map((edge): CellEdge => ({
    ...edge,
    from: position.get(edge.from)!,
    to: position.get(edge.to)!,
  }));
  return {
    parts: [
      {
        role: 'cell',
        cell: {
          nodes: at.map((node, index) => ({ ...nodes[node]!, name: `n${index}` })),
          edges: shuffled(moved.length, random).map((edge) => moved[edge]!),
        },
      },
    ],
  };
}

describe('renaming and reordering', () => {
  it('nodes of NAS-Bench-101 cells changes neither identity nor membership', () => {
    fc.assert(
      fc.property(fc.nat(100_000), (seed) => {
        const random = seededNumbers(seed);
        const architecture = nasBench101.sample(random);
        const other = renamedInner(architecture, random);
        expect(nasBench101.check(other)).toEqual([]);
        expect(nasBench101.canonicalKey(other)).toBe(nasBench101.canonicalKey(architecture));
      }),
      { numRuns: 300 },
    );
  });

  it('the two operations of DARTS nodes changes no identity', () => {
    fc.assert(
      fc.property(fc.nat(100_000), (seed) => {
        const random = seededNumbers(seed);
        const architecture = darts.sample(random);
        const other: Architecture = {
          parts: architecture.parts.map(({ role, cell }) => ({
            role,
            cell: { nodes: cell.nodes, edges: shuffled(cell.edges.length, random).map((edge) => cell.edges[edge]!) },
          })),
        };
        expect(darts.check(other)).toEqual([]);
        expect(darts.canonicalKey(other)).toBe(darts.canonicalKey(architecture));
      }),
      { numRuns: 100 },
    );
  });

  it('nodes in a file changes nothing: the cell reads as a duplicate', () => {
    fc.assert(
      fc.property(fc.nat(100_000), (seed) => {
        const random = seededNumbers(seed);
        const { nodes, edges } = nasBench101.sample(random).parts[0]!.cell;
        const write = (nameOf: (node: number) => string, order: readonly number[]): Record<string, unknown> =>
          Object.fromEntries(
            order.map((node) => {
              const inputs = edges.filter(({ to }) => to === node).map(({ from }) => nameOf(from));
              const isOutput = node === nodes.length - 1;
              return [nameOf(node), isOutput ? { inputs } : { op: nodes[node]!.operation, inputs }];
            }),
          );
        const last = nodes.length - 1;
        const name = (prefix: string) => (node: number) =>
          node === 0 ? 'input' : node === last ? 'output' : `${prefix}${node}`;
        const inOrder = nodes.map((_, node) => node).slice(1);
        const file = {
          space: 'nas-bench-101',
          cells: {
            one: { nodes: write(name('a'), inOrder) },
            two: {
              nodes: write(
                name('zz'),
                shuffled(inOrder.length, random).map((index) => inOrder[index]!),
              ),
            },
          },
        };
        const { problems } = parseCellDocument(JSON.stringify(file), 'json');
        expect(problems.map(({ code, cell }) => [code, cell])).toEqual([['duplicate-cell', 'two']]);
      }),
      { numRuns: 100 },
    );
  });
});

describe('graphs of all spaces', () => {
  it('have generations: every edge leads to a later one, the first has no predecessors', () => {
    fc.assert(
      fc.property(fc.constantFrom(...bundledSpaces), fc.nat(100_000), (space, seed) => {
        const { graph } = space.toGraph(space.sample(seededNumbers(seed)));
        const generation = generationOfNodes(graph.operations.length, graph.edges)!;
        for (const [from, to] of graph.edges) expect(generation[from]).toBeLessThan(generation[to]!);
        const targets = new Set(graph.edges.map(([, to]) => to));
        generation.forEach((value, node) => expect(value === 0).toBe(!targets.has(node)));
        expect(graph.operations.every((operation) => operation >= 0 && operation < space.vocabulary.length)).toBe(true);
      }),
      { numRuns: 200 },
    );
  });
});
