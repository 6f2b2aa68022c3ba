import { spawn } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import type { TrainingProgress } from '../../../../src/core/training/trainingReport';
import { RunStore } from '../../../../src/extension/training/runStore';
import { TrainingRuns, type RunProgress } from '../../../../src/extension/training/trainingRuns';
import type { TrainingTask } from '../../../../src/protocol/trainingMessages';
import { maxRunPoints, type TrainingRun } from '../../../../src/protocol/trainingRuns';

const root = mkdtempSync(join(tmpdir(), 'flowcell-runs-'));
afterAll(() => rmSync(root, { recursive: true, force: true }));
let folder: string;
let count = 0;
beforeEach(() => {
  folder = join(root, `runs-${++count}`);
});

const task: TrainingTask = { kind: 'pretrain', params: { space: '/a.space.yaml', out: '/models/a', epochs: 10 } };
const report = {
  kind: 'pretrain',
  ...{ id: 'a', folder: '/models/a', space: 'a', pretext: 'fgp', architectures: 5, epochs: 10, losses: [1] },
  ...{ resumedFrom: 0, seconds: 1, problems: [] },
};
const epochOf = (epoch: number, more: Partial<TrainingProgress> = {}): TrainingProgress => ({
  ...{ phase: 'pre-training', epoch, epochs: 10, loss: 1 / epoch, rate: 100, remainingSeconds: 1 },
  ...more,
});

/** A training that the test itself drives. */
interface Driven {
  readonly task: TrainingTask;
  readonly signal: AbortSignal;
  readonly tell: (progress: TrainingProgress) => void;
  readonly end: (report: unknown) => void;
  readonly fail: (error: Error) => void;
}

function start(options: { failures?: unknown[] } = {}): { runs: TrainingRuns; driven: Driven[]; store: RunStore } {
  const driven: Driven[] = [];
  const store = new RunStore(folder);
  const runs = new TrainingRuns({
    store,
    train: (given, signal, tell) =>
      new Promise((end, fail) => void driven.push({ task: given, signal, tell, end, fail })),
    onStoreFailure: (error) => void options.failures?.push(error),
  });
  return { runs, driven, store };
}

describe('runs', () => {
  it('keep their curve, messages and report, also for the next window', async () => {
    const { runs, driven } = start();
    const told: RunProgress[] = [];
    runs.listen({ progressed: (progress) => void told.push(progress) });
    const { id, ended } = runs.start(task, 'Pre-training for a');
    driven[0]!.tell({ phase: 'preparing', epoch: 0, epochs: 1 });
    for (const epoch of [1, 2, 3]) driven[0]!.tell(epochOf(epoch, { saved: epoch === 2 }));
    expect((await runs.get(id))?.run).toMatchObject({ state: 'running', savedEpoch: 2 });
    expect(told.map(({ point }) => point?.epoch)).toEqual([undefined, 1, 2, 3]);
    driven[0]!.end(report);
    expect(await ended).toMatchObject({ state: 'finished', report });
    const other = (await start().runs.list())[0]?.run;
    expect(other).toMatchObject({ id, state: 'finished', report, title: 'Pre-training for a' });
    expect(other?.points.map(({ epoch }) => epoch)).toEqual([1, 2, 3]);
    expect(other?.messages.map(({ text }) => text)).toEqual(['Started.', 'Finished.']);
  });

  it('are cancelled at once, whatever the engine does, and go on from their checkpoint', async () => {
    const { runs, driven } = start();
    const { id, ended } = runs.start(task, 'a');
    for (const epoch of [1, 2, 3, 4, 5]) driven[0]!.tell(epochOf(epoch, { saved: epoch === 3 }));
    runs.cancel(id);
    expect((await ended).state).toBe('cancelled');
    expect(driven[0]!.signal.aborted).toBe(true);
    driven[0]!.tell(epochOf(6));
    expect((await runs.get(id))?.run.points.length).toBe(5);

    expect((await runs.resumable()).map((run) => run.id)).toEqual([id]);
    const resumed = await runs.resume(id);
    expect(driven[1]!.task.params).toMatchObject({ resume: true, space: '/a.space.yaml' });
    driven[1]!.tell(epochOf(4, { loss: 0.5 }));
    driven[1]!.end(report);
    const run = await resumed!.ended;
    expect(run.points.map(({ epoch }) => epoch)).toEqual([1, 2, 3, 4]);
    expect(run.points.at(-1)?.loss).toBe(0.5);
    expect(run.messages.map(({ text }) => text)).toContain('Went on from the checkpoint of epoch 3.');
    expect(await runs.resumable()).toEqual([]);
    expect(await runs.resume(id)).toBeUndefined();
  });

  it('say why they failed, with everything that is known', async () => {
    const { runs, driven } = start();
    const { ended } = runs.start(task, 'a');
    driven[0]!.fail(new Error('results.csv cannot be used: no rows.\nRow 3: no architecture'));
    const { state, messages } = await ended;
    expect(state).toBe('failed');
    expect(messages.slice(1)).toMatchObject([
      { level: 'error', text: 'results.csv cannot be used: no rows.' },
      { level: 'warning', text: 'Row 3: no architecture' },
    ]);
    const next = runs.start(task, 'b');
    driven[1]!.end({ kind: 'pretrain' });
    expect((await next.ended).messages.at(-1)?.text).toMatch(/malformed/);
  });

  it('say once that their model waits for room, and that it is saved', async () => {
    const { runs, driven } = start();
    const { ended } = runs.start(task, 'a');
    const tell = (phase: TrainingProgress['phase'], more: Partial<TrainingProgress> = {}): void =>
      driven[0]!.tell({ phase, epoch: 0, epochs: 1, ...more });
    tell('assessing');
    tell('waiting for room', { warning: 'The disk is full.' });
    tell('waiting for room');
    tell('waiting for room', { note: 'There is room again.' });
    tell('assessing');
    driven[0]!.end(report);
    expect((await ended).messages.map(({ text }) => text)).toEqual([
      ...['Started.', 'Assessing what was learnt.', 'The disk is full.', 'There is room again.', 'Finished.'],
    ]);
  });

  it('thin out very long curves', async () => {
    const { runs, driven } = start();
    const { id } = runs.start(task, 'a');
    for (let epoch = 1; epoch <= maxRunPoints + 10; epoch++) driven[0]!.tell(epochOf(epoch));
    const points = (await runs.get(id))?.run.points ?? [];
    expect(points.length).toBeLessThanOrEqual(maxRunPoints);
    expect(points.at(-1)?.epoch).toBe(maxRunPoints + 10);
    runs.cancel(id);
  });

  it('go on although nothing of them can be kept', async () => {
    writeFileSync(folder, 'a file where the folder should be');
    const failures: unknown[] = [];
    const { runs, driven } = start({ failures });
    const { id, ended } = runs.start(task, 'a');
    driven[0]!.tell(epochOf(1));
    driven[0]!.end(report);
    expect((await ended).state).toBe('finished');
    expect(failures).toHaveLength(1);
    expect((await runs.list()).map(({ run }) => [run.id, run.state])).toEqual([[id, 'finished']]);
  });
});

describe('the files of runs', () => {
  const stored: TrainingRun = {
    ...{ id: 'one', task, title: 'a', state: 'running', created: 5, seconds: 1, points: [], messages: [] },
  };

  it('tell a run of another window from one whose window is gone', async () => {
    const store = new RunStore(folder);
    await store.write(stored);
    const path = join(folder, 'one.json');
    const record = JSON.parse(readFileSync(path, 'utf8')) as { owner: { pid: number; updated: number } };
    const owned = (pid: number, updated: number): void =>
      writeFileSync(path, JSON.stringify({ ...record, owner: { pid, updated } }));
    const other = spawn(process.execPath, ['-e', 'setTimeout(() => {}, 20000)']);
    owned(other.pid!, Date.now());
    expect(await store.read('one')).toMatchObject({ isElsewhere: true, run: { state: 'running' } });
    // A process id that is used again by something else is silent about the run.
    owned(other.pid!, Date.now() - 120_000);
    expect(await store.read('one')).toMatchObject({ isElsewhere: false, run: { state: 'interrupted' } });
    owned(other.pid!, Date.now());
    const gone = new Promise((done) => other.once('exit', done));
    other.kill('SIGKILL');
    await gone;
    expect(await store.read('one')).toMatchObject({ isElsewhere: false, run: { state: 'interrupted' } });
    const [message] = (await store.read('one'))!.run.messages;
    expect(message?.text).toMatch(/window was closed/);
  });

  it.each([
    ['no JSON', '{'],
    ['another format', JSON.stringify({ format: 2, run: stored })],
    ['another run', JSON.stringify({ format: 1, run: { ...stored, id: 'two' } })],
    ['a malformed run', JSON.stringify({ format: 1, run: { ...stored, points: [{ epoch: -1 }] } })],
    [
      'a report of another kind',
      JSON.stringify({ format: 1, run: { ...stored, state: 'finished', report: { kind: 'finetune' } } }),
    ],
  ])('are passed over where they hold %s', async (_, text) => {
    const store = new RunStore(folder);
    await store.write({ ...stored, id: 'good' });
    writeFileSync(join(folder, 'one.json'), text);
    writeFileSync(join(folder, 'Not A Run.json'), '{}');
    expect((await store.list()).map(({ run }) => run.id)).toEqual(['good']);
  });

  it('are replaced as a whole, one write after another, and leave nothing else', async () => {
    const store = new RunStore(folder);
    await Promise.all(Array.from({ length: 20 }, (_, seconds) => store.write({ ...stored, seconds })));
    expect(readdirSync(folder)).toEqual(['one.json']);
    expect((await store.read('one'))?.run.seconds).toBe(19);
    await store.remove('one');
    expect(readdirSync(folder)).toEqual([]);
  });

  it('say so when their folder cannot be written', async () => {
    writeFileSync(folder, '');
    const store = new RunStore(join(folder, 'runs'));
    await expect(store.write(stored)).rejects.toThrow(/ENOTDIR/);
    expect(await store.list()).toEqual([]);
  });

  it('become fewer when they are many; those that can go on stay', async () => {
    const store = new RunStore(folder);
    const over = { ...stored, state: 'finished', report } as TrainingRun;
    for (let i = 0; i < 55; i++) await store.write({ ...over, id: `run-${i}`, created: 100 + i });
    await store.write({ ...stored, id: 'stopped', state: 'cancelled', created: 1 });
    await store.tidy();
    const ids = (await store.list()).map(({ run }) => run.id);
    expect(ids).toHaveLength(51);
    expect(ids).toContain('stopped');
    expect(ids[0]).toBe('run-54');
  });
});
