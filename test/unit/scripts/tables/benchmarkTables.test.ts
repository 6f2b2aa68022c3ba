import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, describe, expect, it } from 'vitest';
import {
  loadHardwareNasBench201,
  loadNasBench101,
  loadNasBench201,
  loadNasBench301,
  loadZeroCostNasBench201,
} from '../../../../scripts/tables/benchmarkTables';
import { benchmarkData, hasBenchmarkData } from '../../../support/benchmarkData';

const data = benchmarkData;
const folder = mkdtempSync(join(tmpdir(), 'flowcell-tables-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function write(name: string, text: string): void {
  writeFileSync(join(folder, `${name}.csv.gz`), gzipSync(text));
}

describe('benchmark tables', () => {
  it('reads NAS-Bench-201', () => {
    write('nas-bench-201', 'index,arch,cifar10_test,canonical\n0,|a~0|,91.5,0\n1,|b~0|,,0\n');
    const table = loadNasBench201(folder);
    expect(table.architectures).toEqual(['|a~0|', '|b~0|']);
    expect([...table.canonical]).toEqual([0, 0]);
    expect([...table.metrics.keys()]).toEqual(['cifar10_test']);
    expect([...table.metrics.get('cifar10_test')!]).toEqual([91.5, NaN]);
  });

  it('reads NAS-Bench-101 with its split in the published order', () => {
    write(
      'nas-bench-101',
      'row,adjacency,ops,params,test_acc,split,split_order\n0,111,0,9,92,train,1\n1,1,,8,,,\n2,110,2,7,90,test,0\n3,011,1,6,91,train,0\n',
    );
    const table = loadNasBench101(folder);
    expect(table.adjacency).toEqual(['111', '1', '110', '011']);
    expect(table.operations).toEqual(['0', '', '2', '1']);
    expect([...table.train]).toEqual([3, 0]);
    expect([...table.test]).toEqual([2]);
    expect([...table.testAccuracy]).toEqual([92, NaN, 90, 91]);
  });

  it('reads NAS-Bench-301', () => {
    write('nas-bench-301', 'index,normal,reduce,nwot,valid_acc\n0,a~0 b~1,c~0,5,\n1,a~0,c~1,6,93\n');
    const table = loadNasBench301(folder);
    expect([...table.labelled]).toEqual([1]);
    expect(table.normal[0]).toBe('a~0 b~1');
  });

  it('joins hardware metrics by index, without values that are not supported', () => {
    write('hw-nas-bench-201', 'index,cifar10_edgetpu_latency\n3,-1\n1,0.5\n');
    const latency = loadHardwareNasBench201(folder).get('cifar10_edgetpu_latency')!;
    expect([...latency.subarray(0, 4)]).toEqual([NaN, 0.5, NaN, NaN]);
  });

  it('reads proxies', () => {
    write('zero-cost-nb201', 'index,cifar10_jacov\n0,-1e8\n2,-70\n');
    const proxies = loadZeroCostNasBench201(folder, 'suite-zero');
    expect([...proxies.get('cifar10_jacov')!.subarray(0, 3)]).toEqual([NaN, NaN, -70]);
  });

  it('says which file is missing', () => {
    expect(() => loadZeroCostNasBench201(folder, 'full')).toThrow(/zero-cost-nb201-full\.csv\.gz is missing/);
  });
});

describe.skipIf(!hasBenchmarkData)('the published tables', () => {
  it('are as their description says', () => {
    const nb201 = loadNasBench201(data);
    expect(nb201.rows).toBe(15_625);
    expect(new Set(nb201.canonical).size).toBe(6466);
    expect(Math.max(...nb201.metrics.get('cifar10_test')!)).toBeCloseTo(94.373, 2);
    const nb301 = loadNasBench301(data);
    expect([nb301.rows, nb301.labelled.length, nb301.labelled[0]]).toEqual([11_946, 725, 11_221]);
    const proxies = loadZeroCostNasBench201(data, 'full');
    expect(proxies.get('cifar10_naswot')!.filter(Number.isNaN)).toHaveLength(201);
    expect(proxies.get('cifar10_synflow')![0]).toBe(2.01819e26);
    const hardware = loadHardwareNasBench201(data).get('cifar10_edgetpu_latency')!;
    expect(hardware.filter((value) => Number.isNaN(value))).toHaveLength(4699);
  });

  it('include NAS-Bench-101', () => {
    const table = loadNasBench101(data);
    expect(table.rows).toBe(423_624);
    expect([table.train.length, table.test.length]).toEqual([7290, 7290]);
    expect(table.testAccuracy.filter((value) => !Number.isNaN(value))).toHaveLength(130_525);
    expect(table.adjacency[0]).toBe('100110100001001010101');
    expect(table.test.every((row) => !Number.isNaN(table.testAccuracy[row]!))).toBe(true);
  });
});
