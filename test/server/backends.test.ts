import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { CancellationTokenSource, DidChangeConfigurationNotification } from 'vscode-languageserver-protocol/node';
import { LanguageClient, waitFor } from '../../scripts/lsp/languageClient';
import {
  backendsRequest,
  installBackendRequest,
  installProgressNotification,
  isInstallProgressMessage,
} from '../../src/protocol/backendMessages';
import { isBackendSelection, type BackendSelection } from '../../src/protocol/backends';
import type { PretrainReport } from '../../src/core/training/trainingReport';
import {
  isTrainingProgressMessage,
  trainingProgressNotification,
  trainRequest,
} from '../../src/protocol/trainingMessages';
import { ownSpaceText } from '../support/ownSpace';
import { copying, writeNpm } from '../support/standInNpm';
import { writeNodeGpuPackage } from '../support/standInPackages';
import { temporaryFolders } from '../support/temporaryFolder';
import { buildPrograms } from './support/programs';

// Compute backends over the connection, with the programs as they are shipped.

const programs = buildPrograms('server', 'engine');
const temporary = temporaryFolders('backends');
const clients: LanguageClient[] = [];
afterAll(() => clients.forEach((client) => client.dispose()));

interface Setting {
  readonly backendStorage?: string;
  readonly trusted?: boolean;
  readonly engine?: object;
}

async function start({
  backendStorage = temporary(),
  trusted = true,
  engine = {},
}: Setting = {}): Promise<LanguageClient> {
  const client = new LanguageClient({
    programs,
    settings: { engine },
    environment: { backendStorage, trusted },
  });
  clients.push(client);
  await client.initialize();
  return client;
}
async function ask(client: LanguageClient, params: object): Promise<BackendSelection> {
  const selection = await client.connection.sendRequest<unknown>(backendsRequest, params);
  if (!isBackendSelection(selection)) throw new Error('malformed selection');
  return selection;
}

it('tells what is known at once, and measures when asked', async () => {
  const client = await start();
  const known = await ask(client, { extent: 'known' });
  expect(known).toMatchObject({ choice: 'auto', backend: 'wasm', reason: 'No other backend is installed.' });
  expect(known.reports.map(({ backend, isUsable }) => [backend, isUsable])).toEqual([
    ['node-gpu', false],
    ['webgpu', false],
    ['wasm', true],
    ['cpu', true],
  ]);
  const measured = await ask(client, { extent: 'measured', batchSize: 8 });
  expect(measured.reports[2]?.stepsPerSecond).toBeGreaterThan(0);
  const status = await waitFor(
    () => client.statuses.find(({ training }) => training?.includes('measured')),
    'a status',
  );
  expect(status.training).toMatch(/^trains on wasm \(.* cells\/s at batch 8, measured \d{4}-\d\d-\d\d\)$/);
  await expect(ask(client, { extent: 'everything' })).rejects.toThrow(/malformed/);
}, 60_000);

it('trains on the backend of the settings, and says so in the status', async () => {
  const packageFolder = temporary();
  writeNodeGpuPackage(packageFolder, 'right');
  const client = await start({ engine: { backend: 'node-gpu', packageFolder } });
  const folder = temporary();
  writeFileSync(join(folder, 'tiny.space.yaml'), ownSpaceText);
  const params = {
    space: join(folder, 'tiny.space.yaml'),
    out: join(folder, 'encoder'),
    architectures: 12,
    width: 8,
    layers: 1,
    batchSize: 12,
    epochs: 2,
  };
  const report = await client.connection.sendRequest<PretrainReport>(trainRequest, { kind: 'pretrain', params, id: 1 });
  expect(report.epochs).toBe(2);
  await waitFor(() => client.statuses.find(({ training }) => training?.startsWith('trains on node-gpu')), 'a status');
  expect(await ask(client, { extent: 'known' })).toMatchObject({ choice: 'node-gpu', backend: 'node-gpu' });
}, 90_000);

it('trains on wasm where the backend of the settings kills its process, and says why', async () => {
  const packageFolder = temporary();
  writeNodeGpuPackage(packageFolder, 'crashes');
  const client = await start({ engine: { backend: 'node-gpu', packageFolder } });
  const folder = temporary();
  writeFileSync(join(folder, 'tiny.space.yaml'), ownSpaceText);
  const params = { space: join(folder, 'tiny.space.yaml'), out: join(folder, 'encoder'), architectures: 12, epochs: 1 };
  await client.connection.sendRequest<PretrainReport>(trainRequest, { kind: 'pretrain', params, id: 1 });
  const selection = await ask(client, { extent: 'known' });
  expect(selection).toMatchObject({ choice: 'node-gpu', backend: 'wasm' });
  expect(selection.reason).toMatch(/The settings name node-gpu, which cannot be used\. its process died/);
}, 90_000);

it('takes over other settings: at once where an engine rests, after its work where it trains', async () => {
  const engine = { backend: 'wasm' };
  const client = await start({ engine });
  const choose = async (backend: string): Promise<void> => {
    engine.backend = backend;
    await client.connection.sendNotification(DidChangeConfigurationNotification.type, { settings: null });
    // the server has read the settings when it answers this
    await ask(client, { extent: 'known' });
  };
  expect(await ask(client, { extent: 'known' })).toMatchObject({ choice: 'wasm' });
  await choose('cpu');
  expect(await ask(client, { extent: 'known' })).toMatchObject({ choice: 'cpu' });

  const folder = temporary();
  writeFileSync(join(folder, 'tiny.space.yaml'), ownSpaceText);
  const phases = new Map<number, string>();
  client.connection.onNotification(trainingProgressNotification, (message: unknown) => {
    if (isTrainingProgressMessage(message)) phases.set(message.id, message.progress.phase);
  });
  const source = new CancellationTokenSource();
  const train = (id: number, epochs: number): Promise<PretrainReport> => {
    const params = { space: join(folder, 'tiny.space.yaml'), out: join(folder, `encoder-${id}`), architectures: 12 };
    const task = { kind: 'pretrain', params: { ...params, width: 8, layers: 1, epochs }, id };
    return client.connection.sendRequest(trainRequest, task, ...(id === 1 ? [source.token] : []));
  };
  const running = train(1, 10_000);
  await waitFor(() => phases.get(1) === 'pre-training' || undefined, 'an epoch', 20_000);
  await choose('wasm');
  const next = train(2, 1);
  await waitFor(() => phases.get(2) === 'waiting' || undefined, 'the second to wait');
  expect(await ask(client, { extent: 'known' })).toMatchObject({ choice: 'cpu' });
  source.cancel();
  await expect(running).rejects.toThrow(/cancel/i);
  expect((await next).epochs).toBe(1);
  expect(await ask(client, { extent: 'known' })).toMatchObject({ choice: 'wasm' });
}, 90_000);

it('installs with progress, and what was installed is there for the next training', async () => {
  const backendStorage = temporary();
  const brought = temporary();
  const place = writeNodeGpuPackage(brought, 'on-cpu');
  mkdirSync(join(place, 'lib', 'napi-v8'), { recursive: true });
  writeFileSync(join(place, 'lib', 'napi-v8', 'tfjs_binding.node'), '');
  const nodePath = writeNpm(temporary(), copying(brought));
  const client = await start({ backendStorage, engine: { nodePath } });
  const phases: string[] = [];
  client.connection.onNotification(installProgressNotification, (message: unknown) => {
    if (isInstallProgressMessage(message)) phases.push(message.progress.phase);
  });
  const installed = await client.connection.sendRequest<unknown>(installBackendRequest, { backend: 'node-gpu' });
  expect(installed).toMatchObject({
    folder: join(backendStorage, 'node-gpu'),
    report: { isUsable: true, note: expect.stringMatching(/computes on the CPU/) as unknown },
  });
  expect(phases).toContain('testing');
  const { reports } = await ask(client, { extent: 'known' });
  expect(reports[0]).toMatchObject({ backend: 'node-gpu', package: { version: '4.22.0' } });
}, 90_000);

it('cancels an installation, and keeps nothing of it', async () => {
  const backendStorage = temporary();
  const nodePath = writeNpm(temporary(), 'setInterval(() => {}, 1000);');
  const client = await start({ backendStorage, engine: { nodePath } });
  const started = new Promise((done) => client.connection.onNotification(installProgressNotification, done));
  const source = new CancellationTokenSource();
  const install = client.connection.sendRequest(installBackendRequest, { backend: 'webgpu' }, source.token);
  await started;
  source.cancel();
  await expect(install).rejects.toThrow(/cancel/i);
  await waitFor(() => readdirSync(backendStorage).length === 0, 'an empty folder');
}, 60_000);

it('refuses to install in Restricted Mode, and what is not for it', async () => {
  const client = await start({ trusted: false });
  const install = (params: object): Promise<unknown> => client.connection.sendRequest(installBackendRequest, params);
  await expect(install({ backend: 'webgpu' })).rejects.toThrow(/Restricted Mode/);
  await expect(install({ backend: 'wasm' })).rejects.toThrow(/malformed/);
});
