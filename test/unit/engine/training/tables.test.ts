import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, describe, expect, it } from 'vitest';
import { readResultTable } from '../../../../src/core/data/resultTable';
import { architectureResolver } from '../../../../src/core/spec/resolveArchitecture';
import { metricColumns, readLabelledTable } from '../../../../src/engine/training/labelledTable';
import { readTableInSteps } from '../../../../src/engine/training/readTableInSteps';
import { readTableHead, readTableSource, type TableSource } from '../../../../src/engine/training/tableSource';
import { ownSpace, ownTable } from '../../../support/ownSpace';

const folder = mkdtempSync(join(tmpdir(), 'flowcell-tables-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const write = (name: string, content: string | Uint8Array): string => {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
};

/** A table of several steps: the same cells again and again. */
function longTable(copies: number): string {
  const [header, ...rows] = ownTable(60).trimEnd().split('\n');
  return `${[header, ...Array.from({ length: copies }, () => rows).flat()].join('\n')}\n`;
}

const sourceOf = (text: string): TableSource => ({ path: '/t.csv', name: 't.csv', text, format: 'csv' });
const options = { resolver: architectureResolver(ownSpace), targets: ['test_acc'], duplicates: 'keep' } as const;

describe('a long table', () => {
  it('is read in steps that let others in, is reported, and is the same as read at once', async () => {
    const text = longTable(20);
    let turns = 0;
    const turn = (): void => {
      turns++;
      timer = setImmediate(turn);
    };
    let timer = setImmediate(turn);
    const told: number[] = [];
    const table = await readTableInSteps(sourceOf(text), options, { report: ({ epoch }) => void told.push(epoch) });
    clearImmediate(timer);
    expect(turns).toBeGreaterThanOrEqual(Math.floor(text.length / 16_384));
    expect(told.length).toBeGreaterThan(2);
    expect(told).toEqual([...new Set(told)].sort((a, b) => a - b));
    expect(table).toEqual(readResultTable(text, { ...options, format: 'csv' }));
  });

  it('is read no further once nobody wants it', async () => {
    const controller = new AbortController();
    const context = { signal: controller.signal, report: () => controller.abort() };
    const read = readLabelledTable(
      sourceOf(longTable(20)),
      ownSpace,
      { column: 'test_acc', duplicates: 'keep' },
      context,
    );
    await expect(read).rejects.toThrow(/cancelled/);
  });
});

describe('the head of a table', () => {
  const text = longTable(400);

  it.each([
    ['plain', write('long.csv', text)],
    ['packed', write('long.csv.gz', gzipSync(text))],
  ])('tells its columns without the rest: %s', async (_, path) => {
    const head = await readTableHead(path);
    expect(head.text.length).toBeLessThan(text.length);
    expect(text.startsWith(head.text)).toBe(true);
    expect(head.text.endsWith('\n')).toBe(true);
    expect(metricColumns(head)).toEqual(['test_acc', 'latency_ms']);
  });

  it('is all of a short one', async () => {
    const path = write('short.csv', ownTable(20).trimEnd());
    expect(await readTableHead(path)).toEqual(await readTableSource(path));
  });

  it('is refused like the whole', async () => {
    await expect(readTableHead(join(folder, 'gone.csv'))).rejects.toThrow(/There is no file/);
    await expect(readTableHead(join(folder, 'gone.csv.gz'))).rejects.toThrow(/There is no file/);
    await expect(readTableHead(folder)).rejects.toThrow(/is a folder/);
    await expect(readTableHead(write('bad.csv.gz', 'no archive'))).rejects.toThrow(/cannot be unpacked/);
  });
});
