import { describe, expect, it } from 'vitest';
import { codeLenses } from '../../src/service/codeLens';
import { defaultServiceSettings } from '../../src/service/serviceTypes';
import {
  cellFile,
  dependencies,
  nb101,
  nb201,
  predicted,
  scoreByConvolutions,
  targetPrediction,
  textOf,
  uri,
} from './support/cellFile';

const titles = (...args: Parameters<typeof codeLenses>): string[] =>
  codeLenses(...args)
    .filter((_, index) => index % 3 === 0)
    .map(({ command }) => command?.title ?? '');

describe('codeLenses', () => {
  it('says prediction, range, percentile and parameters above each cell', () => {
    const file = cellFile(nb201);
    const scoreOf = () => predicted(targetPrediction(93.83, 0.35));
    expect(titles(file, undefined, dependencies({ scoreOf }))[0]).toBe(
      '93.8 % CIFAR-10 (93.5-94.2) · top 1.2 % of nas-bench-201 · 0.80 M params',
    );
  });

  it('stands at the name of the cell and offers Show Flow and Compare', () => {
    const file = cellFile(nb201);
    const lenses = codeLenses(file, undefined, dependencies());
    expect(lenses.map(({ range }) => textOf(file, range))).toEqual([
      'candidate',
      'candidate',
      'candidate',
      'one-line',
      'one-line',
      'one-line',
    ]);
    expect(lenses.slice(1, 3).map(({ command }) => command)).toEqual([
      { title: 'Show Flow', command: 'flowcell.showFlow', arguments: [{ uri, cell: 'candidate' }] },
      { title: 'Compare', command: 'flowcell.compareCells', arguments: [{ uri, cell: 'candidate' }] },
    ]);
  });

  it('has as many lenses while predictions are pending', () => {
    const file = cellFile(nb201);
    const pending = codeLenses(file, undefined, dependencies({ scoreOf: () => 'pending' }));
    const done = codeLenses(file, undefined, dependencies({ scoreOf: scoreByConvolutions }));
    expect(pending.length).toBe(done.length);
    expect(pending[0]?.command?.title).toBe('... · 0.80 M params');
  });

  it('gives the reason where a cell is outside its space', () => {
    const file = cellFile(
      nb201.replace('0 -> 2: none', '0 -> 2: nor_conv_7x7').replace('1 -> 2: skip', '1 -> 2: skop'),
    );
    expect(titles(file, undefined, dependencies({ scoreOf: scoreByConvolutions }))[0]).toMatch(
      /^outside nas-bench-201: .*nor_conv_7x7.*\(and 1 more\)$/,
    );
  });

  it('gives the reason where the definition of a space in the file has an error', () => {
    const inline = 'space: { placement: nod, nodes: 2, operations: [a] }\ncells:\n  c: { nodes: {} }\n';
    expect(titles(cellFile(inline), undefined, dependencies())[0]).toBe('no prediction: expected one of node, edge');
    const misspelt = cellFile('{"spaces": "x", "cells": {"c": {"foo": 1}}}');
    expect(titles(misspelt, undefined, dependencies())[0]).toBe(
      'no prediction: "spaces" means nothing here; did you mean space?',
    );
  });

  it('draws no icons of what the file says', () => {
    const file = cellFile(nb201.replace('0 -> 2: none', '0 -> 2: $(error)'));
    expect(titles(file, undefined, dependencies())[0]).toMatch(/"\\\$\(error\)"/);
  });

  it('gives the reason where there is no space or no model', () => {
    const unknown = cellFile(nb201.replace('nas-bench-201', 'nas-bench-999'));
    expect(titles(unknown, undefined, dependencies())[0]).toMatch(/^no prediction: .*nas-bench-999/);
    const scoreOf = () => ({ kind: 'none', reason: 'no model for this space' }) as const;
    expect(titles(cellFile(nb201), undefined, dependencies({ scoreOf }))[0]).toBe(
      'no prediction: no model for this space · 0.80 M params',
    );
  });

  it('shows the change against the saved file, a tie where it is below the noise', () => {
    const saved = cellFile(nb201).parsed;
    const better = cellFile(nb201.replace('0 -> 2: none', '0 -> 2: nor_conv_3x3'));
    const scoreOf = scoreByConvolutions;
    expect(titles(better, undefined, dependencies({ scoreOf, saved }))[0]).toContain(' · +0.5 against saved');
    const sameValue = cellFile(nb201.replace('0 -> 2: none', '0 -> 2: skip_connect'));
    expect(titles(sameValue, undefined, dependencies({ scoreOf, saved }))[0]).toContain(' · tie with saved');
  });

  it('says nothing of a change where nothing changed, or where the saved cell had no number', () => {
    const known = predicted(targetPrediction(93));
    const same = dependencies({ scoreOf: () => known, saved: cellFile(nb201).parsed });
    expect(titles(cellFile(nb201), undefined, same)[0]).not.toContain('saved');
    const broken = cellFile(nb201.replace('0 -> 1: nor_conv_3x3', '0 -> 1: nothing')).parsed;
    const fixed = dependencies({ scoreOf: scoreByConvolutions, saved: broken });
    expect(titles(cellFile(nb201), undefined, fixed)[0]).not.toContain('saved');
  });

  it('shows the targets and columns that the settings name', () => {
    const latency = { name: 'latency', title: 'GPU', unit: 'ms', higherIsBetter: false };
    const scoreOf = () => predicted(targetPrediction(93.8), targetPrediction(3.2, 0.2, { target: latency }));
    const codeLens = { enabled: true, targets: ['latency', 'cifar10_test'], columns: ['flops'] as const };
    expect(titles(cellFile(nb201), undefined, dependencies({ scoreOf, settings: { codeLens } }))[0]).toBe(
      '3.2 ms GPU (3.0-3.4), 93.8 % CIFAR-10 (93.5-94.1) · 114 M FLOPs',
    );
  });

  it('is silent when it is switched off or cancelled', () => {
    const codeLens = { ...defaultServiceSettings.codeLens, enabled: false };
    expect(codeLenses(cellFile(nb201), undefined, dependencies({ settings: { codeLens } }))).toEqual([]);
    const cancelled = { isCancellationRequested: true };
    expect(codeLenses(cellFile(nb201), undefined, dependencies(), cancelled)).toEqual([]);
  });

  it('serves the last good parse at shifted places while the text is broken', () => {
    const good = cellFile(
      `{ "space": "nas-bench-101",\n"cells": {\n "one": {"arch": "1:"},\n "two": {"arch": "1:"} } }`,
    );
    expect(good.parsed.cells.length).toBe(2);
    const broken = cellFile(
      `{ "space": "nas-bench-101",\n// a new line\n"cells": {\n "one": {"arch": "1\n "two": {"arch": "1:"} } }`,
    );
    const lenses = codeLenses(broken, good, dependencies({ scoreOf: scoreByConvolutions }));
    expect(lenses.map(({ range }) => textOf(broken, range))).toEqual(['one', 'one', 'one', 'two', 'two', 'two']);
    expect(lenses[0]?.command?.title).toContain('90.0 %');
  });

  it('shows what it can where there is no good parse', () => {
    const broken = cellFile(`${nb101}  broken: [\n`);
    expect(() => codeLenses(broken, undefined, dependencies())).not.toThrow();
  });
});
