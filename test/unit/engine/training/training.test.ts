import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { GraphOps } from '../../../../src/core/encoder/graphOps';
import type { TrainingProgress } from '../../../../src/core/training/trainingReport';
import { loadModelFolder } from '../../../../src/engine/modelFolder';
import { loadModel } from '../../../../src/engine/models/loadedModel';
import { evaluateModel } from '../../../../src/engine/training/evaluateModel';
import { finetuneModel, type FinetuneRequest } from '../../../../src/engine/training/finetuneModel';
import {
  pretrainModel,
  pretrainRequestDefaults,
  type PretrainRequest,
} from '../../../../src/engine/training/pretrainModel';
import type { TableSource } from '../../../../src/engine/training/tableSource';
import { ownTrainingSpace } from '../../../../src/engine/training/trainingSpace';
import { testBackend } from '../../../support/backend';
import { ownSpaceText, ownTable } from '../../../support/ownSpace';

const folder = mkdtempSync(join(tmpdir(), 'flowcell-training-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const source = (text: string): TableSource => ({ path: '/results.csv', name: 'results.csv', text, format: 'csv' });
const modelAt = async (path: string) => {
  const read = await loadModelFolder(path);
  if (!read.ok) throw new Error(read.error.message);
  return read.value;
};

describe("training on a space of one's own", () => {
  let ops: GraphOps;
  beforeAll(async () => {
    ops = await testBackend();
  });

  const pretrainRequest = (name: string, changes: Partial<PretrainRequest> = {}): PretrainRequest => ({
    ...pretrainRequestDefaults,
    space: ownTrainingSpace('tiny.space.yaml', ownSpaceText),
    architectures: 60,
    width: 16,
    layers: 2,
    epochs: 6,
    batchSize: 16,
    out: join(folder, name),
    resume: false,
    ...changes,
  });
  const finetuneRequest = async (name: string, changes: Partial<FinetuneRequest> = {}): Promise<FinetuneRequest> => ({
    base: await modelAt(join(folder, 'encoder')),
    table: source(ownTable(80)),
    column: 'test_acc',
    epochs: 40,
    members: 2,
    seed: 1,
    out: join(folder, name),
    resume: false,
    ...changes,
  });

  it('pre-trains, fine-tunes and evaluates; every part is said', async () => {
    const seen: TrainingProgress[] = [];
    const report = await pretrainModel(pretrainRequest('encoder'), { ops, report: (p) => seen.push(p) });
    expect(report).toMatchObject({ id: 'encoder', space: 'tiny', epochs: 6, resumedFrom: 0 });
    expect(report.losses.at(-1)).toBeLessThan(report.losses[0]!);
    expect(seen.filter(({ phase }) => phase === 'pre-training').map(({ epoch }) => epoch)).toEqual([1, 2, 3, 4, 5, 6]);
    const encoder = await modelAt(report.folder);
    expect(encoder.targets).toEqual([]);

    const tuned = await finetuneModel(await finetuneRequest('tuned'), { ops });
    expect(tuned.split).toEqual({ train: 48, choose: 16, heldOut: 16 });
    expect(tuned.evaluation.part).toBe('held-out');
    expect(tuned.evaluation.figures.n).toBe(16);
    expect(tuned.evaluation.figures.tau).toBeGreaterThan(60);
    expect(tuned.evaluation.baselines.map(({ name }) => name)).toEqual(['Parameters']);
    expect(tuned.evaluation.notes.join(' ')).toMatch(/few/);
    const model = loadModel(await modelAt(tuned.folder));
    expect(model.model.targets[0]!.target).toMatchObject({ name: 'test_acc', unit: 'percent', higherIsBetter: true });

    const same = await evaluateModel({ model, table: source(ownTable(80)), column: 'test_acc' }, { ops });
    expect(same.part).toBe('held-out');
    expect(same.figures).toEqual(tuned.evaluation.figures);
    const [head = '', ...lines] = ownTable(80).trim().split('\n');
    const reordered = [head, ...lines.reverse(), ''].join('\r\n');
    const again = await evaluateModel({ model, table: source(reordered), column: 'test_acc' }, { ops });
    expect(again).toMatchObject({ part: 'held-out', figures: same.figures });
    const other = await evaluateModel({ model, table: source(ownTable(60, 2)), column: 'test_acc' }, { ops });
    expect(other.part).toBe('held-out');
    expect(other.figures.n).toBeLessThan(60);
    expect(other.misses.length).toBeGreaterThan(0);
    const encoderOnly = loadModel(encoder);
    await expect(
      evaluateModel({ model: encoderOnly, table: source(ownTable(60)), column: 'test_acc' }, { ops }),
    ).rejects.toThrow(/not fine-tuned yet/);
    expect(readdirSync(folder).filter((name) => name.startsWith('.'))).toEqual([]);
  });

  it('learns costs, which are better when small', async () => {
    const tuned = await finetuneModel(await finetuneRequest('cost', { column: 'latency_ms', members: 1 }), { ops });
    expect(tuned.target.higherIsBetter).toBe(false);
    expect(tuned.evaluation.figures.tau).toBeGreaterThan(50);
    expect(tuned.evaluation.baselines[0]!.figures.tau).toBeLessThan(0);
  });

  it('stops within a step when cancelled, and resumes with the curve of an unbroken run', async () => {
    const whole = await finetuneModel(await finetuneRequest('whole'), { ops });
    const controller = new AbortController();
    const broken = finetuneModel(await finetuneRequest('broken'), {
      ops,
      signal: controller.signal,
      checkpointSeconds: 0,
      report: ({ phase, epoch }) => phase === 'fine-tuning' && epoch === 55 && controller.abort(),
    });
    await expect(broken).rejects.toThrow(/cancelled/);
    expect(readdirSync(folder).filter((name) => name.startsWith('.broken'))).toEqual(['.broken.checkpoint']);
    const resumed = await finetuneModel(await finetuneRequest('broken', { resume: true }), { ops });
    expect(resumed.resumedFrom).toBe(55);
    expect(resumed.members).toEqual(whole.members);
    expect(resumed.evaluation.points).toEqual(whole.evaluation.points);
    const other = finetuneModel(await finetuneRequest('broken', { resume: true }), { ops });
    expect((await other).resumedFrom).toBe(0);
  });

  it('resumes a pre-training exactly, and refuses the checkpoint of another one', async () => {
    const whole = await pretrainModel(pretrainRequest('one'), { ops });
    const controller = new AbortController();
    const part = pretrainModel(pretrainRequest('two'), {
      ops,
      signal: controller.signal,
      checkpointSeconds: 0,
      report: ({ epoch, phase }) => phase === 'pre-training' && epoch === 3 && controller.abort(),
    });
    await expect(part).rejects.toThrow(/cancelled/);
    await expect(pretrainModel(pretrainRequest('two', { resume: true, seed: 2 }), { ops })).rejects.toThrow(
      /other settings \(seed 1, not 2\)/,
    );
    const resumed = await pretrainModel(pretrainRequest('two', { resume: true }), { ops });
    expect(resumed.resumedFrom).toBe(3);
    expect(resumed.losses).toEqual(whole.losses);
    const [a, b] = [await modelAt(whole.folder), await modelAt(resumed.folder)];
    expect(b.tensors).toEqual(a.tensors);
  });

  it('starts anew from a damaged checkpoint', async () => {
    writeFileSync(join(folder, '.damaged.checkpoint'), 'FLOWCKP1 and no more');
    const report = await pretrainModel(pretrainRequest('damaged', { resume: true, epochs: 1 }), { ops });
    expect(report.resumedFrom).toBe(0);
  });

  it.each([
    ['an unknown column', ownTable(40), 'accuracy', /no column 'accuracy'.*'test_acc'/],
    ['too few rows', ownTable(9), 'test_acc', /9 usable rows are too few.*12/],
    ['constant values', ownTable(40).replace(/",[\d.]+,/g, '",71,'), 'test_acc', /71 in every row/],
    ['no architectures', 'a,b\n1,2\n3,4\n', 'b', /No column holds an architecture/],
    ['an empty file', '', 'b', /no rows/],
  ])('refuses %s with a reason, and leaves nothing behind', async (_, text, column, message) => {
    const before = readdirSync(folder);
    await expect(finetuneModel(await finetuneRequest('bad', { table: source(text), column }), { ops })).rejects.toThrow(
      message,
    );
    expect(readdirSync(folder)).toEqual(before);
  });

  it('names row and column of what it skips', async () => {
    const lines = ownTable(40).split('\n');
    lines[3] = lines[3]!.replace(/,[\d.]+,/, ',oops,');
    lines[5] = `"{""nodes"": {""a"": {""op"": ""conv9x9"", ""inputs"": ""input""}}}",71,2`;
    const request = await finetuneRequest('skips', { table: source(lines.join('\n')), epochs: 5, members: 1 });
    const { evaluation } = await finetuneModel(request, { ops });
    expect(evaluation.skipped).toBe(2);
    expect(evaluation.problems.join('\n')).toMatch(/Row 3 \(line 4\), column 'test_acc': 'oops' is not a number/);
    expect(evaluation.problems.join('\n')).toMatch(/Row 5 \(line 6\), column 'arch': .*this one has 1/);
  });

  it('lets nobody else train into the same folder at once', async () => {
    const first = pretrainModel(pretrainRequest('shared', { epochs: 2 }), { ops });
    await expect(pretrainModel(pretrainRequest('shared', { epochs: 2 }), { ops })).rejects.toThrow(/Another training/);
    await first;
    writeFileSync(join(folder, '.owned.lock'), String(process.ppid));
    await expect(pretrainModel(pretrainRequest('owned', { epochs: 1 }), { ops })).rejects.toThrow(/process \d+/);
    writeFileSync(join(folder, '.owned.lock'), '999999999');
    await pretrainModel(pretrainRequest('owned', { epochs: 1 }), { ops });
  });
});
