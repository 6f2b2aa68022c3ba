import { describe, expect, it } from 'vitest';
import { FieldReader } from '../../../../src/core/model/fieldReader';
import type { TrainingProgress } from '../../../../src/core/training/trainingReport';
import { refuseOtherRun, resumedState } from '../../../../src/engine/training/resume';
import type { RunFolder } from '../../../../src/engine/training/runFolder';

const content = { state: {}, groups: new Map<string, never>() };
const folder = (checkpoint: boolean, read: typeof content | undefined): RunFolder =>
  ({
    folder: '/models/a',
    readCheckpoint: () => Promise.resolve(read),
    hasCheckpoint: () => Promise.resolve(checkpoint),
  }) as unknown as RunFolder;

describe('going on from a checkpoint', () => {
  it('says so where there is none, or none that can be used', async () => {
    const said: (string | undefined)[] = [];
    const report = ({ warning }: TrainingProgress): number => said.push(warning);
    expect(await resumedState(folder(true, content), { report }, () => 'state')).toBe('state');
    expect(said).toEqual([]);
    expect(await resumedState(folder(false, undefined), { report }, () => 'state')).toBeUndefined();
    expect(await resumedState(folder(true, undefined), { report }, () => 'state')).toBeUndefined();
    expect(await resumedState(folder(true, content), { report }, () => undefined)).toBeUndefined();
    expect(said).toEqual([
      expect.stringContaining('There is no checkpoint of /models/a'),
      expect.stringContaining('is damaged'),
      expect.stringContaining('is damaged'),
    ]);
  });

  it('is refused with other settings, which are named', () => {
    const state = new FieldReader({ fingerprint: 'x', settings: { width: 32, encoder: 'gin' } });
    refuseOtherRun(state, { fingerprint: 'x', settings: {} });
    expect(() => refuseOtherRun(state, { fingerprint: 'y', settings: { width: 16, encoder: 'gin' } })).toThrow(
      /other settings \(width 32, not 16\)/,
    );
    expect(() => refuseOtherRun(state, { fingerprint: 'y', settings: { width: 32 } })).toThrow(/other architectures/);
    const old = new FieldReader({ fingerprint: 'x' });
    expect(() => refuseOtherRun(old, { fingerprint: 'y', settings: { width: 16 } })).toThrow(/other architectures/);
  });
});
