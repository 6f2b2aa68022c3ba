import { describe, expect, it } from 'vitest';
import { readResultTable, type ResultTableOptions } from '../../../../src/core/data/resultTable';
import { darts } from '../../../../src/core/spaces/darts/darts';
import { nasBench101 } from '../../../../src/core/spaces/nasBench101/nasBench101';
import { nasBench201 } from '../../../../src/core/spaces/nasBench201/nasBench201';
import type { SearchSpace } from '../../../../src/core/spaces/space';
import { architectureResolver } from '../../../../src/core/spec/resolveArchitecture';
import { readGzip } from '../../../../scripts/tables/columns';
import { benchmarkData, hasBenchmarkData } from '../../../support/benchmarkData';

const read = (space: SearchSpace, text: string, options: Partial<ResultTableOptions> = {}) =>
  readResultTable(text, { format: 'csv', resolver: architectureResolver(space), duplicates: 'first', ...options });

const [first, second] = [
  '|nor_conv_3x3~0|+|none~0|skip_connect~1|+|nor_conv_3x3~0|nor_conv_3x3~1|avg_pool_3x3~2|',
  '|nor_conv_1x1~0|+|none~0|skip_connect~1|+|nor_conv_3x3~0|nor_conv_3x3~1|avg_pool_3x3~2|',
];

describe('a result table with the forms of real spaces', () => {
  it('takes a one-line form, and the JSON of a cell in quotes', () => {
    const cell = {
      edges: {
        '0 -> 1': 'nor_conv_1x1',
        '0 -> 2': 'none',
        '1 -> 2': 'skip_connect',
        '0 -> 3': 'nor_conv_3x3',
        '1 -> 3': 'nor_conv_3x3',
        '2 -> 3': 'avg_pool_3x3',
      },
    };
    const quoted = `"${JSON.stringify(cell).replaceAll('"', '""')}"`;
    const table = read(nasBench201, `arch,acc\n${first},93\n${quoted},92\n${second},91\n`);
    expect(table.rows.map(({ row }) => row)).toEqual([1, 2]);
    expect(table.problems.map(({ message }) => message)).toEqual([
      "Row 3 (line 4), column 'arch': the same architecture as row 2, up to isomorphism; the row is skipped.",
    ]);
    const lines = read(
      nasBench201,
      `${JSON.stringify({ cell, acc: 1 })}\n${JSON.stringify({ arch: first, acc: 2 })}\n`,
      {
        format: 'json-lines',
      },
    );
    expect(lines.rows.map(({ key }) => key)).toEqual([table.rows[1]!.key, table.rows[0]!.key]);
  });

  it('says what is wrong with an architecture', () => {
    const table = read(nasBench201, `arch,acc\n${first},1\n${first.replace('avg_pool', 'max_pool')},2\nnonsense,3\n`);
    expect(table.rows).toHaveLength(1);
    expect(table.problems.slice(0, 2).map(({ code, row, column }) => [code, row, column])).toEqual([
      ['table-architecture-unknown', 2, 'arch'],
      ['table-architecture-unknown', 3, 'arch'],
    ]);
    expect(table.problems[0]!.message).toContain('max_pool_3x3');
  });

  it('takes the columns of NAS-Bench-101 and DARTS', () => {
    const nb101 = read(nasBench101, 'adjacency,ops,acc\n100110100001001010101,02001,92\n111,0,90\n');
    expect(nb101.problems).toEqual([]);
    expect(nb101.rows).toHaveLength(2);
    const cell =
      'sep_conv_5x5~0 dil_conv_5x5~1 avg_pool_3x3~1 dil_conv_5x5~0 avg_pool_3x3~2 dil_conv_3x3~3 sep_conv_3x3~2 sep_conv_3x3~0';
    const other = cell.replace('sep_conv_5x5', 'skip_connect');
    const genotypes = read(darts, `normal,reduce,acc\n${cell},${cell},92\n${other},${cell},90\n`);
    expect(genotypes.problems).toEqual([]);
    expect(genotypes.rows).toHaveLength(2);
  });
});

describe.skipIf(!hasBenchmarkData)('the published tables as result tables', () => {
  const text = (name: string) => readGzip(`${benchmarkData}/${name}.csv.gz`).toString('latin1');

  it('give every NAS-Bench-201 cell, and one of each function', () => {
    const table = text('nas-bench-201');
    const all = read(nasBench201, table, { duplicates: 'keep' });
    expect([all.rows.length, all.skipped]).toEqual([15_625, 0]);
    expect(all.metrics.get('cifar10_test')![0]).toBe(85.8633);
    const distinct = read(nasBench201, table, { targets: ['cifar10_test'] });
    expect([distinct.rows.length, distinct.skipped]).toEqual([6466, 15_625 - 6466]);
    expect(distinct.problems).toHaveLength(21);
  });

  it('give the labelled DARTS cells and name the others', () => {
    const table = read(darts, text('nas-bench-301'), { targets: ['valid_acc'] });
    expect(table.rows.length).toBe(725);
    expect(table.problems[0]!.message).toBe(
      "Row 1 (line 2), column 'valid_acc': no value; the row is not used for this column.",
    );
  });
});
