import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { readProxyTable } from '../../src/core/data/proxyTable';
import { BenchmarkTableError, readColumns, readGzip, type TableColumns } from './columns';

/** NAS-Bench-201, complete; row = the official architecture index. */
export interface NasBench201Table {
  readonly rows: number;
  /** Architecture strings. */
  readonly architectures: readonly string[];
  /** Index of the first cell that computes the same function. */
  readonly canonical: Uint32Array;
  /** Accuracies in percent, `mflops`, `mparams`: by column name, NaN where there is none. */
  readonly metrics: ReadonlyMap<string, Float64Array>;
}

/** NAS-Bench-101: all 423,624 cells in ascending order of their module hash. */
export interface NasBench101Table {
  readonly rows: number;
  /** Upper triangle of the adjacency matrix, row by row, as `0` and `1`. */
  readonly adjacency: readonly string[];
  /** One digit for each inner vertex: 0 conv3x3-bn-relu, 1 conv1x1-bn-relu, 2 maxpool3x3. */
  readonly operations: readonly string[];
  readonly parameters: Float64Array;
  /** CIFAR-10 test accuracy after 108 epochs, percent; NaN for two thirds of the rows. */
  readonly testAccuracy: Float64Array;
  /** Rows of the published split (TA-GATES, FlowerFormer, FGP) in its order, 7,290 each. */
  readonly train: Uint32Array;
  readonly test: Uint32Array;
}

/** The DARTS space: 11,221 cells with proxies only, then 725 with the NAS-Bench-301 surrogate's accuracy. */
export interface NasBench301Table {
  readonly rows: number;
  /** Eight `op~input` pairs a cell, separated by spaces. */
  readonly normal: readonly string[];
  readonly reduce: readonly string[];
  /** Proxies, `flops`, `params`, `valid_acc`: by column name, NaN where there is none. */
  readonly metrics: ReadonlyMap<string, Float64Array>;
  /** Rows with an accuracy. */
  readonly labelled: Uint32Array;
}

const NAS_BENCH_201_SIZE = 15_625;

/** @throws BenchmarkTableError, as every loader here, if the file is missing or malformed. */
export function loadNasBench201(directory: string): NasBench201Table {
  const table = readTable(directory, 'nas-bench-201', ['arch']);
  return {
    rows: table.rows,
    architectures: table.texts.get('arch')!,
    canonical: Uint32Array.from(column(table, 'canonical')),
    metrics: without(table.numbers, ['index', 'canonical']),
  };
}

export function loadNasBench101(directory: string): NasBench101Table {
  const table = readTable(directory, 'nas-bench-101', ['adjacency', 'ops', 'split']);
  const split = table.texts.get('split')!;
  const order = column(table, 'split_order');
  const rowsOf = (part: string): Uint32Array =>
    Uint32Array.from(split.keys())
      .filter((row) => split[row] === part)
      .sort((a, b) => order[a]! - order[b]!);
  return {
    rows: table.rows,
    adjacency: table.texts.get('adjacency')!,
    operations: table.texts.get('ops')!,
    parameters: column(table, 'params'),
    testAccuracy: column(table, 'test_acc'),
    train: rowsOf('train'),
    test: rowsOf('test'),
  };
}

export function loadNasBench301(directory: string): NasBench301Table {
  const table = readTable(directory, 'nas-bench-301', ['normal', 'reduce']);
  const accuracy = column(table, 'valid_acc');
  return {
    rows: table.rows,
    normal: table.texts.get('normal')!,
    reduce: table.texts.get('reduce')!,
    metrics: without(table.numbers, ['index']),
    labelled: Uint32Array.from(accuracy.keys()).filter((row) => !Number.isNaN(accuracy[row]!)),
  };
}

/**
 * Latency and energy of every NAS-Bench-201 cell on the devices of HW-NAS-Bench, by column name and architecture index.
 * NaN where the device cannot run the cell (the source writes -1: `edgetpu`, 4,699 cells).
 */
export function loadHardwareNasBench201(directory: string): ReadonlyMap<string, Float64Array> {
  const table = readTable(directory, 'hw-nas-bench-201', []);
  return byIndex(table, (value) => (value < 0 ? Number.NaN : value));
}

/** `suite-zero`: 13 proxies of 9,445 cells (NAS-Bench-Suite-Zero); `full`: four proxies of all cells (FreeREA). */
export type ZeroCostTable = 'suite-zero' | 'full';

/** Zero-cost proxies of NAS-Bench-201 by column name (`cifar10_jacov`) and architecture index; NaN where undefined (-1e8 in the source). */
export function loadZeroCostNasBench201(directory: string, which: ZeroCostTable): ReadonlyMap<string, Float64Array> {
  const path = tablePath(directory, which === 'full' ? 'zero-cost-nb201-full' : 'zero-cost-nb201');
  const text = readGzip(path).toString('latin1');
  return readProxyTable(text, { size: NAS_BENCH_201_SIZE, indexColumn: 'index' }).proxies;
}

function tablePath(directory: string, name: string): string {
  const path = join(directory, `${name}.csv.gz`);
  if (!existsSync(path)) {
    throw new BenchmarkTableError(`${path} is missing; --data names the directory of the benchmark tables`);
  }
  return path;
}

function readTable(directory: string, name: string, textColumns: readonly string[]): TableColumns {
  return readColumns(tablePath(directory, name), textColumns);
}

function column(table: TableColumns, name: string): Float64Array {
  const values = table.numbers.get(name);
  if (!values) {
    throw new BenchmarkTableError(`no column '${name}'`);
  }
  return values;
}

function without(columns: ReadonlyMap<string, Float64Array>, names: readonly string[]): Map<string, Float64Array> {
  return new Map([...columns].filter(([name]) => !names.includes(name)));
}

function byIndex(table: TableColumns, read: (value: number) => number): Map<string, Float64Array> {
  const index = column(table, 'index');
  return new Map(
    [...without(table.numbers, ['index'])].map(([name, values]) => {
      const joined = new Float64Array(NAS_BENCH_201_SIZE).fill(Number.NaN);
      values.forEach((value, row) => (joined[index[row]!] = read(value)));
      return [name, joined];
    }),
  );
}
