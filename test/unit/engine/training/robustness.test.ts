import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type { GraphOps } from '../../../../src/core/encoder/graphOps';
import type { TrainingProgress } from '../../../../src/core/training/trainingReport';
import { readResultTable } from '../../../../src/core/data/resultTable';
import { architectureResolver } from '../../../../src/core/spec/resolveArchitecture';
import { loadModelFolder } from '../../../../src/engine/modelFolder';
import { chooseModel } from '../../../../src/engine/models/chooseModel';
import { readCatalogue } from '../../../../src/engine/models/modelCatalogue';
import { nodeFiles, type FileSystem } from '../../../../src/engine/storage/fileSystem';
import { finetuneModel, type FinetuneRequest } from '../../../../src/engine/training/finetuneModel';
import {
  pretrainModel,
  pretrainRequestDefaults,
  type PretrainRequest,
} from '../../../../src/engine/training/pretrainModel';
import { RunFolder } from '../../../../src/engine/training/runFolder';
import { Trainer } from '../../../../src/engine/training/trainer';
import { ownTrainingSpace } from '../../../../src/engine/training/trainingSpace';
import { referenceTo } from '../../../../src/core/model/predictor';
import { parseSpaceDocument } from '../../../../src/core/spaces/userSpace/readSpace';
import { testBackend } from '../../../support/backend';
import { ownSpace, ownSpaceText, ownTable } from '../../../support/ownSpace';

// What goes wrong around a training: disks, tables, models that are gone or belong to something else.

const folder = mkdtempSync(join(tmpdir(), 'flowcell-robust-'));
const at = (...parts: string[]): string => join(folder, ...parts);
afterAll(() => rmSync(folder, { recursive: true, force: true }));
let ops: GraphOps;
let trainer: Trainer;

beforeAll(async () => {
  ops = await testBackend();
  trainer = new Trainer({ modelFolders: [at('bundled'), at('models')], ops: () => Promise.resolve(ops) });
  mkdirSync(at('models'));
  writeFileSync(at('tiny.space.yaml'), ownSpaceText);
  writeFileSync(at('results.csv'), ownTable(60));
  await pretrainModel(pretrainRequest('encoder'), { ops });
  await finetuneModel(await finetuneRequest('tuned'), { ops });
});

const pretrainRequest = (name: string, changes: Partial<PretrainRequest> = {}): PretrainRequest => ({
  ...pretrainRequestDefaults,
  space: ownTrainingSpace('tiny.space.yaml', ownSpaceText),
  ...{ architectures: 60, width: 16, layers: 2, epochs: 6, batchSize: 16, out: at('models', name), resume: false },
  ...changes,
});
const finetuneRequest = async (name: string, changes: Partial<FinetuneRequest> = {}): Promise<FinetuneRequest> => {
  const base = await loadModelFolder(at('models', 'encoder'));
  if (!base.ok) throw new Error(base.error.message);
  return {
    base: base.value,
    table: { path: at('results.csv'), name: 'results.csv', text: ownTable(60), format: 'csv' },
    ...{ column: 'test_acc', epochs: 20, members: 2, seed: 1, out: at('models', name), resume: false },
    ...changes,
  };
};
const names = (): string[] => readdirSync(at('models')).sort();

/** The disk's files, but writing fails once `isFull` says so. */
function failing(code: string, isFull: (path: string) => boolean): FileSystem {
  return {
    ...nodeFiles,
    async writeSynced(path, bytes) {
      if (isFull(path)) throw Object.assign(new Error(`${code}: write`), { code });
      return nodeFiles.writeSynced(path, bytes);
    },
  };
}

describe('a disk', () => {
  it('that is full for a while keeps no training from its end: that is said once, and checkpoints go on when there is room', async () => {
    let writes = 0;
    // the lock is the first write, then a checkpoint after each epoch: the third and the fourth find no room
    const files = failing('ENOSPC', (path) => basename(path).startsWith('.tmp-') && [3, 4].includes(++writes));
    const told: TrainingProgress[] = [];
    const report = (progress: TrainingProgress): void => void told.push(progress);
    const done = await pretrainModel(pretrainRequest('full'), { ops, files, report, checkpointSeconds: 0 });
    const epochs = told.filter(({ phase }) => phase === 'pre-training');
    expect(epochs.map(({ saved }) => saved)).toEqual([true, true, false, false, true, true]);
    expect(epochs.map(({ warning, note }) => warning ?? note ?? '')).toEqual([
      ...['', ''],
      expect.stringMatching(/^The checkpoint cannot be saved: the disk of .* is full\..* The training goes on/),
      ...['', 'Checkpoints are saved again.', ''],
    ]);
    expect(done.losses).toEqual((await pretrainModel(pretrainRequest('whole'), { ops })).losses);
  });

  it('that is full to the end keeps a training waiting for room; who cancels it goes on from the last checkpoint', async () => {
    let writes = 0;
    const files = failing('ENOSPC', () => ++writes > 4);
    const controller = new AbortController();
    const waits: TrainingProgress[] = [];
    const report = (progress: TrainingProgress): void => {
      if (progress.phase === 'waiting for room' && waits.push(progress) === 3) controller.abort();
    };
    const context = { ops, files, report, signal: controller.signal, checkpointSeconds: 0, roomSeconds: 0.01 };
    await expect(pretrainModel(pretrainRequest('full'), context)).rejects.toThrow(/cancelled/);
    expect(waits.map(({ warning }) => warning)).toEqual([
      expect.stringMatching(/full cannot be saved: the disk .* is full.*waits for room/),
      ...[undefined, undefined],
    ]);
    expect(names().filter((name) => name.includes('full'))).toEqual(['.full.checkpoint', 'full']);
    const resumed = await pretrainModel(pretrainRequest('full', { resume: true }), { ops });
    expect(resumed.resumedFrom).toBe(3);
  });

  it('that is full at the end, the last checkpoint included, loses nothing: the model is saved once there is room', async () => {
    let isFull = false;
    const files = failing('ENOSPC', (path) => isFull && !path.endsWith('.lock'));
    const phases: string[] = [];
    const report = ({ phase, epoch }: TrainingProgress): void => {
      phases.push(phase);
      if (phase === 'fine-tuning' && epoch === 5) isFull = true;
      if (phase === 'waiting for room') isFull = phases.filter((each) => each === phase).length < 3;
    };
    const done = await finetuneModel(await finetuneRequest('late'), { ops, files, report, roomSeconds: 0.01 });
    // three attempts in vain, and the one after them
    expect(phases.filter((phase) => phase === 'waiting for room')).toHaveLength(4);
    expect((await loadModelFolder(done.folder)).ok).toBe(true);
    expect(names().filter((name) => name.includes('late'))).toEqual(['late']);
  });

  it('that is read-only keeps a training from starting, with the folder in the message', async () => {
    const before = names();
    const files = failing('EROFS', () => true);
    await expect(pretrainModel(pretrainRequest('nowhere'), { ops, files })).rejects.toThrow(
      /The training cannot start: .*models cannot be written to/,
    );
    expect(names()).toEqual(before);
  });

  it('without a place for the folder says so', async () => {
    writeFileSync(at('file'), '');
    await expect(pretrainModel(pretrainRequest('x', { out: at('file', 'x') }), { ops })).rejects.toThrow(
      /The training cannot start/,
    );
  });
});

describe('a lock', () => {
  const lock = at('models', '.locked.lock');
  const train = (): Promise<unknown> => pretrainModel(pretrainRequest('locked', { epochs: 1 }), { ops });
  /** Of a process that runs, as after a restart of the machine another one has the id of a training that died. */
  const leaveLock = (minutesAgo: number): void => {
    writeFileSync(lock, String(process.ppid));
    const then = new Date(Date.now() - 60_000 * minutesAgo);
    utimesSync(lock, then, then);
  };

  it('counts as long as its owner shows that it lives, and no longer', async () => {
    leaveLock(0.5);
    await expect(train()).rejects.toThrow(/Another training \(process \d+\)/);
    leaveLock(11);
    await train();
    expect(names()).not.toContain(basename(lock));
  });

  it('is renewed by a timer, however long an epoch takes', async () => {
    const run = new RunFolder(at('models', 'locked'), nodeFiles, 5);
    await run.alone(async () => {
      const then = new Date(Date.now() - 3_600_000);
      utimesSync(lock, then, then);
      await vi.waitFor(() => expect(statSync(lock).mtimeMs).toBeGreaterThan(Date.now() - 60_000));
    });
  });
});

describe('a table that cannot be used', () => {
  const params = (data: string) => ({ model: at('models', 'tuned'), data, column: 'test_acc' });

  it.each([
    ['is not there', 'gone.csv', undefined, /There is no file/],
    ['is a folder', 'models', undefined, /is a folder/],
    ['is no text', 'binary.csv', new Uint8Array([1, 0, 2]), /not a text file/],
    ['is damaged', 'damaged.csv.gz', gzipSync(ownTable(20)).subarray(0, 40), /cannot be unpacked/],
    ['is empty', 'empty.csv', new Uint8Array(), /no rows/],
    [
      'has cells of another space',
      'other.csv',
      Buffer.from('arch,test_acc\n|none~0|,1\n|none~0|,2\n'),
      /cannot be used/,
    ],
  ])('because it %s is refused with a reason', async (_, name, bytes, message) => {
    if (bytes) writeFileSync(at(name), bytes);
    await expect(trainer.evaluate(params(at(name)), {})).rejects.toThrow(message);
  });
});

describe('models', () => {
  it('that go while a training needs them are named when it goes on', async () => {
    const controller = new AbortController();
    await pretrainModel(pretrainRequest('base'), { ops });
    const task = {
      model: at('models', 'base'),
      data: at('results.csv'),
      column: 'test_acc',
      out: at('models', 'orphan'),
    };
    const running = trainer.finetune(
      { ...task, epochs: 30, members: 1 },
      {
        signal: controller.signal,
        checkpointSeconds: 0,
        report({ epoch, phase }) {
          if (phase !== 'fine-tuning') return;
          if (epoch === 2) rmSync(at('models', 'base'), { recursive: true });
          if (epoch === 5) controller.abort();
        },
      },
    );
    await expect(running).rejects.toThrow(/cancelled/);
    await expect(trainer.finetune({ ...task, epochs: 30, members: 1, resume: true }, {})).rejects.toThrow(
      /There is no folder and no model .*base/,
    );
    expect(names()).toContain('.orphan.checkpoint');
  });

  it('of the wrong version of a space do not predict, and say how it differs', async () => {
    const catalogue = await readCatalogue([at('models')]);
    const version = (text: string) => referenceTo(parseSpaceDocument(text, 'yaml').space!);
    expect(chooseModel(catalogue, referenceTo(ownSpace), 'tuned')).toMatchObject({ model: { id: 'tuned' } });
    const sameCells = ownSpaceText.replace('parameters: 900', 'parameters: 1000').replace('Tiny cells', 'Other title');
    expect(chooseModel(catalogue, version(sameCells), undefined)).toMatchObject({ model: { space: { name: 'tiny' } } });
    const more = version(`${ownSpaceText}  conv5x5: { kind: convolution, parameters: 2500 }\n`);
    expect(chooseModel(catalogue, more, 'tuned')).toBe(
      'test_acc (Tiny cells) was trained for another version of tiny (it does not know conv5x5); train again for this one.',
    );
    const fewer = version(ownSpaceText.replace(/ {2}pool.*\n/, ''));
    expect(chooseModel(catalogue, fewer, 'tuned')).toMatch(/it also knows pool/);
    const larger = version(ownSpaceText.replace('max: 4', 'max: 5'));
    expect(chooseModel(catalogue, larger, 'tuned')).toMatch(/nodes, edges or the order of operations differ/);
    expect(chooseModel(catalogue, { name: 'elsewhere' }, undefined)).toBe('There is no model for elsewhere.');
  });

  it('that are deleted while in use leave the space to another one', async () => {
    const catalogue = await readCatalogue([at('models')]);
    const others = { ...catalogue, models: catalogue.models.filter(({ model }) => model.id !== 'tuned') };
    expect(chooseModel(others, referenceTo(ownSpace), 'tuned')).toMatchObject({ model: { id: 'late' } });
    const none = { ...catalogue, models: catalogue.models.filter(({ model }) => model.targets.length === 0) };
    expect(chooseModel(none, referenceTo(ownSpace), 'tuned')).toMatch(/not fine-tuned yet/);
  });

  it('come in from other folders once they have passed every check, under a free name', async () => {
    const into = at('store');
    expect(await trainer.import(at('models', 'tuned'), into)).toMatchObject({ folder: join(into, 'tuned') });
    expect((await trainer.import(at('models', 'tuned'), into)).model.id).toBe('tuned-2');
    expect((await loadModelFolder(join(into, 'tuned-2'))).ok).toBe(true);
    const [weights] = readdirSync(join(into, 'tuned')).filter((name) => name.endsWith('.bin'));
    const path = join(into, 'tuned', weights!);
    const bytes = readFileSync(path);
    bytes[100]! ^= 1;
    writeFileSync(path, bytes);
    await expect(trainer.import(join(into, 'tuned'), at('other'))).rejects.toThrow(/holds no usable model/);
    await expect(trainer.import(at('results.csv'), at('other'))).rejects.toThrow(/no folder and no model/);
    await expect(trainer.import(folder, at('other'))).rejects.toThrow(/There is no manifest.json/);
    expect(readdirSync(folder)).not.toContain('other');
  });
});

describe('exported predictions', () => {
  const cell = (op: string): string =>
    `  one:\n    nodes:\n      a: { op: ${op}, inputs: input }\n      b: { op: pool, inputs: a }\n`;
  const cells = `space: ./tiny.space.yaml\ncells:\n${cell('conv3x3')}`;
  const never = new AbortController().signal;

  it('are a table that can be read again, of several files with what could not be read', async () => {
    writeFileSync(at('a.cell.yaml'), cells);
    writeFileSync(at('b.cell.yaml'), `${cells}  broken:\n    nodes:\n      a: { op: nothing, inputs: input }\n`);
    const out = at('out.csv');
    const files = ['a.cell.yaml', 'b.cell.yaml', 'gone.cell.yaml'].map((name) => ({ path: at(name) }));
    const result = await trainer.exportFiles({ files, chosen: { tiny: 'tuned' }, format: 'csv', out }, never);
    expect(result.rows).toBe(2);
    expect(result.problems.join('\n')).toMatch(/b\.cell\.yaml: left out.*broken/);
    expect(result.problems.join('\n')).toMatch(/gone\.cell\.yaml/);
    const text = readFileSync(out, 'utf8');
    expect(text.split('\n')[0]).toBe('file,space,name,arch,test_acc,test_acc_low,test_acc_high,test_acc_top_percent');
    const table = readResultTable(text, {
      format: 'csv',
      resolver: architectureResolver(ownSpace),
      duplicates: 'keep',
    });
    expect(table.rows).toHaveLength(2);
    expect(table.metrics.get('test_acc')?.every(Number.isFinite)).toBe(true);
  });

  it('count what an editor shows, and what the model says there', async () => {
    const files = [{ path: at('a.cell.yaml'), text: cells.replace('conv3x3', 'pool') }];
    await trainer.exportFiles({ files, chosen: {}, format: 'jsonl', out: at('out.jsonl') }, never);
    const [line] = readFileSync(at('out.jsonl'), 'utf8').trim().split('\n');
    expect(JSON.parse(line!)).toMatchObject({ name: 'one', model: expect.stringMatching(/./) as string });
    expect(line).toContain('"op\\":\\"pool');
  });

  it('of a table need a model, and nothing is written where there is nothing', async () => {
    const table = [{ path: at('results.csv') }];
    const rest = { chosen: {}, format: 'csv' as const, out: at('none.csv') };
    await expect(trainer.exportFiles({ files: table, ...rest }, never)).rejects.toThrow(/needs a model/);
    await expect(trainer.exportFiles({ files: [{ path: at('gone.cell.yaml') }], ...rest }, never)).rejects.toThrow(
      /nothing to export/,
    );
    expect(readdirSync(folder)).not.toContain('none.csv');
    const model = at('models', 'tuned');
    expect((await trainer.exportFiles({ files: table, model, ...rest }, never)).rows).toBe(60);
    await expect(
      trainer.exportFiles({ files: table, model, ...rest, out: at('nofolder', 'x.csv') }, never),
    ).rejects.toThrow(/x\.csv cannot be written/);
    const over = { files: table, model, ...rest, out: at('models', '..', 'results.csv') };
    await expect(trainer.exportFiles(over, never)).rejects.toThrow(/is a file to be read/);
  });
});
