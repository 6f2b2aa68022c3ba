import { describe, expect, it } from 'vitest';
import { convertAllCells, convertCell, conversionForms } from '../../../../../src/core/spec/edit/convertCell';
import { applyTextEdits } from '../../../../../src/core/spec/edit/textEdit';
import { parseCellDocument } from '../../../../../src/core/spec/parseCellDocument';
import type { FileLanguage } from '../../../../../src/core/spec/syntax/parseSyntax';

const LINE = '|nor_conv_3x3~0|+|none~0|skip_connect~1|+|nor_conv_3x3~0|nor_conv_3x3~1|avg_pool_3x3~2|';
const NORMAL =
  'sep_conv_3x3~0 sep_conv_3x3~1 sep_conv_3x3~0 sep_conv_3x3~1 sep_conv_3x3~1 skip_connect~0 skip_connect~0 dil_conv_3x3~2';
const REDUCE =
  'max_pool_3x3~0 max_pool_3x3~1 skip_connect~2 max_pool_3x3~1 max_pool_3x3~0 skip_connect~2 skip_connect~2 max_pool_3x3~1';

function converted(
  text: string,
  language: FileLanguage,
  cell: string,
  form: string,
): { text: string; losses: readonly string[] } {
  const conversion = convertCell(text, language, cell, form);
  if (conversion.kind === 'refused') throw new Error(conversion.reason);
  return { text: applyTextEdits(text, conversion.edits), losses: conversion.losses };
}

describe('converting a cell', () => {
  it('rewrites its form and leaves everything else as it is', () => {
    const text = `# cells of Monday
space: nas-bench-201
cells:
  a: # the first
    note: good
    edges:       # on edges
      0 -> 1: nor_conv_3x3   # heavy
      0 -> 2: none
      1 -> 2: skip_connect
      # then
      0 -> 3: nor_conv_3x3
      1 -> 3: nor_conv_3x3
      2 -> 3: avg_pool_3x3 # last
    tags: [x]
  b: "${LINE}" # unchanged
`;
    expect(converted(text, 'yaml', 'a', 'arch-string').text).toBe(`# cells of Monday
space: nas-bench-201
cells:
  a: # the first
    note: good
    # on edges
    # heavy
    # then
    # last
    arch: "${LINE}"
    tags: [x]
  b: "${LINE}" # unchanged
`);
  });

  it('makes a mapping of a bare line', () => {
    expect(converted(`space: nas-bench-201\ncells:\n  b: "${LINE}" # note\n`, 'yaml', 'b', 'edges').text)
      .toBe(`space: nas-bench-201
cells:
  b:
    edges:
      0 -> 1: nor_conv_3x3
      0 -> 2: none
      1 -> 2: skip_connect
      0 -> 3: nor_conv_3x3
      1 -> 3: nor_conv_3x3
      2 -> 3: avg_pool_3x3 # note
`);
    expect(converted(`space: nas-bench-201\ncells:\n  - "${LINE}"\n`, 'yaml', '1', 'edges').text).toMatch(
      /\n {2}- edges:\n {6}0 -> 1: nor/,
    );
    expect(converted(`{"space": "nas-bench-201", "cells": {"b": "${LINE}"}}`, 'json', 'b', 'edges').text).toContain(
      '"b": { "edges": { "0 -> 1": "nor_conv_3x3",',
    );
  });

  it('keeps the lines of JSON and its indentation', () => {
    const text = `{
    "space": "nas-bench-201",
    "cells": {
        "a": {
            "arch": "${LINE}", // line
            "note": 1
        }
    }
}
`;
    expect(converted(text, 'json', 'a', 'edges').text).toBe(`{
    "space": "nas-bench-201",
    "cells": {
        "a": {
            "edges": {
                "0 -> 1": "nor_conv_3x3",
                "0 -> 2": "none",
                "1 -> 2": "skip_connect",
                "0 -> 3": "nor_conv_3x3",
                "1 -> 3": "nor_conv_3x3",
                "2 -> 3": "avg_pool_3x3"
            }, // line
            "note": 1
        }
    }
}
`);
  });

  it('moves the keys of a form together and keeps foreign ones between them', () => {
    const text = `{"space": "nas-bench-101", "cells": {"a": {"adjacency": "101", "why": /* because */ 1, "ops": "0", "z": 2}}}`;
    expect(converted(text, 'json', 'a', 'nodes').text).toBe(
      '{"space": "nas-bench-101", "cells": {"a": {"nodes": { "1": { "op": "conv3x3-bn-relu", "inputs": ["input"] }, "output": { "inputs": [1] } }, "why": /* because */ 1, "z": 2}}}',
    );
    const block = `space: nas-bench-101\ncells:\n  a:\n    ops: "0" # digits\n    why: 1\n    adjacency: "101" # bits\n    z: 2\n`;
    expect(converted(block, 'yaml', 'a', 'nodes').text).toBe(
      `space: nas-bench-101\ncells:\n  a:\n    # digits\n    # bits\n    nodes:\n      1: { op: conv3x3-bn-relu, inputs: [input] }\n      output: { inputs: [1] }\n    why: 1\n    z: 2\n`,
    );
  });

  it('breaks lines as the file does', () => {
    const text = `space: nas-bench-201\r\ncells:\r\n  a:\r\n    arch: "${LINE}"\r\n`;
    expect(converted(text, 'yaml', 'a', 'edges').text.replaceAll('\r\n', '')).not.toContain('\n');
  });

  it('does nothing where the cell is in that form already', () => {
    const text = `space: nas-bench-201\ncells: {a: "${LINE}"}`;
    expect(convertCell(text, 'yaml', 'a', 'arch-string')).toMatchObject({ edits: [], losses: [] });
  });
});

describe('what a conversion loses', () => {
  it('is the names of nodes, where the new form numbers them', () => {
    const text = `space: nas-bench-101
cells:
  a:
    nodes:
      late: { op: maxpool3x3, inputs: [early] }
      early: { op: conv3x3-bn-relu, inputs: [input] }
      output: { inputs: [late] }
`;
    expect(converted(text, 'yaml', 'a', 'matrix').losses).toEqual([
      'the names of nodes: late, early',
      'the order in which the nodes are written',
    ]);
    expect(converted(text, 'yaml', 'a', 'compact').text).toContain('adjacency: "100101"\n    ops: "02"');
  });

  it('is what an author says inside of nodes, edges and parts', () => {
    const nodes = `space: nas-bench-101
cells:
  a:
    note: stays
    nodes:
      1: { op: maxpool3x3, inputs: [input], why: cheap }
      output: { inputs: [1], why: end, "see also": x }
`;
    const { text, losses } = converted(nodes, 'yaml', 'a', 'matrix');
    expect(losses).toEqual(['what its parts say under "why", "see also"']);
    expect(text).toContain('note: stays');
    const edges = `space: nas-bench-201\ncells:\n  a:\n    edges:\n      - { from: 0, to: 1, op: none, ms: 1 }\n${['0, 2', '1, 2', '0, 3', '1, 3', '2, 3'].map((ends) => `      - [${ends}, none]\n`).join('')}`;
    expect(converted(edges, 'yaml', 'a', 'arch-string').losses).toEqual(['what its parts say under "ms"']);
    const pairs = `space: darts\ncells:\n  a:\n    normal: ${NORMAL}\n    reduce: ${REDUCE}\n`;
    const parts = converted(pairs, 'yaml', 'a', 'edges').text.replace('    reduce:', '      from: paper\n    reduce:');
    expect(converted(parts, 'yaml', 'a', 'pairs').losses).toEqual(['what its parts say under "from"']);
  });

  it('is nothing else', () => {
    const text = `space: darts\ncells:\n  a:\n    normal: ${NORMAL}\n    reduce: ${REDUCE}\n`;
    for (const { id } of conversionForms(parseCellDocument(text, 'yaml').space!)) {
      expect(converted(text, 'yaml', 'a', id).losses).toEqual([]);
    }
  });
});

describe('converting is refused', () => {
  it.each([
    ['nobody', 'no such cell'],
    ['broken', 'has errors'],
    ['aliased', 'alias'],
  ])('for %s', (cell, reason) => {
    const text = `space: nas-bench-201\ncells:\n  a: &a { arch: "${LINE}" }\n  aliased: *a\n  broken: "|x~0|"\n`;
    expect(convertCell(text, 'yaml', cell, 'edges')).toMatchObject({
      kind: 'refused',
      reason: expect.stringContaining(reason) as string,
    });
  });

  it.each([
    // a second key of the same name, and a key that would be read instead of the new ones
    [
      'edges: { 0 -> 1: none, 0 -> 2: none, 1 -> 2: none, 0 -> 3: none, 1 -> 3: none, 2 -> 3: none }, arch: old',
      'nas-bench-201',
      'arch-string',
      'arch',
    ],
    ['nodes: { output: { inputs: [input] } }, ops: 12', 'nas-bench-101', 'matrix', 'ops'],
    ['nodes: { output: { inputs: [input] } }, adjacency: note', 'nas-bench-101', 'arch-string', 'adjacency'],
  ])('where a key beside the form would be taken for a part of the cell: %s', (cell, space, form, key) => {
    const text = `space: ${space}\ncells:\n  a: { ${cell} }\n`;
    expect(parseCellDocument(text, 'yaml').cells[0]?.valid).toBe(true);
    expect(convertCell(text, 'yaml', 'a', form)).toMatchObject({
      kind: 'refused',
      reason: expect.stringContaining(`"${key}"`) as string,
    });
  });

  it('where an anchor would go that other cells refer to, and not for an ampersand in a comment', () => {
    const text = `space: nas-bench-101
cells:
  a:
    nodes: &shared # pooling & convolution
      p: { op: maxpool3x3, inputs: [input] }
      output: { inputs: [p] }
  b:
    note: another
    nodes: *shared
`;
    expect(convertCell(text, 'yaml', 'a', 'matrix')).toMatchObject({
      kind: 'refused',
      reason: expect.stringContaining('anchor') as string,
    });
    expect(converted(text, 'yaml', 'b', 'arch-string').text).toBe(text.replace('nodes: *shared', 'arch: "101:2"'));
    const plain = text.slice(0, text.indexOf('  b:')).replace('&shared ', '');
    expect(converted(plain, 'yaml', 'a', 'arch-string').text).toContain('# pooling & convolution\n    arch: "101:2"');
  });

  it('for forms that the space does not have, and files without a space', () => {
    expect(convertCell(`space: nas-bench-201\ncells: {a: "${LINE}"}`, 'yaml', 'a', 'matrix').kind).toBe('refused');
    expect(convertCell('space: nowhere\ncells: {a: x}', 'yaml', 'a', 'edges').kind).toBe('refused');
  });
});

describe('every form of every space', () => {
  const files: [string, string][] = [
    [
      'nas-bench-201',
      `space: nas-bench-201\ncells:\n  a: "${LINE}"\n  b:\n    arch: "${LINE.replace('none', 'nor_conv_1x1')}"\n`,
    ],
    ['nas-bench-101', 'space: nas-bench-101\ncells:\n  a: "100110100001001010101:02001"\n  b: { adjacency: "1" }\n'],
    [
      'darts',
      `space: darts\ncells:\n  a: "${NORMAL} | ${REDUCE}"\n  b:\n    normal: ${REDUCE}\n    reduce: ${NORMAL}\n`,
    ],
  ];

  it.each(files)('goes into every other and back: %s', (_name, text) => {
    const before = parseCellDocument(text, 'yaml');
    const space = before.space!;
    const forms = conversionForms(space).map(({ id }) => id);
    expect(forms.length).toBeGreaterThan(1);
    for (const first of forms) {
      const conversions = convertAllCells(text, 'yaml', first);
      const there = applyTextEdits(
        text,
        conversions.flatMap((conversion) => (conversion.kind === 'converted' ? conversion.edits : [])),
      );
      for (const second of forms) {
        const back = convertAllCells(there, 'yaml', second);
        expect(back.every(({ kind }) => kind === 'converted')).toBe(true);
        const again = applyTextEdits(
          there,
          back.flatMap((conversion) => (conversion.kind === 'converted' ? conversion.edits : [])),
        );
        const after = parseCellDocument(again, 'yaml');
        expect(after.cells.map(({ form, valid }) => [form, valid])).toEqual(before.cells.map(() => [second, true]));
        after.cells.forEach(({ architecture }, index) => {
          expect(space.canonicalKey(architecture!)).toBe(space.canonicalKey(before.cells[index]!.architecture!));
        });
      }
    }
  });
});
