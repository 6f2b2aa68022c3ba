import { describe, expect, it } from 'vitest';
import { TextDocumentEdit, type TextEdit } from 'vscode-languageserver-types';
import { gainActions, neighbourRequests } from '../../../src/service/actions/gainActions';
import type { ServiceDependencies } from '../../../src/service/serviceTypes';
import {
  applied,
  cellFile,
  dependencies,
  nb101,
  nb201,
  predicted,
  scoreByConvolutions,
  targetPrediction,
} from '../support/cellFile';

function gains(text: string, services: ServiceDependencies): { title: string; text: string }[] {
  const file = cellFile(text);
  const [entry] = file.parsed.cells;
  if (!entry) throw new Error('no cell');
  return gainActions(file, entry, services).map(({ title, edit }) => {
    const [change] = edit?.documentChanges ?? [];
    const edits = change && TextDocumentEdit.is(change) ? change.edits : [];
    return { title, text: applied(file, edits as TextEdit[]) };
  });
}

describe('gainActions', () => {
  it('offers the edits with the largest gain, best first, as small edits', () => {
    const services = dependencies({
      scoreOf: (cell) => {
        const score = scoreByConvolutions(cell);
        // An operation that is best of all, on one edge.
        const isPooled = cell.architecture.parts[0]?.cell.edges[1]?.operation === 'avg_pool_3x3';
        return isPooled ? predicted(targetPrediction(95, 0.2)) : score;
      },
    });
    const found = gains(nb201, services);
    expect(found.length).toBe(3);
    expect(found[0]).toEqual({
      title: 'avg_pool_3x3 on 0 -> 2: +3.5, to 95.0 % CIFAR-10 (94.8-95.2)',
      text: nb201.replace('0 -> 2: none', '0 -> 2: avg_pool_3x3'),
    });
    expect(found[1]?.title).toContain('+0.5, to 92.0 %');
  });

  it('offers no ties and nothing worse', () => {
    const scoreOf = () => predicted(targetPrediction(93 + Math.random() / 100));
    expect(gains(nb201, dependencies({ scoreOf }))).toEqual([]);
  });

  it('knows targets of which less is better', () => {
    const latency = { name: 'latency', title: 'GPU', unit: 'ms', higherIsBetter: false };
    const services = dependencies({
      scoreOf: ({ architecture, space }) =>
        predicted(targetPrediction((space.cost(architecture).parameters ?? 0) / 1e5, 0.001, { target: latency })),
    });
    const [best] = gains(nb201, services);
    expect(best?.title).toMatch(/^(none|skip_connect|avg_pool_3x3) on .*: -\d/);
  });

  it('adds and removes edges where operations stand on nodes', () => {
    const services = dependencies({
      scoreOf: ({ architecture }) =>
        predicted(targetPrediction(90 + (architecture.parts[0]?.cell.edges.length ?? 0), 0.2)),
    });
    const found = gains(nb101, services);
    expect(found[0]?.title).toMatch(/^add .* -> .*: \+1\.0, to 95\.0 %/);
    expect(found.map(({ text }) => cellFile(text).parsed.cells[0]?.valid)).toEqual(found.map(() => true));
  });

  it('offers each architecture once', () => {
    const found = gains(nb201, dependencies({ scoreOf: scoreByConvolutions, settings: { maxSuggestions: 24 } }));
    const keys = found.map(({ text }) => {
      const { space, cells } = cellFile(text).parsed;
      const architecture = cells[0]?.architecture;
      return architecture && space?.canonicalKey(architecture);
    });
    expect(new Set(keys).size).toBe(keys.length);
  });

  it('is silent without a prediction, a number or a wish', () => {
    expect(gains(nb201, dependencies())).toEqual([]);
    expect(gains(nb201, dependencies({ scoreOf: () => ({ kind: 'none', reason: 'x' }) }))).toEqual([]);
    expect(gains(nb201, dependencies({ scoreOf: scoreByConvolutions, settings: { maxSuggestions: 0 } }))).toEqual([]);
    expect(gains(nb201.replace('none', 'nono'), dependencies({ scoreOf: scoreByConvolutions }))).toEqual([]);
  });
});

describe('neighbourRequests', () => {
  it('asks for the cell and for all its neighbours', () => {
    const file = cellFile(nb201);
    const [entry] = file.parsed.cells;
    expect(entry && neighbourRequests(file, entry).length).toBe(25);
  });

  it('asks for nothing outside the space', () => {
    const file = cellFile(nb201.replace('none', 'nono'));
    const [entry] = file.parsed.cells;
    expect(entry && neighbourRequests(file, entry)).toEqual([]);
  });
});
