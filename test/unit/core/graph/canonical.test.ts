import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { canonicalGraphKey } from '../../../../src/core/graph/canonical';
import type { LabelledMultigraph } from '../../../../src/core/graph/prune';

type Edge = readonly [number, number, number];

function graph(labels: readonly number[], edges: readonly Edge[]): LabelledMultigraph {
  return { labels, edges };
}

/** The same graph with node `node` called `order[node]`. */
function renamed({ labels, edges }: LabelledMultigraph, order: readonly number[]): LabelledMultigraph {
  const moved = new Array<number>(labels.length).fill(0);
  labels.forEach((label, node) => (moved[order[node]!] = label));
  return graph(moved, edges.map(([from, to, count]): Edge => [order[from]!, order[to]!, count]).reverse());
}

const arbitraryGraph = fc.integer({ min: 1, max: 9 }).chain((size) =>
  fc.record({
    labels: fc.array(fc.nat(2), { minLength: size, maxLength: size }),
    edges: fc.uniqueArray(fc.tuple(fc.nat(size - 1), fc.nat(size - 1), fc.integer({ min: 1, max: 2 })), {
      selector: ([from, to]) => `${from},${to}`,
      maxLength: 16,
    }),
  }),
);

/** Slow and obviously right: the smallest encoding over all orders of the nodes. */
function bruteForceKey({ labels, edges }: LabelledMultigraph): string {
  const encode = (order: readonly number[]): string => {
    const moved = renamed({ labels, edges }, order);
    return `${moved.labels.join()};${moved.edges
      .map((edge) => edge.join('-'))
      .sort()
      .join()}`;
  };
  const permutations = (rest: readonly number[]): number[][] =>
    rest.length === 0
      ? [[]]
      : rest.flatMap((first) => permutations(rest.filter((other) => other !== first)).map((tail) => [first, ...tail]));
  return permutations(labels.map((_, node) => node))
    .map(encode)
    .sort()[0]!;
}

describe('canonicalGraphKey', () => {
  it('does not depend on names and order of nodes', () => {
    fc.assert(
      fc.property(
        arbitraryGraph,
        fc.infiniteStream(fc.double({ min: 0, max: 1, noNaN: true })),
        (original, numbers) => {
          const order = original.labels
            .map((_, node) => ({ node, key: numbers.next().value as number }))
            .sort((a, b) => a.key - b.key)
            .map(({ node }) => node);
          expect(canonicalGraphKey(renamed(original, order))).toBe(canonicalGraphKey(original));
        },
      ),
      { numRuns: 500 },
    );
  });

  it('agrees with trying every order, for small graphs', () => {
    const small = fc.integer({ min: 1, max: 5 }).chain((size) =>
      fc.record({
        labels: fc.array(fc.nat(1), { minLength: size, maxLength: size }),
        edges: fc.uniqueArray(fc.tuple(fc.nat(size - 1), fc.nat(size - 1), fc.constant(1)), {
          selector: ([from, to]) => `${from},${to}`,
          maxLength: 8,
        }),
      }),
    );
    fc.assert(
      fc.property(small, small, (a, b) => {
        expect(canonicalGraphKey(a) === canonicalGraphKey(b)).toBe(bruteForceKey(a) === bruteForceKey(b));
      }),
      { numRuns: 150 },
    );
  });

  it('tells labels, directions and multiplicities apart', () => {
    const base = canonicalGraphKey(graph([0, 1], [[0, 1, 1]]));
    expect(canonicalGraphKey(graph([0, 2], [[0, 1, 1]]))).not.toBe(base);
    expect(canonicalGraphKey(graph([0, 1], [[1, 0, 1]]))).not.toBe(base);
    expect(canonicalGraphKey(graph([0, 1], [[0, 1, 2]]))).not.toBe(base);
    expect(canonicalGraphKey(graph([0, 1], []))).not.toBe(base);
  });

  it('tells graphs apart that neighbourhood colours can not: two triangles and a hexagon', () => {
    const ring = (nodes: readonly number[]): Edge[] =>
      nodes.map((node, index): Edge => [node, nodes[(index + 1) % nodes.length]!, 1]);
    const labels = [0, 0, 0, 0, 0, 0];
    const triangles = graph(labels, [...ring([0, 1, 2]), ...ring([3, 4, 5])]);
    const hexagon = graph(labels, ring([0, 1, 2, 3, 4, 5]));
    expect(canonicalGraphKey(triangles)).not.toBe(canonicalGraphKey(hexagon));
  });

  it('is quick for the empty graph, for twins, and for symmetric parts that are none', () => {
    expect(canonicalGraphKey(graph([], []))).toBe('0::');
    const twins = graph(
      Array.from({ length: 300 }, () => 0),
      Array.from({ length: 298 }, (_, node): Edge[] => [
        [0, node + 1, 1],
        [node + 1, 299, 1],
      ]).flat(),
    );
    const chains = graph(
      Array.from({ length: 122 }, () => 0),
      Array.from({ length: 40 }, (_, index): Edge[] => [
        [120, 3 * index, 1],
        [3 * index, 3 * index + 1, 1],
        [3 * index + 1, 3 * index + 2, 1],
        [3 * index + 2, 121, 1],
      ]).flat(),
    );
    canonicalGraphKey(twins);
    const key = canonicalGraphKey(chains);
    const order = chains.labels.map((_, node) => (node * 37) % 122);
    expect(canonicalGraphKey(renamed(chains, order))).toBe(key);
  });
});
