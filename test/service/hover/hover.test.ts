import { describe, expect, it } from 'vitest';
import { hover, hoverRequests } from '../../../src/service/hover/hover';
import { flowBar } from '../../../src/service/hover/flowSection';
import type { ServiceDependencies } from '../../../src/service/serviceTypes';
import { darts, dependencies, marked, nb101, nb201, scoreByConvolutions, textOf } from '../support/cellFile';

const scored = dependencies({ scoreOf: scoreByConvolutions });

function hoverAt(text: string, services: ServiceDependencies = scored): { value: string; word: string } | undefined {
  const { file, offset } = marked(text);
  const found = hover(file, offset, services);
  if (!found) return undefined;
  const { contents, range } = found;
  if (!range || typeof contents !== 'object' || !('value' in contents)) throw new Error('not Markdown');
  return { value: contents.value.replaceAll('\\', ''), word: textOf(file, range) };
}

const at = (text: string, word: string): string => text.replace(word, `${word.slice(0, 1)}<|>${word.slice(1)}`);

describe('hover on an operation', () => {
  it('explains, counts, and shows flow and prediction', () => {
    const found = hoverAt(nb201.replace('0 -> 1: nor', '0 -> 1: n<|>or'));
    expect(found?.word).toBe('nor_conv_3x3');
    expect(found?.value).toContain('**nor_conv_3x3** · convolution on edge `0 -> 1`');
    expect(found?.value).toContain('ReLU, 3x3 convolution, batch normalisation.');
    expect(found?.value).toMatch(/Cost: [\d.]+ [kM] params \(\d+ % of the network\), [\d.]+ M FLOPs/);
    expect(found?.value).toMatch(/`forward flow {2}[█░]{10} +\d+ %`/);
    expect(found?.value).toMatch(/`backward flow [█░]{10} +\d+ %`/);
    expect(found?.value).toContain('**91.5 % CIFAR-10 (91.3-91.7)** · top 1.2 % of nas-bench-201');
  });

  it('says what the prediction would be without it', () => {
    expect(hoverAt(nb201.replace('0 -> 1: nor', '0 -> 1: n<|>or'))?.value).toContain(
      'Without it: 91.0 % CIFAR-10 (90.8-91.2), -0.5',
    );
  });

  it('names the source of every number', () => {
    expect(hoverAt(at(nb201, 'skip_connect'))?.value).toContain(
      "*Model *one**: 78 cells of NAS-Bench-201; held-out Kendall's tau 82.2; ranges meant to cover 80 %",
    );
  });

  it('says that nothing flows where nothing does', () => {
    expect(hoverAt(at(nb201, 'none'))?.value).toContain('this operation passes nothing on');
  });

  it('lists the known ones for an unknown one, and escapes it', () => {
    const found = hoverAt(nb201.replace('0 -> 1: nor_conv_3x3', '0 -> 1: "[x](c<|>ommand:y)"'));
    expect(found?.value).toContain(
      'nas-bench-201 has no operation `[x](command:y)`. Its operations: `none`, `skip_connect`',
    );
  });

  it('works in architecture strings and on nodes', () => {
    expect(hoverAt(nb201.replace('|nor_conv_1x1', '|nor_<|>conv_1x1'))?.value).toContain('on edge `0 -> 3`');
    expect(hoverAt(at(nb101, 'maxpool3x3'))?.value).toContain('on node `b`');
  });

  it('takes an operation out as the flow view does', () => {
    expect(hoverAt(at(darts, 'dil_conv_3x3'))?.value).toContain('If it passed its input on unchanged: ');
    expect(hoverAt(nb201.replace('0 -> 2: none', '0 -> 2: no<|>ne'))?.value).not.toContain('Without it');
  });

  it('names the role where there are several cells', () => {
    expect(hoverAt(at(darts, 'dil_conv_3x3'))?.value).toContain('on edge `2 -> 5` of the normal cell');
  });
});

describe('hover on nodes and edges', () => {
  it('says what a node reads and feeds', () => {
    const found = hoverAt(nb101.replace('inputs: [a,', 'inputs: [<|>a,'));
    expect(found?.word).toBe('a');
    expect(found?.value).toContain('**Node `a`**');
    expect(found?.value).toContain('Reads `input`; feeds `b`; generation 1.');
    expect(found?.value).toContain('**conv3x3-bn-relu** · convolution');
  });

  it('explains nodes that only join edges', () => {
    const found = hoverAt(nb201.replace('1 -> 2', '<|>1 -> 2'));
    expect(found?.value).toContain('**Node `1`**');
    expect(found?.value).toContain('Reads `0`; feeds `2`, `3`');
  });

  it('explains an edge by its operation', () => {
    expect(hoverAt(nb201.replace('1 -> 2', '1 -<|>> 2'))?.value).toContain(
      '**skip_connect** · identity on edge `1 -> 2`',
    );
  });

  it('explains an edge of a matrix by its ends', () => {
    const matrix =
      'space: nas-bench-101\ncells:\n  m:\n    matrix: [[0, <|>1, 0], [0, 0, 1], [0, 0, 0]]\n    ops: [input, conv3x3-bn-relu, output]\n';
    expect(hoverAt(matrix)?.value).toContain('Hands the result of `input` to `1`.');
  });
});

describe('hover on keys', () => {
  it.each([
    ['space: nas-bench-201\nce<|>lls: {}', 'cells', /by name/],
    ['sp<|>ace: nas-bench-201\ncells: {}', 'space', /search space/],
    [nb201.replace('edges:', 'ed<|>ges:'), 'edges', /operation on each edge/],
    [nb201.replace('arch:', 'ar<|>ch:'), 'arch', /on one line/],
    [nb101.replace('nodes:', 'no<|>des:'), 'nodes', /Nodes by name/],
    ['space: nas-bench-101\ncells: { c: { adjacency: "111", o<|>ps: "0" } }', 'ops', /as a digit/],
    [
      'space: nas-bench-101\ncells: { c: { matrix: [[0, 1], [0, 0]], o<|>ps: [input, output] } }',
      'ops',
      /of the matrix/,
    ],
    [
      'space: { placement: node, nodes: 2, nodeInputs: 1, output: leaves, operations: [a] }\ncells: { c: { link: 00, o<|>ps: a a } }',
      'ops',
      /order of "link"/,
    ],
    ['space:\n  placement: ed<|>ge\n', 'edge', /NAS-Bench-201/],
  ])('explains %#', (text, word, expected) => {
    const found = hoverAt(text);
    expect(found?.word).toBe(word);
    expect(found?.value).toMatch(expected);
  });

  it('says nothing about keys that mean nothing', () => {
    expect(hoverAt('space: nas-bench-201\nno<|>te: {}')).toBeUndefined();
  });
});

describe('hover on cells and spaces', () => {
  it('sums a cell up', () => {
    const found = hoverAt(at(nb201, 'candidate'));
    expect(found?.word).toBe('candidate');
    expect(found?.value).toContain('**Cell** `candidate` · NAS-Bench-201');
    expect(found?.value).toContain('4 nodes, 6 edges');
    expect(found?.value).toMatch(/Cost: 0.80 M params, \d+ M FLOPs/);
    expect(found?.value).toContain('91.5 % CIFAR-10');
  });

  it('shows the whole where the role of a cell is hovered', () => {
    const found = hoverAt(at(darts, 'reduce'));
    expect(found?.word).toBe('reduce');
    expect(found?.value).toContain('normal: 7 nodes, 12 edges; reduce: 7 nodes, 12 edges');
  });

  it('lists what keeps a cell out', () => {
    const found = hoverAt(at(nb201.replace('0 -> 2: none', '0 -> 2: nona'), 'candidate'));
    expect(found?.value).toContain('Outside nas-bench-201: no prediction.');
    expect(found?.value).toContain('- nas-bench-201 has no operation "nona"');
  });

  it('says that a prediction is on its way or why there is none', () => {
    expect(hoverAt(at(nb201, 'candidate'), dependencies())?.value).toContain('The prediction is being computed.');
    const scoreOf = () => ({ kind: 'none', reason: 'no <b>model</b>' }) as const;
    expect(hoverAt(at(nb201, 'candidate'), dependencies({ scoreOf }))?.value).toContain(
      'No prediction: no <b>model</b>',
    );
  });

  it('describes the space', () => {
    const found = hoverAt(at(nb201, 'nas-bench-201'));
    expect(found?.value).toContain('**NAS-Bench-201** · search space');
    expect(found?.value).toContain('- `nor_conv_1x1`: ReLU, 1x1 convolution');
    expect(found?.value).toContain('At most 4 nodes and 6 edges in a cell; 15,625 architectures');
    expect(hoverAt(at(darts, 'darts'))?.value).toContain('about 10^18 architectures');
  });

  it('is silent elsewhere and when it is switched off', () => {
    expect(hoverAt('space: nas-bench-201\ncells: {}\n# no<|>thing')).toBeUndefined();
    const off = dependencies({ settings: { hover: { enabled: false } } });
    expect(hoverAt(at(nb201, 'candidate'), off)).toBeUndefined();
  });
});

describe('hoverRequests', () => {
  it('asks for the cell, and for the cell without what is hovered', () => {
    const { file, offset } = marked(at(nb201, 'skip_connect'));
    expect(
      hoverRequests(file, offset).map(({ architecture }) => architecture.parts[0]?.cell.edges[2]?.operation),
    ).toEqual(['skip_connect', 'none']);
  });

  it('asks for nothing where no number is shown', () => {
    const { file, offset } = marked(at(nb201, 'nas-bench-201'));
    expect(hoverRequests(file, offset)).toEqual([]);
    const broken = marked(at(nb201.replace('0 -> 2: none', '0 -> 2: nona'), 'candidate'));
    expect(hoverRequests(broken.file, broken.offset)).toEqual([]);
  });

  it('asks only for members of the space', () => {
    const { file, offset } = marked(nb101.replace('b: {', '<|>b: {'));
    // Without b nothing arrives at the output: what it reads goes straight there.
    const [, bypassed] = hoverRequests(file, offset);
    expect(bypassed && bypassed.space.check(bypassed.architecture)).toEqual([]);
    expect(hover(file, offset, scored)).toMatchObject({
      contents: { value: expect.stringContaining('If its inputs went straight on: ') as string },
    });
    const input = marked(nb101.replace('[input]', '[<|>input]'));
    expect(hoverRequests(input.file, input.offset).length).toBe(1);
    const other = marked(nb101.replace('a: {', '<|>a: {'));
    expect(hoverRequests(other.file, other.offset)[1]?.architecture.parts[0]?.cell.nodes.length).toBe(3);
  });
});

describe('flowBar', () => {
  it('has ten blocks', () => {
    expect(flowBar(0)).toBe('░'.repeat(10));
    expect(flowBar(0.34)).toBe('███░░░░░░░');
    expect(flowBar(1.7)).toBe('█'.repeat(10));
    expect(flowBar(-1)).toBe('░'.repeat(10));
  });
});
