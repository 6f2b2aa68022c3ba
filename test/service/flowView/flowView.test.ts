import { describe, expect, it } from 'vitest';
import type { FlowView } from '../../../src/core/explain/flowView';
import { isFlowParams, isFlowView } from '../../../src/protocol/flowView';
import { flowRequests, flowView } from '../../../src/service/flowView/flowView';
import type { ScoreLookup } from '../../../src/service/serviceTypes';
import { cellFile, dependencies, predicted, targetPrediction, textOf } from '../support/cellFile';

const text = `space: nas-bench-201
cells:
  first:
    edges:
      0 -> 1: nor_conv_3x3
      0 -> 2: none
      1 -> 2: skip_connect
      0 -> 3: nor_conv_3x3
      1 -> 3: nor_conv_3x3
      2 -> 3: avg_pool_3x3
  second:
    arch: "|nor_conv_3x3~0|+|none~0|skip_connect~1|+|skip_connect~0|nor_conv_3x3~1|avg_pool_3x3~2|"
  broken:
    edges:
      0 -> 1: nor_conv_3x3
`;
const file = cellFile(text);

/** More convolutions are better. */
const byConvolutions: ScoreLookup = ({ architecture }) => {
  const edges = architecture.parts.flatMap(({ cell }) => cell.edges);
  return predicted(targetPrediction(85 + 3 * edges.filter(({ operation }) => operation === 'nor_conv_3x3').length));
};
const scored = { ...dependencies(), scoreOf: byConvolutions };
const overTheWire = (view: FlowView): unknown => JSON.parse(JSON.stringify(view));

describe('flowView', () => {
  it('shows the first cell where none is named, with the ranges of its places', () => {
    const view = flowView(file, { importance: false }, dependencies());
    expect(view.cells.map(({ name }) => name)).toEqual(['first', 'second', 'broken']);
    expect(view.cell?.name).toBe('first');
    const convolution = view.cell!.diagram.parts[0]!.vertices.find(({ title }) => title === '0 -> 1')!;
    const texts = convolution.sources.map(({ role, range }) => [role, textOf(file, range)]);
    expect(texts).toContainEqual(['operation', 'nor_conv_3x3']);
    expect(texts).toContainEqual(['whole', '0 -> 1: nor_conv_3x3']);
    expect(view.cell!.numbers.kind).toBe('pending');
  });

  it('judges every operation when that is asked for and known', () => {
    const { cell } = flowView(file, { cell: 'first', importance: true }, scored);
    expect(cell!.numbers.kind).toBe('predicted');
    expect(cell!.importance.kind).toBe('judged');
    const verdicts =
      cell!.importance.kind === 'judged' ? cell!.importance.judgements.map(({ verdict }) => verdict) : [];
    expect(verdicts).toEqual(['critical', 'redundant', 'critical', 'critical', 'redundant']);
    expect(flowView(file, { importance: true }, dependencies()).cell!.importance.kind).toBe('pending');
  });

  it('asks for the listed cells, and for what is left without each place', () => {
    expect(flowRequests(file, { importance: false })).toMatchObject({ ablated: [] });
    const { cells, ablated } = flowRequests(file, { cell: 'first', other: 'second', importance: true });
    expect(cells).toHaveLength(2);
    expect(ablated).toHaveLength(5 + 5);
    const again = flowRequests(file, { cell: 'first', importance: true });
    expect(again.ablated[0]!.architecture).toBe(ablated[0]!.architecture);
  });

  it('draws a cell that is no member of its space, and says why it has no number', () => {
    const { cell } = flowView(file, { cell: 'broken', importance: true }, scored);
    expect(cell!.numbers).toMatchObject({ kind: 'outside' });
    expect(cell!.diagram.parts[0]!.vertices.length).toBeGreaterThan(1);
  });

  it('shows nothing of a file without a space', () => {
    expect(flowView(cellFile('cells: {}'), { importance: true }, dependencies()).cell).toBeUndefined();
  });

  it('survives the way to the view, and nothing malformed does', () => {
    const view = flowView(file, { cell: 'first', other: 'second', importance: true }, scored);
    expect(isFlowView(overTheWire(view))).toBe(true);
    const corruptions: ((view: Record<string, never>) => void)[] = [
      (view) => Object.assign(view, { uri: 3 }),
      (view) => Object.assign(view, { cells: [{}] }),
      (view) => Object.assign(view['cell'] ?? {}, { numbers: { kind: 'predicted' } }),
      (view) => Object.assign(view['cell']!['diagram']['parts'][0]['links'][0], { from: 'nowhere' }),
      (view) => Object.assign(view['cell']!['diagram']['parts'][0]['vertices'][0], { kind: '<b>' }),
      (view) => Object.assign(view['cell']!['diagram']['parts'][0]['vertices'][0], { flow: { forward: null } }),
      (view) => Object.assign(view['other']!['importance']['judgements'][0], { verdict: 'fatal' }),
      (view) => Object.assign(view, { format: {} }),
    ];
    for (const corrupt of corruptions) {
      const copy = overTheWire(view) as Record<string, never>;
      corrupt(copy);
      expect(isFlowView(copy)).toBe(false);
    }
    for (const value of [null, undefined, 1, 'view', [], {}]) expect(isFlowView(value)).toBe(false);
    expect(isFlowParams({ uri: 'a', importance: true })).toBe(true);
    expect(isFlowParams({ uri: 'a', cell: 1, importance: true })).toBe(false);
  });
});
