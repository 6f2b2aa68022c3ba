import { DiagnosticSeverity, DiagnosticTag } from 'vscode-languageserver-types';
import { describe, expect, it } from 'vitest';
import { problemCodes } from '../../src/core/spec/problemCodes';
import { diagnostics } from '../../src/service/diagnostics';
import { cellFile, dependencies, nb101, nb201, textOf } from './support/cellFile';

describe('diagnostics', () => {
  it('is silent on good cells and when switched off', () => {
    expect(diagnostics(cellFile(nb201), dependencies())).toEqual([]);
    const off = dependencies({ settings: { diagnostics: { enabled: false } } });
    expect(diagnostics(cellFile(nb201.replace('none', 'nonee')), off)).toEqual([]);
  });

  it('underlines exactly the wrong operation and says what was meant', () => {
    const file = cellFile(nb201.replace('nor_conv_3x3\n', 'nor_conv_3x4\n'));
    const [first] = diagnostics(file, dependencies());
    expect(first).toMatchObject({ code: 'unknown-operation', severity: DiagnosticSeverity.Error, source: 'flowcell' });
    expect(first && textOf(file, first.range)).toBe('nor_conv_3x4');
  });

  it('fades dead parts', () => {
    const file = cellFile(
      nb201.replace('1 -> 3: nor_conv_3x3', '1 -> 3: none').replace('2 -> 3: avg_pool_3x3', '2 -> 3: none'),
    );
    const found = diagnostics(file, dependencies()).filter(({ tags }) => tags?.includes(DiagnosticTag.Unnecessary));
    expect(found.map(({ range }) => textOf(file, range))).toContain('nor_conv_3x3');
  });

  it('points at the first of two equal cells', () => {
    const second = nb101.slice(nb101.indexOf('  chain')).replace('chain', 'again');
    const file = cellFile(nb101 + second);
    const found = diagnostics(file, dependencies()).find(({ code }) => code === 'duplicate-cell');
    expect(found && textOf(file, found.range)).toBe('again');
    const related = found?.relatedInformation?.[0];
    expect(related && textOf(file, related.location.range)).toBe('chain');
  });

  it('leads to what is written about it', () => {
    const file = cellFile(nb201.replace('nor_conv_3x3\n', 'nor_conv_3x4\n'));
    const pageOf = (code: string): string => `file:///docs/diagnostics.md#${code}`;
    const [found] = diagnostics(file, { ...dependencies(), pageOf });
    expect(found?.codeDescription?.href).toBe('file:///docs/diagnostics.md#unknown-operation');
    expect(diagnostics(file, dependencies())[0]).not.toHaveProperty('codeDescription');
  });

  it('leaves faults of JSON and YAML themselves to what checks these languages', () => {
    const repeated = '{"space": "darts", "cells": {"a": {"genotype": "x"}, "a": {}}}';
    const broken = '{"space": "darts", "cells": {"a": {"genotype" "x"}}}';
    const codes = (text: string, elsewhere: boolean): unknown[] =>
      diagnostics(cellFile(text), { ...dependencies(), isCheckedElsewhere: () => elsewhere }).map(({ code }) => code);
    expect(codes(repeated, false)).toContain('duplicate-name');
    expect(codes(repeated, true)).not.toContain('duplicate-name');
    expect(codes(broken, false)).toContain('syntax');
    expect(codes(broken, true)).not.toContain('syntax');
    // Two cells of a list may have the same name as far as the language is concerned.
    const listed = '{"space": "nas-bench-101", "cells": [{"name": "a", "arch": "1:"}, {"name": "a", "arch": "11:0"}]}';
    expect(codes(listed, true)).toContain('duplicate-name');
  });

  it('has codes from the list only', () => {
    const broken = ['space: x\ncells: 3', '{"cells": [', 'cells:\n  a: {arch: 7}', nb201.replace(/nor/g, 'n'), ''];
    for (const text of broken) {
      for (const { code } of diagnostics(cellFile(text), dependencies()))
        expect(Object.keys(problemCodes)).toContain(code);
    }
  });
});
