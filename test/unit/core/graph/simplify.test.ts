import { describe, expect, it } from 'vitest';
import { graphKey, simplifyGraph } from '../../../../src/core/graph/simplify';
import { parseArchString } from '../../../../src/core/spaces/nasBench201/archString';
import { nasBench201 } from '../../../../src/core/spaces/nasBench201/nasBench201';
import { randomCells } from '../../../support/graphs';

const simplified = (text: string): ReturnType<typeof simplifyGraph> =>
  simplifyGraph(nasBench201.toGraph(parseArchString(text)!).graph, nasBench201.vocabulary);
const names = ({ operations }: { operations: readonly number[] }): string[] =>
  operations.map((operation) => nasBench201.vocabulary[operation]!.name);

describe('simplifyGraph', () => {
  it('removes dead parts and replaces identities by edges', () => {
    const graph = simplified('|nor_conv_3x3~0|+|none~0|none~1|+|skip_connect~0|skip_connect~1|avg_pool_3x3~2|');
    expect(names(graph).sort()).toEqual(['input', 'nor_conv_3x3', 'output']);
    expect(graph.edges.length).toBe(3);
  });

  it('repeats an edge for parallel identities', () => {
    const graph = simplified('|skip_connect~0|+|none~0|none~1|+|skip_connect~0|skip_connect~1|none~2|');
    expect(names(graph)).toEqual(['input', 'output']);
    expect(graph.edges).toEqual([
      [0, 1],
      [0, 1],
    ]);
  });

  it('gives the same graph twice as once, and one key to one function', () => {
    for (const graph of randomCells(200)) {
      const once = simplifyGraph(graph, nasBench201.vocabulary);
      expect(graphKey(simplifyGraph(once, nasBench201.vocabulary))).toBe(graphKey(once));
    }
    // the same convolution behind a skip connection on the way in or none
    const direct = simplified('|none~0|+|none~0|none~1|+|nor_conv_3x3~0|none~1|none~2|');
    const behind = simplified('|skip_connect~0|+|none~0|none~1|+|none~0|nor_conv_3x3~1|none~2|');
    expect(graphKey(direct)).toBe(graphKey(behind));
  });
});
