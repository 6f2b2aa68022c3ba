import { describe, expect, it } from 'vitest';
import { applyTextEdits } from '../../../src/core/spec/edit/textEdit';
import { neighbourEdits } from '../../../src/service/edits/neighbourEdits';
import { cellFile, darts, nb101, nb101Json, nb201 } from '../support/cellFile';

/** What the text of the first cell becomes for its neighbours of this kind. */
function edited(text: string, kind: string, cell = 0): string[] {
  const file = cellFile(text);
  const entry = file.parsed.cells[cell];
  const { space } = file.parsed;
  if (!entry?.architecture || !space) throw new Error('no cell');
  return space
    .neighbours(entry.architecture)
    .filter(({ edit }) => edit.kind === kind)
    .map((neighbour) => {
      const edits = neighbourEdits(file, entry, neighbour);
      expect(edits).toBeDefined();
      return applyTextEdits(text, edits ?? []);
    });
}

const changedCharacters = (before: string, after: string): number => Math.abs(before.length - after.length);

describe('neighbourEdits', () => {
  it('changes one token for another operation', () => {
    const results = edited(nb201, 'set-operation');
    expect(results.length).toBe(24);
    expect(results).toContain(nb201.replace('0 -> 2: none', '0 -> 2: nor_conv_3x3'));
    const inString = edited(nb201, 'set-operation', 1);
    expect(inString).toContain(nb201.replace('|none~0', '|nor_conv_3x3~0'));
  });

  it('takes an input out of its list and puts one in, comments kept', () => {
    const text = nb101.replace('b: {', '# about b\n      b: {').replace('input] }', 'input] } # end');
    expect(edited(text, 'remove-edge')).toContain(text.replace('[a, input] }', '[a] }'));
    expect(edited(text, 'add-edge')).toContain(text.replace('inputs: [b]', 'inputs: [b, a]'));
    expect(edited(text, 'add-edge')).toContain(text.replace('inputs: [b]', 'inputs: [b, input]'));
  });

  it('does the same in JSON', () => {
    expect(edited(nb101Json, 'remove-edge')).toContain(nb101Json.replace('["a", "input"]', '["a"]'));
    expect(edited(nb101Json, 'add-edge')).toContain(nb101Json.replace('["b"]', '["b", "a"]'));
  });

  it('flips one digit of a matrix', () => {
    const text = `{"space": "nas-bench-101", "cells": {"m": {
  "module_adjacency": [[0, 1, 1, 0], [0, 0, 1, 1], [0, 0, 0, 1], [0, 0, 0, 0]], // as published
  "module_operations": ["input", "conv3x3-bn-relu", "maxpool3x3", "output"]}}}`;
    for (const kind of ['remove-edge', 'add-edge']) {
      for (const result of edited(text, kind)) {
        expect(changedCharacters(text, result)).toBe(0);
        expect(result).toContain('// as published');
      }
    }
  });

  it('changes an input of a DARTS operation', () => {
    expect(edited(darts, 'set-input')).toContain(darts.replace('[dil_conv_3x3, 2]', '[dil_conv_3x3, 3]'));
  });

  it('writes compact cells anew', () => {
    const text = 'space: nas-bench-101\ncells:\n  c:\n    arch: "111011:02" # compact\n';
    expect(cellFile(text).parsed.cells[0]?.valid).toBe(true);
    expect(edited(text, 'remove-edge').length).toBeGreaterThan(0);
    expect(edited(text, 'set-operation')).toContain(text.replace(':02', ':12'));
  });
});
