import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { CancellationTokenSource, CodeLensRequest } from 'vscode-languageserver-protocol/node';
import type {
  EvaluationReport,
  FinetuneReport,
  PretrainReport,
  TrainingProgress,
} from '../../src/core/training/trainingReport';
import type { ModelDescription, ModelList } from '../../src/protocol/engine';
import { importArchitectureRequest, type ImportedArchitectures } from '../../src/protocol/importArchitecture';
import { locateCellsRequest, type LocatedCells } from '../../src/protocol/locateCells';
import { environmentNotification } from '../../src/protocol/server';
import {
  exportRequest,
  importModelRequest,
  isTrainingProgressMessage,
  modelsChangedRequest,
  modelsRequest,
  tableColumnsRequest,
  trainingProgressNotification,
  trainRequest,
  type TrainingTask,
} from '../../src/protocol/trainingMessages';
import { LanguageClient, waitFor } from '../../scripts/lsp/languageClient';
import { ownSpaceText, ownTable } from '../support/ownSpace';
import { buildPrograms } from './support/programs';

// Trainings over the connection, with the programs as they are shipped.

const programs = buildPrograms('server', 'engine');
const folder = mkdtempSync(join(tmpdir(), 'flowcell-train-'));
const models = join(folder, 'models');
const at = (name: string): string => join(folder, name);
const progress = new Map<number, TrainingProgress[]>();
let client: LanguageClient;
let ids = 0;

beforeAll(async () => {
  mkdirSync(models);
  writeFileSync(at('tiny.space.yaml'), ownSpaceText);
  writeFileSync(at('results.csv'), ownTable(60));
  client = new LanguageClient({ programs, modelFolders: [models] });
  client.connection.onNotification(trainingProgressNotification, (message: unknown) => {
    if (!isTrainingProgressMessage(message)) throw new Error('malformed progress');
    progress.set(message.id, [...(progress.get(message.id) ?? []), message.progress]);
  });
  await client.initialize();
});
afterAll(() => {
  client.dispose();
  rmSync(folder, { recursive: true, force: true });
});

function train<T>(task: TrainingTask): { readonly id: number; readonly done: Promise<T>; cancel(): void } {
  const id = ++ids;
  const source = new CancellationTokenSource();
  const done = client.connection.sendRequest<T>(trainRequest, { ...task, id }, source.token);
  return { id, done, cancel: () => source.cancel() };
}
const pretrain = (name: string, epochs: number): TrainingTask => ({
  kind: 'pretrain',
  params: {
    space: at('tiny.space.yaml'),
    out: join(models, name),
    architectures: 60,
    width: 16,
    layers: 2,
    batchSize: 16,
    epochs,
  },
});

it('trains with progress, and a lens uses the new model', async () => {
  const uri = pathToFileURL(at('a.cell.yaml')).href;
  const cell =
    'cells:\n  one:\n    nodes:\n      a: { op: conv3x3, inputs: input }\n      b: { op: pool, inputs: a }\n';
  await client.open(uri, `space: ./tiny.space.yaml\n${cell}`);
  const lens = async (): Promise<string> => {
    const lenses = (await client.connection.sendRequest(CodeLensRequest.type, { textDocument: { uri } })) ?? [];
    return lenses.map(({ command }) => command?.title ?? '').join(' | ');
  };
  expect(await lens()).not.toMatch(/test_acc/);

  const encoder = train<PretrainReport>(pretrain('encoder', 5));
  expect((await encoder.done).epochs).toBe(5);
  expect(progress.get(encoder.id)?.filter(({ phase }) => phase === 'pre-training').length).toBe(5);
  const columns = await client.connection.sendRequest(tableColumnsRequest, { data: at('results.csv') });
  expect(columns).toEqual({
    columns: [
      { name: 'test_acc', higherIsBetter: true },
      { name: 'latency_ms', higherIsBetter: false },
    ],
  });
  const params = {
    model: join(models, 'encoder'),
    data: at('results.csv'),
    column: 'test_acc',
    epochs: 20,
    members: 1,
  };
  const tuned = train<FinetuneReport>({ kind: 'finetune', params: { ...params, out: join(models, 'tuned') } });
  expect((await tuned.done).evaluation.part).toBe('held-out');
  expect(progress.get(tuned.id)?.find(({ note }) => note)?.note).toMatch(/^Of 60 rows.*36 train.*12 are held out/);
  await client.connection.sendRequest(modelsChangedRequest);
  const { models: list } = await client.connection.sendRequest<ModelList>(modelsRequest);
  expect(list.map(({ id, targets }) => [id, targets.length])).toEqual([
    ['encoder', 0],
    ['tuned', 1],
  ]);
  await expect.poll(lens, { timeout: 10_000 }).toMatch(/test_acc/);
}, 60_000);

it('answers a cancellation within 300 ms, and the next training follows', async () => {
  const long = train(pretrain('long', 1000));
  await waitFor(() => progress.get(long.id)?.find(({ phase }) => phase === 'pre-training'), 'an epoch', 20_000);
  long.cancel();
  await expect(long.done).rejects.toThrow(/cancel/i);
  expect(existsSync(join(models, 'long'))).toBe(false);
  expect((await train<PretrainReport>(pretrain('next', 2)).done).epochs).toBe(2);
}, 60_000);

it('goes on by itself when the training engine is killed, and loses at most what came after the last checkpoint', async () => {
  const task = train<PretrainReport>(pretrain('killed', 10_000));
  const epochs = (): number[] =>
    (progress.get(task.id) ?? []).flatMap(({ phase, epoch }) => (phase === 'pre-training' ? [epoch] : []));
  // long enough for a checkpoint, which is written every ten seconds
  const saved = await waitFor(() => progress.get(task.id)?.find((each) => each.saved), 'a checkpoint', 40_000);
  await waitFor(() => epochs().find((epoch) => epoch > saved.epoch + 5), 'epochs after it', 20_000);
  for (const pid of childrenOf(client.process.pid!)) process.kill(pid, 'SIGKILL');
  const again = await waitFor(
    () => epochs().find((epoch, i) => i > 0 && epoch <= epochs()[i - 1]!),
    'the training to go on',
    30_000,
  );
  const last = progress.get(task.id)?.findLast((each) => each.saved && each.epoch < again);
  expect(again).toBe(last!.epoch + 1);
  expect(again).toBeGreaterThan(saved.epoch);
  task.cancel();
  await expect(task.done).rejects.toThrow(/cancel/i);
}, 120_000);

it('trains in two windows at once; into one folder only one of them', async () => {
  const other = new LanguageClient({ programs, modelFolders: [models] });
  await other.initialize();
  const ask = (name: string, id: number): Promise<PretrainReport> =>
    other.connection.sendRequest(trainRequest, { ...pretrain(name, 100), id });
  const mine = train<PretrainReport>(pretrain('window-one', 10_000));
  const losses = (): (number | undefined)[] =>
    (progress.get(mine.id) ?? []).flatMap(({ phase, loss }) => (phase === 'pre-training' ? [loss] : []));
  await waitFor(() => (losses().length > 0 ? true : undefined), 'an epoch', 20_000);
  await expect(ask('window-one', 1)).rejects.toThrow(/Another training \(process \d+\) writes to .*window-one/);
  const theirs = await ask('window-two', 2);
  await waitFor(() => (losses().length >= 100 ? true : undefined), 'epochs', 20_000);
  // neither knew of the other
  expect(losses().slice(0, 100)).toEqual(theirs.losses);
  mine.cancel();
  await expect(mine.done).rejects.toThrow(/cancel/i);
  other.dispose();
}, 120_000);

it('measures while a training runs, and says so when a second training has to wait', async () => {
  const long = train(pretrain('busy', 10_000));
  await waitFor(() => progress.get(long.id)?.find(({ phase }) => phase === 'pre-training'), 'an epoch', 20_000);
  const second = train(pretrain('waiting', 2));
  await waitFor(() => progress.get(second.id)?.find(({ phase }) => phase === 'waiting'), 'the second to wait');
  const params = { model: join(models, 'tuned'), data: at('results.csv'), column: 'test_acc' };
  const report = await train<EvaluationReport>({ kind: 'evaluate', params }).done;
  expect(report.misses.length).toBeGreaterThan(0);
  second.cancel();
  await expect(second.done).rejects.toThrow(/cancel/i);
  long.cancel();
  await expect(long.done).rejects.toThrow(/cancel/i);
  // one of the misses is a cell of a file
  const [miss] = report.misses;
  const uri = pathToFileURL(at('found.cell.yaml')).href;
  writeFileSync(at('found.cell.yaml'), `space: ./tiny.space.yaml\ncells:\n  there: ${miss!.arch}\n`);
  const located = await client.connection.sendRequest<LocatedCells>(locateCellsRequest, {
    space: 'tiny',
    keys: report.misses.map(({ key }) => key),
    files: [pathToFileURL(at('gone.cell.yaml')).href, uri],
  });
  expect(located.cells).toEqual([
    { key: miss!.key, uri, name: 'there', range: { start: { line: 2, character: 2 }, end: { line: 2, character: 7 } } },
  ]);
}, 60_000);

it('neither trains nor imports in Restricted Mode, until the window is trusted', async () => {
  const restricted = new LanguageClient({ programs, modelFolders: [models], trusted: false });
  await restricted.initialize();
  const ask = (): Promise<PretrainReport> =>
    restricted.connection.sendRequest(trainRequest, { ...pretrain('restricted', 1), id: 1 });
  await expect(ask()).rejects.toThrow(/Restricted Mode/);
  const params = { folder: join(models, 'tuned'), into: at('imported') };
  await expect(restricted.connection.sendRequest(importModelRequest, params)).rejects.toThrow(/Restricted Mode/);
  expect(existsSync(at('imported'))).toBe(false);
  await restricted.connection.sendNotification(environmentNotification, {
    modelFolders: [models, at('imported')],
    trusted: true,
  });
  const model = await restricted.connection.sendRequest<ModelDescription>(importModelRequest, params);
  expect(model).toMatchObject({ id: 'tuned', folder: join(at('imported'), 'tuned') });
  await restricted.connection.sendRequest(modelsChangedRequest);
  const { models: list } = await restricted.connection.sendRequest<ModelList>(modelsRequest);
  expect(list.find(({ id }) => id === 'tuned')?.folder).toBe(join(at('imported'), 'tuned'));
  expect((await ask()).epochs).toBe(1);
  restricted.dispose();
}, 60_000);

it('makes cells of architectures in native forms', async () => {
  const ask = (text: string, document?: string): Promise<ImportedArchitectures> =>
    client.connection.sendRequest(importArchitectureRequest, {
      text,
      spaceFiles: [pathToFileURL(at('tiny.space.yaml')).href],
      ...(document === undefined ? {} : { document }),
    });
  const arch = '|nor_conv_3x3~0|+|none~0|skip_connect~1|+|nor_conv_3x3~0|nor_conv_3x3~1|avg_pool_3x3~2|';
  const [fit] = (await ask(`"${arch}",`)).fits;
  expect(fit).toMatchObject({ space: 'nas-bench-201', cells: 1 });
  expect(fit?.content).toMatch(/^space: nas-bench-201\ncells:\n {2}imported:/);
  expect((await ask(`${arch}\n${arch.replace('none', 'skip_connect')}`)).fits[0]?.cells).toBe(2);
  const own = JSON.stringify({ nodes: { a: { op: 'conv3x3', inputs: 'input' }, b: { op: 'pool', inputs: 'a' } } });
  const uri = pathToFileURL(at('open.cell.yaml')).href;
  await client.open(uri, `space: ./tiny.space.yaml\ncells:\n  imported: ${own}\n`);
  const [ownFit] = (await ask(own, uri)).fits;
  expect(ownFit).toMatchObject({
    space: 'tiny',
    cells: 1,
    edit: { newText: expect.stringContaining('imported-2:') as string },
  });
  expect((await ask('|nor_conv_9x9~0|+|none~0|none~1|+|none~0|none~1|none~2|')).problem).toMatch(/nor_conv_9x9/);
  expect(await ask('hello')).toMatchObject({
    fits: [],
    problem: expect.stringMatching(/neither the bundled spaces/) as string,
  });
});

it('exports what lenses show', async () => {
  const out = at('predictions.csv');
  const params = { files: [{ path: at('found.cell.yaml') }], chosen: { tiny: 'tuned' }, format: 'csv', out };
  expect(await client.connection.sendRequest(exportRequest, params)).toEqual({ rows: 1, problems: [] });
  expect(readFileSync(out, 'utf8')).toMatch(
    /^name,arch,test_acc,test_acc_low,test_acc_high,test_acc_top_percent\nthere,/,
  );
});

it('says what is wrong with what it is given', async () => {
  const params = { model: join(models, 'nothing'), data: at('results.csv'), column: 'test_acc', out: at('x') };
  await expect(train({ kind: 'finetune', params }).done).rejects.toThrow(/There is no folder and no model/);
});

/** Process ids of a process's children, read where Linux tells them. */
function childrenOf(pid: number): number[] {
  const text = execFileSync('ps', ['-o', 'pid=', '--ppid', String(pid)], { encoding: 'utf8' });
  return text.split(/\s+/).filter(Boolean).map(Number);
}
