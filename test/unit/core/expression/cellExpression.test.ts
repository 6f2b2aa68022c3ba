import { describe, expect, it } from 'vitest';
import { cellExpression, nasBench101Convention } from '../../../../src/core/expression/cellExpression';
import { expressionKey, mergeEqualSources } from '../../../../src/core/expression/equalSources';
import { nasBench101 } from '../../../../src/core/spaces/nasBench101/nasBench101';
import { parseCompactCell } from '../../../../src/core/spaces/nasBench101/compactString';
import { nasBench201Architecture } from '../../../../src/core/spaces/nasBench201/archString';
import { nasBench201 } from '../../../../src/core/spaces/nasBench201/nasBench201';

const names: Readonly<Record<string, string>> = {
  '.': 'none',
  s: 'skip_connect',
  1: 'nor_conv_1x1',
  3: 'nor_conv_3x3',
  p: 'avg_pool_3x3',
};

/** The expression of six edges in the order of the architecture string, a letter each. */
const expressionOf = (edges: string) =>
  cellExpression(
    nasBench201.toGraph(nasBench201Architecture([...edges].map((letter) => names[letter]!))).graph,
    nasBench201.vocabulary,
  );
const keyOf = (edges: string) => expressionKey(mergeEqualSources(expressionOf(edges)));

describe('cellExpression', () => {
  it('adds paths that carry the same value', () => {
    // skip directly, skip over node 1, pooling over node 2
    const { sources, outputs } = expressionOf('sp.ssp');
    expect(sources).toEqual([]);
    expect(outputs).toEqual([
      {
        share: 1,
        form: [
          { source: 0, smoothings: 0, factor: 2 },
          { source: 0, smoothings: 2, factor: 1 },
        ],
      },
    ]);
  });

  it('gives every convolution weights of its own', () => {
    const { sources, outputs } = expressionOf('s..33.');
    expect(sources).toHaveLength(2);
    expect(outputs[0]!.form.map(({ source, factor }) => [source, factor])).toEqual([
      [1, 1],
      [2, 1],
    ]);
  });

  it('leaves the scale of a normalised input out', () => {
    // node 2 is twice the input
    expect(expressionOf('sss..1').sources).toEqual([{ taps: 1, input: [{ source: 0, smoothings: 0, factor: 1 }] }]);
  });

  it('has no output where nothing arrives', () => {
    expect(expressionOf('3.....')).toEqual({ sources: [], outputs: [] });
  });
});

describe('cellExpression of NAS-Bench-101', () => {
  it('projects the input for each reader and shares the output between nodes', () => {
    // input -> 3x3 -> output, input -> pooling -> output, input -> output
    const architecture = parseCompactCell('111' + '01' + '1', '02')!;
    const { graph } = nasBench101.toGraph(architecture);
    const { sources, outputs } = cellExpression(graph, nasBench101.vocabulary, nasBench101Convention);
    expect(sources.filter(({ taps }) => taps === 1)).toHaveLength(3);
    expect(sources.filter(({ taps }) => taps === 3)).toHaveLength(1);
    expect(outputs.map(({ share }) => share).sort()).toEqual([0.5, 0.5, 1]);
    const pooled = outputs.flatMap(({ form }) => form).filter(({ smoothings }) => smoothings === 1);
    expect(pooled.map(({ factor }) => factor)).toEqual([1.15]);
  });
});

describe('mergeEqualSources', () => {
  it('counts equal convolutions', () => {
    const { sources, outputs } = mergeEqualSources(expressionOf('s..33.'));
    expect(sources).toHaveLength(1);
    expect(outputs[0]!.form).toEqual([{ source: 1, smoothings: 0, factor: 2 }]);
  });

  it('gives one text to cells that compute the same', () => {
    expect(keyOf('3....s')).toBe(keyOf('......'));
    expect(keyOf('3...s.')).toBe(keyOf('.3...s'));
    expect(keyOf('3...s.')).toBe(keyOf('...3..'));
    expect(keyOf('3...1.')).not.toBe(keyOf('1...3.'));
    expect(keyOf('p...3.')).not.toBe(keyOf('3...p.'));
  });
});
