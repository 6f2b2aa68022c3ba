import { describe, expect, it } from 'vitest';
import { createGraphFeatures } from '../../../../src/core/features/graphFeatures';
import type { ArchitectureGraph } from '../../../../src/core/graph/graph';
import { RandomGenerator } from '../../../../src/core/random/random';
import { permutation } from '../../../../src/core/random/sampling';
import { darts } from '../../../../src/core/spaces/darts/darts';
import { nasBench101 } from '../../../../src/core/spaces/nasBench101/nasBench101';
import { parseArchString } from '../../../../src/core/spaces/nasBench201/archString';
import { nasBench201 } from '../../../../src/core/spaces/nasBench201/nasBench201';
import type { SearchSpace } from '../../../../src/core/spaces/space';
import { loadNasBench201 } from '../../../../scripts/tables/benchmarkTables';
import { benchmarkData, hasBenchmarkData } from '../../../support/benchmarkData';

const spaces: readonly SearchSpace[] = [nasBench101, nasBench201, darts];

function featuresOf(arch: string): Record<string, number> {
  const { names, compute } = createGraphFeatures(nasBench201);
  const architecture = parseArchString(arch)!;
  const values = compute(nasBench201.toGraph(architecture), nasBench201.cost(architecture));
  return Object.fromEntries(names.map((name, i) => [name, values[i]!]));
}

/** The same graph with its nodes in another order. */
function reordered({ operations, edges }: ArchitectureGraph, seed: number) {
  const order = permutation(RandomGenerator.fromSeed(seed), operations.length);
  const shuffled = new Array<number>(operations.length);
  operations.forEach((operation, node) => (shuffled[order[node]!] = operation));
  return {
    order,
    graph: { operations: shuffled, edges: edges.map(([from, to]) => [order[from]!, order[to]!] as const).reverse() },
  };
}

describe('createGraphFeatures', () => {
  it('describes a NAS-Bench-201 cell', () => {
    const features = featuresOf('|nor_conv_3x3~0|+|none~0|skip_connect~1|+|nor_conv_3x3~0|none~1|avg_pool_3x3~2|');
    expect(features).toMatchObject({
      'count:nor_conv_3x3': 2,
      'count:skip_connect': 1,
      'count:avg_pool_3x3': 1,
      'count:nor_conv_1x1': 0,
      operations: 4,
      edges: 6,
      width: 2,
      shortcut: 0,
      'shortest:{nor_conv_3x3}': 1,
      'longest:{nor_conv_3x3}': 1,
      'most:{nor_conv_3x3}': 1,
      'before-output:{nor_conv_3x3}': 1,
      'after-input:{nor_conv_3x3}': 2,
      'longest:{skip_connect, nor_conv_3x3, avg_pool_3x3}': 3,
      'paths:{skip_connect, nor_conv_3x3, avg_pool_3x3}': Math.log2(3),
    });
    expect(Math.expm1(features['log-parameters']!)).toBeGreaterThan(100_000);
  });

  it('does not look at what carries nothing', () => {
    const dead = featuresOf('|none~0|+|none~0|nor_conv_3x3~1|+|nor_conv_3x3~0|nor_conv_1x1~1|none~2|');
    const bare = featuresOf('|none~0|+|none~0|none~1|+|nor_conv_3x3~0|none~1|none~2|');
    const withoutCost = (features: Record<string, number>) =>
      Object.entries(features).filter(([name]) => !name.startsWith('log-'));
    expect(withoutCost(dead)).toEqual(withoutCost(bare));
    expect(bare).toMatchObject({ operations: 1, edges: 2 });
    const empty = featuresOf('|none~0|+|none~0|none~1|+|none~0|none~1|none~2|');
    expect(empty).toMatchObject({ operations: 0, edges: 0, 'longest:{nor_conv_3x3}': -1, 'fewest:{nor_conv_3x3}': 4 });
  });

  it('looks at both cells of a DARTS architecture', () => {
    const { names, compute } = createGraphFeatures(darts);
    const random = RandomGenerator.fromSeed(1);
    const architecture = darts.sample(() => random.uniform());
    const values = compute(darts.toGraph(architecture));
    architecture.parts.forEach(({ role, cell }) => {
      const used = (name: string) => cell.edges.filter(({ operation }) => operation === name).length;
      const counted = names.flatMap((name, i) =>
        name.startsWith(`${role}/count:`) ? [[name, values[i]!] as const] : [],
      );
      expect(counted.length).toBe(7);
      for (const [name, count] of counted) {
        expect(count).toBeLessThanOrEqual(used(name.split(':')[1]!));
      }
      expect(counted.reduce((sum, [, count]) => sum + count, 0)).toBe(8);
    });
  });

  it.each(spaces.map((space) => [space.name, space] as const))(
    'has distinct names and finite values, the same for every order of nodes: %s',
    (_, space) => {
      const { names, compute } = createGraphFeatures(space);
      expect(new Set(names).size).toBe(names.length);
      const random = RandomGenerator.fromSeed(2);
      for (let i = 0; i < 50; i++) {
        const architecture = space.sample(() => random.uniform());
        const { graph, origins } = space.toGraph(architecture);
        const values = compute({ graph, origins }, space.cost(architecture));
        expect(values).toHaveLength(names.length);
        expect(values.every(Number.isFinite)).toBe(true);
        const other = reordered(graph, i);
        const otherOrigins = [...origins];
        origins.forEach((origin, node) => (otherOrigins[other.order[node]!] = origin));
        expect(compute({ graph: other.graph, origins: otherOrigins }, space.cost(architecture))).toEqual(values);
      }
    },
  );

  it.skipIf(!hasBenchmarkData)('tells the functions of NAS-Bench-201 apart, all 15,625 cells in about a second', () => {
    const { architectures, canonical } = loadNasBench201(benchmarkData);
    const { names, compute } = createGraphFeatures(nasBench201);
    const encoded = architectures.map((arch) => nasBench201.toGraph(parseArchString(arch)!));
    const before = process.cpuUsage();
    const rows = encoded.map((input) => compute(input));
    const { user } = process.cpuUsage(before);
    // Of processor time, which does not depend on what else runs; 0.5 s where nothing else does.
    expect(user / 1e6).toBeLessThan(3);
    const distinct = new Set(rows.map((row) => row.join(',')));
    expect(distinct.size).toBeGreaterThan(0.85 * new Set(canonical).size);
    expect(rows[0]).toHaveLength(names.length);
  });
});
