import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isImportArchitectureParams, isImportedArchitectures } from '../../../src/protocol/importArchitecture';
import { isLocateCellsParams, isLocatedCells } from '../../../src/protocol/locateCells';
import { isExportParams, isImportModelParams } from '../../../src/protocol/modelMessages';
import { briefProgressText, durationText, progressText, rateText } from '../../../src/protocol/progressText';
import { isResumable, isRunId, isTrainingRun, type TrainingRun } from '../../../src/protocol/trainingRuns';
import { isFromTrainingView, isToTrainingView, isTrainingViewState } from '../../../src/protocol/trainingView';

const run: TrainingRun = {
  id: 'one',
  task: { kind: 'pretrain', params: { space: 'darts', out: '/m/a' } },
  ...{ title: 'a', state: 'cancelled', created: 1, seconds: 2, points: [{ epoch: 1, loss: 2 }], messages: [] },
};

describe('runs', () => {
  it('are what they should be, or refused', () => {
    expect(isTrainingRun(run)).toBe(true);
    for (const wrong of [
      { id: '../one' },
      { state: 'asleep' },
      { task: { kind: 'pretrain', params: {} } },
      { points: [{ epoch: 1, loss: Number.NaN }] },
      { messages: [{ at: 1, level: 'info' }] },
      { report: { kind: 'pretrain' } },
      { savedEpoch: -1 },
    ]) {
      expect(isTrainingRun({ ...run, ...wrong })).toBe(false);
    }
    expect(isRunId('a'.repeat(65))).toBe(false);
  });

  it('go on after everything but a success, and only where there is something to go on with', () => {
    expect(
      ['cancelled', 'interrupted', 'failed', 'running', 'finished'].map((state) =>
        isResumable({ ...run, state } as TrainingRun),
      ),
    ).toEqual([...[true, true, true, false, false]]);
    const task = { kind: 'evaluate', params: { model: 'a', data: 'b', column: 'c' } } as const;
    expect(isResumable({ ...run, task })).toBe(false);
  });
});

it('guards refuse anything that is not made for them, and never throw', () => {
  const guards = [
    ...[isTrainingRun, isToTrainingView, isFromTrainingView, isTrainingViewState, isImportArchitectureParams],
    ...[isImportedArchitectures, isLocateCellsParams, isLocatedCells, isExportParams, isImportModelParams],
  ];
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      for (const guard of guards) expect(guard(value)).toBe(false);
    }),
  );
});

describe('progress in words', () => {
  it('says how far a training is', () => {
    expect(
      progressText({
        ...{
          phase: 'fine-tuning',
          epoch: 12,
          epochs: 60,
          loss: 0.12345,
          tau: 71.23,
          rate: 3586.2,
          remainingSeconds: 65,
        },
      }),
    ).toBe('epoch 12 of 60 · loss 0.1235 · tau 71.2 · 3,586 cells/s · 1:05 left');
    const long = { phase: 'fine-tuning', epoch: 6766, epochs: 7500, rate: 15_198, remainingSeconds: 7321 } as const;
    expect(briefProgressText({ ...long, loss: 0.029, tau: 26.7 })).toBe('epoch 6766 of 7500 · tau 26.7 · 2:02:01 left');
    expect(briefProgressText({ ...long, loss: 0.029 })).toBe('epoch 6766 of 7500 · loss 0.0290 · 2:02:01 left');
    expect(progressText({ phase: 'waiting', epoch: 0, epochs: 1 })).toBe('waiting for another training');
    expect(progressText({ phase: 'preparing', epoch: 3, epochs: 9 })).toBe('preparing 3 of 9');
    expect([0, 59.6, 3725].map(durationText)).toEqual(['0:00', '1:00', '1:02:05']);
    expect([3.14159, 12345.6].map(rateText)).toEqual(['3.1', '12,346']);
  });
});
