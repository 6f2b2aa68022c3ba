import { describe, expect, it } from 'vitest';
import { bundledSpaces, spaceByName } from '../../src/core/spaces/registry';
import { applyTextEdits } from '../../src/core/spec/edit/textEdit';
import { parseCellDocument } from '../../src/core/spec/parseCellDocument';
import { addCells, inferredSpace, readArchitectures } from '../../src/service/importArchitecture';

const arch = '|nor_conv_3x3~0|+|none~0|skip_connect~1|+|nor_conv_3x3~0|nor_conv_3x3~1|avg_pool_3x3~2|';
const genotype =
  "Genotype(normal=[('sep_conv_3x3', 0), ('sep_conv_3x3', 1), ('sep_conv_3x3', 0), ('sep_conv_3x3', 1), ('sep_conv_3x3', 1), ('skip_connect', 0), ('skip_connect', 0), ('dil_conv_3x3', 2)], normal_concat=[2, 3, 4, 5], reduce=[('max_pool_3x3', 0), ('max_pool_3x3', 1), ('skip_connect', 2), ('max_pool_3x3', 1), ('max_pool_3x3', 0), ('skip_connect', 2), ('skip_connect', 2), ('max_pool_3x3', 1)], reduce_concat=[2, 3, 4, 5])";
const matrix = JSON.stringify({
  matrix: [
    [0, 1, 1],
    [0, 0, 1],
    [0, 0, 0],
  ],
  ops: ['input', 'conv3x3-bn-relu', 'output'],
});
const nb201 = spaceByName('nas-bench-201')!;

describe('a pasted architecture', () => {
  it.each([
    ['an architecture string', arch, 'nas-bench-201'],
    ['one in quotation marks with a comma', `  "${arch}",`, 'nas-bench-201'],
    ['a genotype', genotype, 'darts'],
    ['a genotype over several lines', genotype.replaceAll('], ', '],\n  '), 'darts'],
    ['a matrix with operations', matrix, 'nas-bench-101'],
  ])('is read from %s, by its space alone', (_, text, expected) => {
    const fits = bundledSpaces.filter((space) => readArchitectures(text, space).ok).map(({ name }) => name);
    expect(fits).toEqual([expected]);
  });

  it('may be several, one on each line', () => {
    const read = readArchitectures(`# found\n${arch}\n\n${arch.replace('none', 'skip_connect')}\n`, nb201);
    expect(read.ok && read.architectures.map(({ name }) => name)).toEqual(['imported', 'imported-2']);
    expect(readArchitectures(`${arch}\noops`, nb201)).toMatchObject({
      ok: false,
      problem: expect.stringMatching(/^line 2:/) as string,
    });
    expect(readArchitectures(`${arch}\n`.repeat(201), nb201)).toMatchObject({ ok: false });
  });

  it('is refused with a reason of the space that it seems to be of', () => {
    expect(readArchitectures(arch.replace('none', 'nothing'), nb201)).toMatchObject({
      problem: expect.stringMatching(/nothing/) as string,
    });
    expect([arch, genotype, matrix, 'hello', ''].map(inferredSpace)).toEqual([
      ...['nas-bench-201', 'darts', 'nas-bench-101', undefined, undefined],
    ]);
  });

  it('becomes a cell of a file, under a name that is free, with everything else as it was', () => {
    const read = readArchitectures(`${arch}\n${arch.replace('none', 'skip_connect')}`, nb201);
    const text = `# mine\nspace: nas-bench-201\ncells:\n  imported: { arch: "${arch}" } # first\n`;
    const edit = addCells(text, 'yaml', new Set(['imported']), read.ok ? read.architectures : [], {});
    const after = applyTextEdits(text, [edit!]);
    expect(after.startsWith(text.trimEnd())).toBe(true);
    const { cells, problems } = parseCellDocument(after, 'yaml', {});
    expect(cells.map(({ name, valid }) => [name, valid])).toEqual([
      ['imported', true],
      ['imported-2', true],
      ['imported-3', true],
    ]);
    expect(problems.filter(({ severity }) => severity === 'error')).toEqual([]);
    expect(addCells('cells: [', 'yaml', new Set(), read.ok ? read.architectures : [], {})).toBeUndefined();
  });
});
