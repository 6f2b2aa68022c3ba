import { describe, expect, it } from 'vitest';
import { dartsCost } from '../../../../src/core/spaces/darts/cost';
import { spaceByName } from '../../../../src/core/spaces/registry';
import { architectureText } from '../../../../src/core/spec/edit/architectureText';
import { resolveArchitecture } from '../../../../src/core/spec/resolveArchitecture';
import { architectureFromGraph } from '../../../support/architectureFromGraph';
import { hasBenchmarkData } from '../../../support/benchmarkData';
import { benchmarkRows } from '../../../support/benchmarkRows';
import type { BenchmarkRow } from '../../../support/benchmarkRows';
import { dartsEvaluationNetwork } from '../../../support/dartsEvaluationNetwork';
import { formatNativeRow, parseNativeRow } from '../../../support/nativeRow';

/** A number with the six significant digits of the tables. */
const rounded = (value: number): number => Number(value.toPrecision(6));

const tables = [
  ['nas-bench-201', 'nas-bench-201', 15_625],
  ['nas-bench-101', 'nas-bench-101', 423_624],
  ['darts', 'nas-bench-301', 11_946],
] as const;

describe.skipIf(!hasBenchmarkData)('every row of the published tables', () => {
  it.each(tables)(
    'of %s comes back from text to graph to text',
    async (name, table, count) => {
      const space = spaceByName(name)!;
      const rows = benchmarkRows(table);
      expect(rows).toHaveLength(count);
      const different: BenchmarkRow[] = [];
      for (const [index, row] of rows.entries()) {
        // The test runner wants to hear of its worker now and then.
        if (index % 20_000 === 0) await new Promise(setImmediate);
        const architecture = parseNativeRow(name, row);
        const back = architectureFromGraph(space, space.toGraph(architecture).graph)!;
        const columns = formatNativeRow(name, back);
        if (Object.entries(columns).some(([column, text]) => text !== row[column])) different.push(row);
      }
      expect(different).toEqual([]);
    },
    120_000,
  );

  it.each(tables)(
    'of %s is a member of its space, and has a one-line form',
    (name, table) => {
      const space = spaceByName(name)!;
      for (const row of benchmarkRows(table).slice(0, 12_000)) {
        const architecture = parseNativeRow(name, row);
        expect(space.check(architecture).filter(({ severity }) => severity === 'error')).toEqual([]);
        const line = new Map([['arch', architectureText(space, architecture)]]);
        expect(resolveArchitecture(space, line)).toMatchObject({ architecture });
      }
    },
    60_000,
  );
});

describe.skipIf(!hasBenchmarkData)('cost', () => {
  it('of every NAS-Bench-201 cell equals the columns mflops and mparams', () => {
    const space = spaceByName('nas-bench-201')!;
    const wrong = benchmarkRows('nas-bench-201').filter((row) => {
      const { parameters, flops } = space.cost(parseNativeRow(space.name, row));
      return rounded(flops! / 1e6) !== Number(row['mflops']) || rounded(parameters! / 1e6) !== Number(row['mparams']);
    });
    expect(wrong).toEqual([]);
  });

  it('of NAS-Bench-101 cells equals the column params, for the first 40,000 of the randomly ordered rows', () => {
    const space = spaceByName('nas-bench-101')!;
    const rows = benchmarkRows('nas-bench-101').slice(0, 40_000);
    const wrong = rows.filter(
      (row) => space.cost(parseNativeRow(space.name, row)).parameters !== Number(row['params']),
    );
    expect(wrong).toEqual([]);
  }, 60_000);

  it('of DARTS cells equals the columns params, and flops to 0.01 %', () => {
    const space = spaceByName('darts')!;
    const rows = benchmarkRows('nas-bench-301').filter(({ flops }) => flops !== '');
    expect(rows).toHaveLength(725);
    for (const row of rows) {
      const { parameters, flops } = space.cost(parseNativeRow(space.name, row));
      expect(rounded(parameters! / 1e6)).toBe(Number(row['params']));
      expect(Math.abs(flops! / 1e6 / Number(row['flops']) - 1)).toBeLessThan(1e-4);
    }
  });

  it('of the DARTS evaluation network equals the parameters of DARTS-Bench', () => {
    const rows = benchmarkRows('darts-bench-545').filter(
      ({ normal, reduce }) => !`${normal}${reduce}`.includes('none'),
    );
    expect(rows).toHaveLength(186);
    for (const row of rows) {
      const { parameters } = dartsCost(parseNativeRow('darts', row), dartsEvaluationNetwork);
      expect(parameters / 1e6).toBeCloseTo(Number(row['mparams']), 9);
    }
  });
});

describe.skipIf(!hasBenchmarkData)('identity up to isomorphism', () => {
  it('of NAS-Bench-201 cells is the partition of the column canonical: 6,466 classes', () => {
    const space = spaceByName('nas-bench-201')!;
    const classes = new Map<string, string>();
    for (const row of benchmarkRows('nas-bench-201')) {
      const key = space.canonicalKey(parseNativeRow(space.name, row));
      if (!classes.has(key)) expect(row['canonical']).toBe(row['index']);
      expect(row['canonical']).toBe(classes.get(key) ?? row['index']);
      classes.set(key, row['canonical']!);
    }
    expect(classes.size).toBe(6466);
  });

  it('tells all NAS-Bench-101 cells apart, which the benchmark lists once each', () => {
    const space = spaceByName('nas-bench-101')!;
    const rows = benchmarkRows('nas-bench-101').slice(0, 60_000);
    const keys = new Set(rows.map((row) => space.canonicalKey(parseNativeRow(space.name, row))));
    expect(keys.size).toBe(rows.length);
  }, 60_000);

  it('tells all sampled DARTS architectures apart', () => {
    const space = spaceByName('darts')!;
    const rows = benchmarkRows('nas-bench-301').slice(0, 4000);
    const keys = new Set(rows.map((row) => space.canonicalKey(parseNativeRow(space.name, row))));
    expect(keys.size).toBe(rows.length);
  }, 60_000);
});
