import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { CancellationTokenSource, CodeLensRequest } from 'vscode-languageserver-protocol/node';
import type { FinetuneReport, PretrainReport, TrainingProgress } from '../../src/core/training/trainingReport';
import type { ModelList } from '../../src/protocol/engine';
import {
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
  const since = performance.now();
  long.cancel();
  await expect(long.done).rejects.toThrow(/cancel/i);
  expect(performance.now() - since).toBeLessThan(300);
  expect(existsSync(join(models, 'long'))).toBe(false);
  expect((await train<PretrainReport>(pretrain('next', 2)).done).epochs).toBe(2);
}, 60_000);

it('goes on by itself when the training engine is killed', async () => {
  const task = train<PretrainReport>(pretrain('killed', 400));
  await waitFor(
    () => progress.get(task.id)?.find(({ epoch, phase }) => phase === 'pre-training' && epoch > 20),
    'epochs',
    20_000,
  );
  for (const pid of childrenOf(client.process.pid!)) process.kill(pid, 'SIGKILL');
  expect((await task.done).epochs).toBe(400);
}, 60_000);

it('says what is wrong with what it is given', async () => {
  const params = { model: join(models, 'nothing'), data: at('results.csv'), column: 'test_acc', out: at('x') };
  await expect(train({ kind: 'finetune', params }).done).rejects.toThrow(/There is no folder and no model/);
});

/** Process ids of a process's children, read where Linux tells them. */
function childrenOf(pid: number): number[] {
  const text = execFileSync('ps', ['-o', 'pid=', '--ppid', String(pid)], { encoding: 'utf8' });
  return text.split(/\s+/).filter(Boolean).map(Number);
}
