import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { INPUT, OPERATION, OUTPUT, type FeatureGraph } from '../../../../src/core/features/featureGraph';
import { pathFeatureNames, pathFeatures } from '../../../../src/core/features/pathFeatures';

const LIMIT = 50;

/** A graph of nodes in topological order: node 0 the input, the last one the output, `operations` those between. */
function graphOf(operations: readonly number[], edges: readonly (readonly [number, number])[]): FeatureGraph {
  const nodes = operations.length + 2;
  const before = Array.from({ length: nodes }, (_, node) =>
    edges.filter(([, to]) => to === node).map(([from]) => from),
  );
  const starts = [0];
  before.forEach((sources) => starts.push(starts.at(-1)! + sources.length));
  return {
    operations: Int32Array.of(0, ...operations, 1),
    roles: Uint8Array.of(INPUT, ...operations.map(() => OPERATION), OUTPUT),
    starts: Int32Array.from(starts),
    before: Int32Array.from(before.flat()),
  };
}

function features(graph: FeatureGraph, subset: readonly number[]): Record<string, number> {
  const target = new Float64Array(pathFeatureNames.length + 2).fill(-9);
  const contains = Uint8Array.from({ length: 10 }, (_, operation) => (subset.includes(operation) ? 1 : 0));
  pathFeatures(graph, contains, LIMIT, target, 1);
  expect([target[0], target.at(-1)]).toEqual([-9, -9]);
  return Object.fromEntries(pathFeatureNames.map((name, i) => [name, target[i + 1]!]));
}

describe('pathFeatures', () => {
  // input -> 2 -> 3 -> output, input -> 3' -> output, input -> output
  const graph = graphOf(
    [2, 3, 3],
    [
      [0, 1],
      [1, 2],
      [2, 4],
      [0, 3],
      [3, 4],
      [0, 4],
    ],
  );

  it('describes all operations', () => {
    expect(features(graph, [2, 3])).toEqual({
      shortest: 0,
      longest: 2,
      paths: 2,
      fewest: 0,
      most: 2,
      'after-input': 2,
      'before-output': 2,
      links: 1,
    });
  });

  it('walks through operations of the subset only', () => {
    expect(features(graph, [3])).toEqual({
      shortest: 0,
      longest: 1,
      paths: Math.log2(3),
      fewest: 0,
      most: 1,
      'after-input': 1,
      'before-output': 2,
      links: 0,
    });
    const chain = graphOf(
      [2, 3],
      [
        [0, 1],
        [1, 2],
        [2, 3],
      ],
    );
    expect(features(chain, [2])).toEqual({
      shortest: LIMIT,
      longest: -1,
      paths: 0,
      fewest: 1,
      most: 1,
      'after-input': 1,
      'before-output': 0,
      links: 0,
    });
  });

  it('says that there is no path at all', () => {
    expect(features(graphOf([], []), [2])).toEqual({
      shortest: LIMIT,
      longest: -1,
      paths: 0,
      fewest: LIMIT,
      most: -1,
      'after-input': 0,
      'before-output': 0,
      links: 0,
    });
  });

  it('agrees with walking every path', () => {
    const anyGraph = fc
      .integer({ min: 0, max: 5 })
      .chain((inner) =>
        fc.tuple(
          fc.array(fc.integer({ min: 2, max: 4 }), { minLength: inner, maxLength: inner }),
          fc.array(fc.boolean(), { minLength: (inner + 2) ** 2, maxLength: (inner + 2) ** 2 }),
        ),
      );
    fc.assert(
      fc.property(anyGraph, fc.subarray([2, 3, 4]), ([operations, bits], subset) => {
        const nodes = operations.length + 2;
        const edges: [number, number][] = [];
        for (let from = 0; from < nodes - 1; from++) {
          for (let to = Math.max(1, from + 1); to < nodes; to++) {
            if (bits[from * nodes + to]) {
              edges.push([from, to]);
            }
          }
        }
        const paths: number[][] = [];
        const walk = (path: number[]): void => {
          const last = path.at(-1)!;
          if (last === nodes - 1) {
            paths.push(path.slice(1, -1).map((node) => operations[node - 1]!));
            return;
          }
          edges.filter(([from]) => from === last).forEach(([, to]) => walk([...path, to]));
        };
        walk([0]);
        const restricted = paths.filter((path) => path.every((operation) => subset.includes(operation)));
        const lengths = restricted.map((path) => path.length);
        const counts = paths.map((path) => path.filter((operation) => subset.includes(operation)).length);
        expect(features(graphOf(operations, edges), subset)).toMatchObject({
          shortest: Math.min(LIMIT, ...lengths),
          longest: Math.max(-1, ...lengths),
          paths: Math.log2(1 + restricted.length),
          fewest: Math.min(LIMIT, ...counts),
          most: Math.max(-1, ...counts),
        });
      }),
    );
  });
});
