import { spawn } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type {
  EvaluationReport,
  FinetuneReport,
  Figures,
  PretrainReport,
} from '../../../src/core/training/trainingReport';
import { buildPrograms } from '../../server/support/programs';
import { benchmarkData, hasBenchmarkData } from '../../support/benchmarkData';
import { ownSpaceText, ownTable } from '../../support/ownSpace';

const root = resolve(__dirname, '../../..');
const folder = mkdtempSync(join(tmpdir(), 'flowcell-cli-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const programs = buildPrograms('cli', 'engine');
const at = (name: string): string => join(folder, name);

interface Result {
  readonly code: number | null;
  readonly output: string;
  readonly errors: string;
}

function flowcell(...args: string[]): Promise<Result> {
  const env = { ...process.env, XDG_CACHE_HOME: at('cache') };
  const child = spawn(process.execPath, [join(programs, 'cli.js'), ...args], { env });
  const text = { output: '', errors: '' };
  child.stdout.setEncoding('utf8').on('data', (chunk: string) => (text.output += chunk));
  child.stderr.setEncoding('utf8').on('data', (chunk: string) => (text.errors += chunk));
  return new Promise((done) => child.on('close', (code) => done({ code, ...text })));
}
async function json<T>(...args: string[]): Promise<T> {
  const { code, output, errors } = await flowcell(...args, '--json');
  expect(code, errors).toBe(0);
  return JSON.parse(output) as T;
}

const pretrain = (out: string, ...more: string[]): string[] => [
  'pretrain',
  '--space',
  at('tiny.space.yaml'),
  '--out',
  at(out),
  '--count',
  '60',
  '--width',
  '16',
  '--layers',
  '2',
  ...more,
];
const finetune = (out: string, ...more: string[]): string[] => [
  'finetune',
  '--model',
  at('encoder'),
  '--data',
  at('results.csv'),
  '--target',
  'test_acc',
  '--out',
  at(out),
  ...more,
];

/** Runs a command and kills the process, as a crash would, once the checkpoint is there. */
function killAfterCheckpoint(checkpoint: string, args: string[]): Promise<NodeJS.Signals | null> {
  const child = spawn(process.execPath, [join(programs, 'cli.js'), ...args], { stdio: 'ignore' });
  const timer = setInterval(() => {
    if (existsSync(checkpoint)) child.kill('SIGKILL');
  }, 5);
  return new Promise((done) => {
    child.on('exit', (_, signal) => {
      clearInterval(timer);
      done(signal);
    });
  });
}

describe('training on the command line', () => {
  beforeAll(() => {
    // the bundled models lie above the program's folder
    cpSync(join(root, 'package.json'), join(programs, '../package.json'));
    writeFileSync(at('tiny.space.yaml'), ownSpaceText);
    writeFileSync(at('results.csv'), ownTable(80));
  });
  afterAll(() => rmSync(join(programs, '../package.json'), { force: true }));

  it('pre-trains, fine-tunes, evaluates and exports', async () => {
    const encoder = await json<PretrainReport>(...pretrain('encoder', '--epochs', '5'));
    expect(encoder).toMatchObject({ id: 'encoder', space: 'tiny', pretext: 'fgp', epochs: 5 });
    const tuned = await json<FinetuneReport>(...finetune('tuned', '--epochs', '30'));
    expect(tuned.evaluation.figures.tau).toBeGreaterThan(50);
    const model = ['--model', at('tuned'), '--data', at('results.csv'), '--target', 'test_acc'];
    const measured = await json<EvaluationReport & Figures>('evaluate', ...model);
    expect(measured.part).toBe('held-out');
    expect(measured.tau).toBe(tuned.evaluation.figures.tau);
    expect(Object.keys(measured).slice(0, 7)).toEqual(['n', 'tau', 'p1', 'p5', 'p10', 'spearman', 'coverage']);
    const text = await flowcell('evaluate', ...model);
    expect(text.output).toMatch(/test_acc on 16 rows of results\.csv/);
    expect(text.output).toMatch(/Parameters/);
    expect(text.output).toMatch(/higher test_acc is better/);

    const exported = await flowcell('export', at('results.csv'), '--model', at('tuned'), '--out', at('predicted.csv'));
    expect(exported.code, exported.errors).toBe(0);
    const lines = readFileSync(at('predicted.csv'), 'utf8').trim().split('\n');
    expect(lines[0]).toBe('name,arch,test_acc,test_acc_low,test_acc_high,test_acc_top_percent');
    expect(lines.length).toBe(81);
    const again = ['--model', at('tuned'), '--data', at('predicted.csv'), '--target', 'test_acc'];
    expect(await json<Figures>('evaluate', ...again)).toMatchObject({ n: 16, tau: 100 });
    expect(readdirSync(folder).filter((name) => name.startsWith('.'))).toEqual([]);
  }, 120_000);

  it('exports every row of a table, in order, and names those that it cannot read', async () => {
    const [head = '', first = '', second = '', third = ''] = ownTable(20).split('\n');
    writeFileSync(at('rows.csv'), [head, first, second, first, third.replace('conv', 'conf'), second].join('\n'));
    const { code, output, errors } = await flowcell('export', at('rows.csv'), '--model', at('tuned'));
    expect(code).toBe(1);
    expect(errors).toMatch(/rows\.csv: Row 4 \(line 5\)/);
    const rows = output.trim().split('\n').slice(1);
    expect(rows.map((row) => row.split(',')[0])).toEqual(['1', '2', '3', '5']);
    const values = rows.map((row) => row.replace(/^\d+,/, ''));
    expect([values[2], values[3]]).toEqual([values[0], values[1]]);
    const over = await flowcell('export', at('rows.csv'), '--model', at('tuned'), '--out', at('rows.csv'));
    expect(over.code).toBe(2);
    expect(over.errors).toMatch(/is the file to be read/);
    expect(readFileSync(at('rows.csv'), 'utf8')).toContain(head);
  }, 60_000);

  it('goes on without anybody reading its progress', async () => {
    const args = pretrain('unread', '--epochs', '3');
    const child = spawn(process.execPath, [join(programs, 'cli.js'), ...args], { stdio: ['ignore', 'pipe', 'pipe'] });
    child.stderr.destroy();
    child.stdout.resume();
    expect(await new Promise((done) => child.on('close', done))).toBe(0);
    expect(existsSync(at('unread'))).toBe(true);
  }, 60_000);

  it('survives kill -9 in mid-training: resume gives the curve of an unbroken run', async () => {
    const whole = await json<PretrainReport>(...pretrain('whole', '--epochs', '120'));
    const args = pretrain('killed', '--epochs', '120', '--checkpoint-seconds', '0');
    expect(await killAfterCheckpoint(at('.killed.checkpoint'), args)).toBe('SIGKILL');
    expect(existsSync(at('killed'))).toBe(false);
    const resumed = await json<PretrainReport>(...args, '--resume');
    expect(resumed.resumedFrom).toBeGreaterThan(0);
    expect(resumed.losses).toEqual(whole.losses);
    const weights = (name: string): Buffer => {
      const [file] = readdirSync(at(name)).filter((entry) => entry.endsWith('.bin'));
      return readFileSync(join(at(name), file!));
    };
    expect(weights('killed').equals(weights('whole'))).toBe(true);
  }, 120_000);

  it('says what is wrong with a table by row and column, and ends with 2', async () => {
    const lines = ownTable(20).split('\n');
    writeFileSync(
      at('broken.csv'),
      lines.map((line, i) => (i === 4 ? line.replace(/,[\d.]+,/, ',fast,') : line)).join('\n'),
    );
    const missing = await flowcell(...finetune('x').map((arg) => (arg === 'test_acc' ? 'acc' : arg)));
    expect(missing).toMatchObject({ code: 2, output: '' });
    expect(missing.errors).toMatch(/There is no column 'acc'. The table has 'arch', 'test_acc', 'latency_ms'/);
    const broken = await flowcell(
      ...finetune('y', '--epochs', '3').map((arg) => (arg === at('results.csv') ? at('broken.csv') : arg)),
    );
    expect(broken.code).toBe(0);
    expect(broken.errors).toMatch(/Row 4 \(line 5\), column 'test_acc': 'fast' is not a number/);
    const nowhere = await flowcell(
      'evaluate',
      '--model',
      at('nothing'),
      '--data',
      at('results.csv'),
      '--target',
      'test_acc',
    );
    expect(nowhere.code).toBe(2);
    expect(nowhere.errors).toMatch(/There is no folder and no model/);
    expect((await flowcell('pretrain', '--space', 'nas-bench-2001', '--out', at('z'))).errors).toMatch(
      /no space named/,
    );
    expect((await flowcell('finetune')).errors).toMatch(/needs --model/);
  }, 60_000);

  it('says which backend computes', async () => {
    const { backend, backends } = await json<{ backend: string; backends: { backend: string; isUsable: boolean }[] }>(
      'engine',
    );
    expect(backend).toBe('wasm');
    expect(backends.find((found) => found.backend === 'cpu')?.isUsable).toBe(true);
  }, 60_000);

  it.skipIf(!hasBenchmarkData)(
    'does the same on NAS-Bench-Graph as a space file',
    async () => {
      const space = join(root, 'examples/spaces/nas-bench-graph.space.yaml');
      const args = ['--space', space, '--out', at('graph'), '--count', '200', '--epochs', '3', '--width', '16'];
      await json<PretrainReport>('pretrain', ...args);
      const table = join(benchmarkData, 'nas-bench-graph.csv.gz');
      const data = ['--model', at('graph'), '--data', table, '--target', 'cora_test', '--out', at('cora')];
      const { split, evaluation } = await json<FinetuneReport>(
        'finetune',
        ...data,
        '--labels',
        '60',
        '--epochs',
        '15',
        '--members',
        '1',
      );
      expect(split.train).toBe(60);
      expect(split.heldOut).toBeGreaterThan(20_000);
      expect(evaluation.figures.tau).toBeGreaterThan(0);
    },
    240_000,
  );
});
