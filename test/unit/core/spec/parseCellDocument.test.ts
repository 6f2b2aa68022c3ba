import { describe, expect, it } from 'vitest';
import { parseSpaceDocument } from '../../../../src/core/spaces/userSpace/readSpace';
import type { CellEntry, DocumentProblem } from '../../../../src/core/spec/document';
import { parseCellDocument } from '../../../../src/core/spec/parseCellDocument';
import type { ParseOptions } from '../../../../src/core/spec/parseCellDocument';
import { problemCodes } from '../../../../src/core/spec/problemCodes';
import type { ProblemCode } from '../../../../src/core/spec/problemCodes';
import type { FileLanguage } from '../../../../src/core/spec/syntax/parseSyntax';
import { markedText } from '../../../support/markedText';

const LINE = '|nor_conv_3x3~0|+|none~0|skip_connect~1|+|nor_conv_3x3~0|nor_conv_3x3~1|avg_pool_3x3~2|';
const GENOTYPE =
  "Genotype(normal=[('sep_conv_3x3', 0), ('sep_conv_3x3', 1), ('sep_conv_3x3', 0), ('sep_conv_3x3', 1), ('sep_conv_3x3', 1), " +
  "('skip_connect', 0), ('skip_connect', 0), ('dil_conv_3x3', 2)], normal_concat=range(2, 6), reduce=[('max_pool_3x3', 0), " +
  "('max_pool_3x3', 1), ('skip_connect', 2), ('max_pool_3x3', 1), ('max_pool_3x3', 0), ('skip_connect', 2), ('skip_connect', 2), " +
  "('max_pool_3x3', 1)], reduce_concat=[2, 3, 4, 5])";
const PAIRS = {
  normal:
    'sep_conv_3x3~0 sep_conv_3x3~1 sep_conv_3x3~0 sep_conv_3x3~1 sep_conv_3x3~1 skip_connect~0 skip_connect~0 dil_conv_3x3~2',
  reduce:
    'max_pool_3x3~0 max_pool_3x3~1 skip_connect~2 max_pool_3x3~1 max_pool_3x3~0 skip_connect~2 skip_connect~2 max_pool_3x3~1',
};

/** The only cell of a file. */
function cellOf(text: string, language: FileLanguage = 'yaml', options: ParseOptions = {}): CellEntry {
  const { cells, problems } = parseCellDocument(text, language, options);
  expect(problems.filter(({ severity }) => severity === 'error')).toEqual([]);
  expect(cells).toHaveLength(1);
  return cells[0]!;
}

describe('what people already have in files opens unchanged', () => {
  it('edges of NAS-Bench-201, in a mapping or a list', () => {
    const mapping = cellOf(`space: nas-bench-201
cells:
  candidate:
    edges:                      # operation on the edge
      0 -> 1: nor_conv_3x3
      0 -> 2: none
      1 -> 2: skip_connect
      0 -> 3: nor_conv_3x3
      1 -> 3: nor_conv_3x3
      2 -> 3: avg_pool_3x3
`);
    const list = cellOf(`space: nas-bench-201
cells:
  candidate:
    edges:
      - [0, 1, nor_conv_3x3]
      - {from: 0, to: 2, op: none}
      - [1, 2, skip_connect]
      - [0, 3, nor_conv_3x3]
      - [1, 3, nor_conv_3x3]
      - [2, 3, avg_pool_3x3]
`);
    const line = cellOf(`space: nas-bench-201\ncells: {candidate: {arch: "${LINE}"}}\n`);
    const bare = cellOf(`space: nas-bench-201\ncells:\n  - "${LINE}"\n`);
    expect(mapping.form).toBe('edges');
    expect(line.form).toBe('arch-string');
    for (const other of [list, line, bare]) expect(other.architecture).toEqual(mapping.architecture);
    expect(bare.name).toBe('1');
  });

  it('edges between nodes of any name', () => {
    const cell = cellOf(`space: nas-bench-201
cells:
  c:
    edges:
      b -> out: nor_conv_1x1
      in -> a: nor_conv_3x3
      in -> b: none
      a -> b: skip_connect
      in -> out: none
      a -> out: avg_pool_3x3
`);
    expect(cell.architecture!.parts[0]!.cell.nodes.map(({ name }) => name)).toEqual(['in', 'a', 'b', 'out']);
  });

  it('named nodes, matrices and dumps of NAS-Bench-101', () => {
    const forms = {
      nodes: `nodes:
      x: { op: conv3x3-bn-relu, inputs: [input] }
      y: { op: maxpool3x3, inputs: [input, x] }
      output: { inputs: [x, y] }`,
      listed: `nodes:
      - { name: output, inputs: [x, y] }
      - { name: x, op: conv3x3, inputs: input }
      - { name: y, op: maxpool3x3, inputs: [input, x] }`,
      matrix: `matrix: [[0, 1, 1, 0], [0, 0, 1, 1], [0, 0, 0, 1], [0, 0, 0, 0]]
    ops: [input, conv3x3-bn-relu, maxpool3x3, output]`,
      rows: `matrix: ["0110", "0011", "0001", "0000"]
    ops: [conv3x3-bn-relu, maxpool3x3]`,
      module: `module_adjacency: [[0, 1, 1, 0], [0, 0, 1, 1], [0, 0, 0, 1], [0, 0, 0, 0]]
    module_operations: [input, conv3x3-bn-relu, maxpool3x3, output]`,
      compact: `adjacency: 110111
    ops: 02`,
      line: `arch: "110111:02"`,
    };
    const keys = Object.values(forms).map((form) => {
      const { space, cells } = parseCellDocument(`space: nas-bench-101\ncells:\n  c:\n    ${form}\n`, 'yaml');
      expect(cells[0]).toMatchObject({ valid: true });
      return space!.canonicalKey(cells[0]!.architecture!);
    });
    expect(new Set(keys).size).toBe(1);
  });

  it('a public dump by hash, with measurements beside the cell', () => {
    const dump = {
      abc: {
        module_adjacency: [
          [0, 1],
          [0, 0],
        ],
        module_operations: ['input', 'output'],
        trainable_parameters: 1_000,
        final_test_accuracy: 0.9,
      },
    };
    const { space, cells, problems } = parseCellDocument(JSON.stringify(dump), 'json');
    expect(space?.name).toBe('nas-bench-101');
    expect(cells).toMatchObject([{ name: 'abc', form: 'module', valid: true }]);
    expect(problems).toMatchObject([{ code: 'missing-space', severity: 'information' }]);
  });

  it('genotypes of DARTS, with or without concat lists, on one line or many', () => {
    const list = (pairs: string): string =>
      `[${pairs
        .split(' ')
        .map((pair) => `["${pair.replace('~', '", ')}]`)
        .join(', ')}]`;
    const texts: [string, FileLanguage][] = [
      [`space: darts\ncells:\n  c: {normal: ${list(PAIRS.normal)}, reduce: ${list(PAIRS.reduce)}}`, 'yaml'],
      [
        `{"normal": ${list(PAIRS.normal)}, "normal_concat": [2, 3, 4, 5], "reduce": ${list(PAIRS.reduce)}, "reduce_concat": [2, 3, 4, 5]}`,
        'json',
      ],
      [`space: darts\ncells:\n  c:\n    normal: ${PAIRS.normal}\n    reduce: ${PAIRS.reduce}\n`, 'yaml'],
      [`space: darts\ncells:\n  c:\n    genotype: ${JSON.stringify(GENOTYPE)}\n`, 'yaml'],
      [JSON.stringify([GENOTYPE]), 'json'],
      [`space: darts\ncells:\n  c: "${PAIRS.normal} | ${PAIRS.reduce}"\n`, 'yaml'],
      [
        `space: darts\ncells:\n  c:\n    normal: [${PAIRS.normal.replaceAll(' ', ', ')}]\n    reduce: [${PAIRS.reduce.replaceAll(' ', ', ')}]\n`,
        'yaml',
      ],
    ];
    const cells = texts.map(([text, language]) => cellOf(text, language));
    for (const cell of cells) expect(cell.architecture).toEqual(cells[0]!.architecture);
    expect(cells.map(({ form }) => form)).toEqual([
      ...['pairs', 'genotype', 'pairs', 'arch-string', 'arch-string', 'arch-string', 'pairs'],
    ]);
  });

  it('the same cell, alone in a file without a space', () => {
    for (const text of [`arch: "${LINE}"`, `- "${LINE}"`, `"${LINE}"`]) {
      const { space, cells } = parseCellDocument(text, 'yaml');
      expect(space?.name).toBe('nas-bench-201');
      expect(cells[0]).toMatchObject({ valid: true });
    }
  });

  it('other spellings of the spaces', () => {
    for (const name of ['nasbench201', 'NAS-Bench-201', 'nb201', 'nas_bench_201']) {
      expect(parseCellDocument(`space: ${name}\ncells: {}`, 'yaml').space?.name).toBe('nas-bench-201');
    }
  });
});

describe('spans', () => {
  const text = `space: nas-bench-101
cells:
  c:
    nodes:
      left: { op: conv3x3-bn-relu, inputs: [input] }
      output: { inputs: [left, input] }
`;
  const cell = cellOf(text);
  const cut = (role: string, kind: string): string[] =>
    cell.spans
      .filter((span) => span.role === role && span.place.kind === kind)
      .map(({ range }) => text.slice(range.start, range.end));

  it('are single tokens for names, operations and references', () => {
    expect(cut('name', 'node')).toEqual(['left', 'output']);
    expect(cut('operation', 'node')).toEqual(['conv3x3-bn-relu']);
    expect(cut('reference', 'node')).toEqual(['input', 'left', 'input']);
    expect(cut('whole', 'edge')).toEqual(['input', 'left', 'input']);
  });

  it('cover the whole cell', () => {
    expect(cut('name', 'architecture')).toEqual(['c']);
    expect(cut('whole', 'architecture')[0]).toMatch(/^c:\n[^]*\]\s*\}$/);
  });

  it('reach into a line', () => {
    const line = `space: nas-bench-201\ncells:\n  c: '${LINE}'\n`;
    const spans = cellOf(line).spans.filter(({ role }) => role === 'operation');
    expect(spans.map(({ range }) => line.slice(range.start, range.end))).toEqual([
      ...['nor_conv_3x3', 'none', 'skip_connect', 'nor_conv_3x3', 'nor_conv_3x3', 'avg_pool_3x3'],
    ]);
  });

  it('reach into digits and matrices', () => {
    const compact = 'space: nas-bench-101\ncells: {c: "110111:02"}\n';
    const operations = cellOf(compact).spans.filter(({ role }) => role === 'operation');
    expect(operations.map(({ range }) => compact.slice(range.start, range.end))).toEqual(['0', '2']);
    const matrix = 'space: nas-bench-101\ncells: {c: {matrix: [[0, 1], [0, 0]], ops: [input, output]}}\n';
    const [edge] = cellOf(matrix).spans.filter(({ place }) => place.kind === 'edge');
    expect(matrix.slice(0, edge!.range.start)).toMatch(/\[\[0, $/);
  });
});

describe('problems', () => {
  const nb201 = (edges: string): string => `space: nas-bench-201\ncells:\n  c:\n    edges:\n${edges}`;
  const rest =
    '      0 -> 2: none\n      1 -> 2: none\n      0 -> 3: nor_conv_3x3\n      1 -> 3: none\n      2 -> 3: none\n';
  const nb101 = (nodes: string): string => `space: nas-bench-101\ncells:\n  c:\n    nodes:\n${nodes}`;

  const cases: [code: ProblemCode, marked: string][] = [
    ['unknown-operation', nb201(`      0 -> 1: «nor_conv_3x»\n${rest}`)],
    ['unknown-operation', `space: nas-bench-201\ncells:\n  c: "|«conv»~0|+|none~0|none~1|+|none~0|none~1|none~2|"\n`],
    ['missing-edge', `space: nas-bench-201\ncells:\n  «c»:\n    edges:\n${rest}`],
    ['missing-key', nb201(`      «0 -> 1:»\n${rest}`)],
    ['wrong-shape', nb201(`      «0 to 1»: none\n      0 -> 1: none\n${rest}`)],
    ['wrong-shape', `space: nas-bench-201\ncells:\n  c: "|none~0|+|none~0|«nonsense»|+|none~0|none~1|none~2|"\n`],
    ['wrong-type', nb201(`      0 -> 1: «[none]»\n${rest}`)],
    ['too-many-nodes', nb201(`      0 -> 1: none\n      «4 -> 5: none»\n${rest}`)],
    ['duplicate-name', nb201(`      0 -> 1: none\n      «0 -> 1»: none\n${rest}`)],
    ['cycle', nb201(`      0 -> 1: none\n      «2 -> 1: none»\n${rest}`)],
    ['unknown-node', nb101('      a: { op: conv3x3, inputs: [«inputt»] }\n      output: { inputs: [a] }\n')],
    [
      'cycle',
      nb101(
        '      «a»: { op: conv3x3, inputs: [b, input] }\n      b: { op: conv3x3, inputs: [a] }\n      output: { inputs: [b] }\n',
      ),
    ],
    ['missing-key', nb101('      a: { op: conv3x3, inputs: [input] }').replace('a: {', '«a: {') + '»'],
    ['missing-key', nb101('      «a»: { inputs: [input] }\n      output: { inputs: [a] }\n')],
    ['dead-node', nb101('      «a»: { op: conv3x3, inputs: [input] }\n      output: { inputs: [input] }\n')],
    ['unreachable-node', nb101('      «a»: { op: conv3x3 }\n      output: { inputs: [input, a] }\n')],
    ['unknown-key', nb101('      x: {}\n').replace('nodes', '«node»')],
    ['wrong-shape', 'space: nas-bench-101\ncells:\n  c: { matrix: [[0, 1], «[0]»], ops: [input, output] }\n'],
    ['wrong-shape', 'space: nas-bench-101\ncells:\n  c: { matrix: [[0, «7»], [0, 0]], ops: [input, output] }\n'],
    ['wrong-shape', 'space: nas-bench-101\ncells:\n  c: { matrix: [[0, 1], [0, 0]], ops: «[input]» }\n'],
    ['missing-key', 'space: nas-bench-101\ncells:\n  c: { «matrix»: [[0, 1], [0, 0]] }\n'],
    ['unknown-space', 'space: «nas-bench-202»\ncells: {}\n'],
    ['unknown-space', 'space: «nowhere.space.yaml»\ncells: {}\n'],
    ['unknown-key', `space: nas-bench-201\n«cell»:\n  c: "${LINE}"\n`],
    ['unknown-form', 'space: nas-bench-201\ncells:\n  «c»: { zzzzzzzz: 1 }\n'],
    ['duplicate-cell', `space: nas-bench-201\ncells:\n  a: "${LINE}"\n  «b»: "${LINE}"\n`],
    [
      'wrong-arity',
      `space: darts
cells:
  c:
    normal: ${PAIRS.normal.split(' ').slice(0, 6).join(' ')} «skip_connect~0»
    reduce: ${PAIRS.reduce}
`,
    ],
    ['missing-key', `space: darts\ncells:\n  c:\n    «normal»: ${PAIRS.normal}\n`],
    [
      'outside-space',
      `space: darts\ncells:\n  c:\n    normal: ${PAIRS.normal}\n    reduce: ${PAIRS.reduce}\n    normal_concat: «[2, 3]»\n`,
    ],
    ['too-many-cells', `space: nas-bench-201\ncells:\n  a: "${LINE}"\n  b: x\n  «c»: x\n`],
  ];

  it.each(cases)('%s has the exact range: %#', (code, marked) => {
    const { text, range } = markedText(marked);
    const limits = code === 'too-many-cells' ? 2 : 2000;
    const { problems } = parseCellDocument(text, 'yaml', { limits: { ...limitsWith(limits) } });
    const found = problems.filter((problem) => problem.code === code);
    expect(found.map(({ range: { start, end } }) => text.slice(start, end))).toContain(
      text.slice(range.start, range.end),
    );
    expect(found.map((problem) => problem.range)).toContainEqual(range);
  });

  it('name the cell that they are in', () => {
    const { problems } = parseCellDocument('space: nas-bench-201\ncells:\n  a: "|x~0|"\n', 'yaml');
    expect(problems.every(({ cell }) => cell === 'a')).toBe(true);
  });

  it('suggest replacements for exactly their range', () => {
    const fix = (text: string, language: FileLanguage): string => {
      const { problems } = parseCellDocument(text, language);
      const { range, suggestions } = problems.find(({ suggestions: list }) => list !== undefined)!;
      return text.slice(0, range.start) + suggestions![0]! + text.slice(range.end);
    };
    const quoted = '{"space": "nas-bench-201", "cells": {"c": {"edges": {"0 -> 1": "nor_conv_3\\u00783"}}}}';
    expect(fix(quoted.replace('\\u0078', 'X'), 'json')).toContain('"0 -> 1": "nor_conv_3x3"');
    expect(fix(quoted.replace('3\\u00783', '\\u0033x4'), 'json')).toContain('"0 -> 1": "nor_conv_3x3"');
    expect(fix('space: nas-bench-201\ncells: {c: {edges: {0 -> 1: nor_conv3x3}}}', 'yaml')).toContain(
      '0 -> 1: nor_conv_3x3',
    );
    expect(fix('space: nas-bench-202\ncells: {}', 'yaml')).toMatch(/^space: nas-bench-\d01\n/);
  });

  it('have codes that are documented', () => {
    for (const [, marked] of cases) {
      for (const { code } of parseCellDocument(marked, 'yaml').problems)
        expect(Object.keys(problemCodes)).toContain(code);
    }
  });

  it('do not repeat what follows from a part that could not be read', () => {
    const { problems } = parseCellDocument(
      nb101('      a: { op: conv3x3, inputs: [inptu] }\n      output: { inputs: [a] }\n'),
      'yaml',
    );
    expect(problems.map(({ code }) => code)).toEqual(['unknown-node']);
  });

  it('make the cell no member of its space, unless they are only warnings', () => {
    const { cells } = parseCellDocument(
      `space: nas-bench-201\ncells:\n  a: "${LINE}"\n  b: "${LINE.replace('none', 'non')}"\n`,
      'yaml',
    );
    expect(cells.map(({ valid }) => valid)).toEqual([true, false]);
    expect(cells[1]!.architecture).toBeDefined();
  });
});

describe('names', () => {
  it('may be repeated in a list only with a complaint', () => {
    const { problems } = parseCellDocument(
      `space: nas-bench-201\ncells:\n  - {name: a, arch: "${LINE}"}\n  - {name: a, arch: "${LINE}"}\n`,
      'yaml',
    );
    expect(problems.map(({ code }) => code)).toEqual(['duplicate-name', 'duplicate-cell']);
  });

  it('may hold anything that a text can', () => {
    const { cells, problems } = parseCellDocument(
      JSON.stringify({ space: 'nb201', cells: { '😀 "x"\n': LINE } }),
      'json',
    );
    expect(cells[0]).toMatchObject({ name: '😀 "x"\n', valid: true });
    expect(problems).toEqual([]);
  });
});

describe('empty and foreign files', () => {
  it.each<[string, FileLanguage, string[]]>([
    ['', 'yaml', ['no-cells']],
    ['', 'json', ['no-cells']],
    ['# nothing yet\n', 'yaml', ['no-cells']],
    ['space: nas-bench-201\n', 'yaml', ['no-cells']],
    ['space: nas-bench-201\ncells:\n', 'yaml', ['no-cells']],
    ['space: nas-bench-201\ncells: 3\n', 'yaml', ['wrong-type']],
    ['space:\ncells: {}\n', 'yaml', ['missing-space']],
    ['space: [a]\n', 'yaml', ['missing-space']],
    ['cells: {}\n', 'yaml', ['missing-space']],
    ['just a text', 'yaml', ['missing-space']],
    ['3', 'json', ['missing-space']],
    ['[]', 'json', ['missing-space']],
  ])('%j (%s) says %j', (text, language, codes) => {
    const { cells, problems } = parseCellDocument(text, language);
    expect(problems.map(({ code }) => code)).toEqual(codes);
    expect(cells).toEqual([]);
  });

  it('lists cells even where the space is not known, without an architecture', () => {
    const { cells } = parseCellDocument(`space: nas-bench-999\ncells:\n  a: "${LINE}"\n`, 'yaml');
    expect(cells).toMatchObject([{ name: 'a', valid: false, spans: [] }]);
    expect(cells[0]!.architecture).toBeUndefined();
  });
});

describe('spaces of the user', () => {
  const graphSpace = `name: my-graphs
placement: node
nodes: 4
nodeInputs: 1
output: leaves
operations: [gat, gcn, skip]
`;
  const resolveSpace = (path: string) => {
    if (path !== './my.space.yaml') return undefined;
    const { space, problems } = parseSpaceDocument(graphSpace, 'yaml');
    return space ? { space } : { problem: problems[0]!.message };
  };

  it('are found by their path', () => {
    const text = 'space: ./my.space.yaml\ncells:\n  a: { link: 0012, ops: gat gcn skip gat }\n';
    const { space, cells, problems, spaceRange } = parseCellDocument(text, 'yaml', { resolveSpace });
    expect(problems).toEqual([]);
    expect(space?.name).toBe('my-graphs');
    expect(text.slice(spaceRange!.start, spaceRange!.end)).toBe('./my.space.yaml');
    expect(cells[0]!.architecture!.parts[0]!.cell.edges).toHaveLength(4 + 2);
  });

  it('may stand inside the cell file', () => {
    const text = `space:\n${graphSpace.replace('name: my-graphs\n', '').replace(/^(?=.)/gm, '  ')}cells:\n  a: { link: 0012, ops: gat gcn skip gat }\n`;
    expect(cellOf(text).valid).toBe(true);
  });

  it('say how a cell is written, each form once', () => {
    const of = (space: string): string =>
      parseCellDocument(`space: ${space}\ncells: { c: { foo: 1 } }`, 'yaml').problems[0]?.message ?? '';
    expect(of('darts')).toBe('a cell of darts is written with normal and reduce; arch; this one is a mapping');
    expect(of('nas-bench-101')).toContain('nodes; matrix and ops; module_adjacency and module_operations; ');
  });

  it('count one thing as one', () => {
    const of = (cell: string): string =>
      parseCellDocument(`space: nas-bench-101\ncells: { c: ${cell} }`, 'yaml').problems[0]?.message ?? '';
    expect(of('{ matrix: [[0, 1], [0]], ops: [input, output] }')).toContain('row 2 has 1 entry;');
    expect(of('{ adjacency: "11", ops: "" }')).toBe('0 operations need 1 character of the matrix; 2 are given');
  });

  it('say why they can not be used', () => {
    const problem = (options: ParseOptions): DocumentProblem[] => [
      ...parseCellDocument('space: ./my.space.yaml\ncells: {}', 'yaml', options).problems,
    ];
    expect(problem({})).toMatchObject([{ code: 'unknown-space' }]);
    expect(problem({ resolveSpace: () => ({ problem: 'the space file has errors' }) })).toMatchObject([
      { code: 'broken-space', message: 'the space file has errors' },
    ]);
  });
});

function limitsWith(cells: number) {
  return {
    softLength: 262_144,
    hardLength: 1_048_576,
    depth: 64,
    tokens: 400_000,
    aliases: 20,
    cells,
    nodesPerCell: 512,
  };
}
