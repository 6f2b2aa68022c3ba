import { describe, expect, it } from 'vitest';
import { createPathMeans } from '../../../../src/core/features/pathMeans';
import { parseArchString } from '../../../../src/core/spaces/nasBench201/archString';
import { nasBench201 } from '../../../../src/core/spaces/nasBench201/nasBench201';

const { names, compute } = createPathMeans(nasBench201);

function meansOf(arch: string): Record<string, number> {
  const values = compute(nasBench201.toGraph(parseArchString(arch)!).graph);
  expect(values).toHaveLength(names.length);
  return Object.fromEntries(names.map((name, i) => [name, values[i]!]));
}

describe('createPathMeans', () => {
  it('averages over paths', () => {
    // three paths: 3x3, skip, pooling; 1x1, pooling; skip
    const means = meansOf('|nor_conv_3x3~0|+|nor_conv_1x1~0|skip_connect~1|+|skip_connect~0|none~1|avg_pool_3x3~2|');
    expect(means['mean:{nor_conv_3x3}']).toBeCloseTo(1 / 3, 12);
    expect(means['mean:{avg_pool_3x3}']).toBeCloseTo(2 / 3, 12);
    expect(means['share:{skip_connect}']).toBeCloseTo(2 / 3, 12);
    expect(means['mean:{skip_connect, nor_conv_1x1, nor_conv_3x3, avg_pool_3x3}']).toBeCloseTo(2, 12);
    expect(means['deviation:{skip_connect, nor_conv_1x1, nor_conv_3x3, avg_pool_3x3}']).toBeCloseTo(
      Math.sqrt((1 + 0 + 1) / 3),
      12,
    );
    expect(means['share:{nor_conv_1x1, nor_conv_3x3}']).toBeCloseTo(2 / 3, 12);
  });

  it('is zero without a path', () => {
    const means = meansOf('|nor_conv_3x3~0|+|none~0|none~1|+|none~0|none~1|none~2|');
    expect(Object.values(means).every((value) => value === 0)).toBe(true);
  });
});
