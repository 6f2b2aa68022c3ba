import { describe, expect, it } from 'vitest';
import { isInstallProgressMessage } from '../../../src/protocol/backendMessages';
import {
  backendNames,
  isBackendReport,
  isBackendSelection,
  isBackendsParams,
  isInstallBackendParams,
  isInstalledBackend,
  isTryBackendParams,
  reportText,
  type BackendReport,
} from '../../../src/protocol/backends';
import {
  consentFor,
  describeBackend,
  installedText,
  installText,
  reportDetail,
  selectionTitle,
} from '../../../src/protocol/backendTexts';

const report: BackendReport = {
  backend: 'webgpu',
  isUsable: true,
  device: 'NVIDIA H200',
  package: { name: 'webgpu', version: '0.6.2', folder: '/x' },
  stepsPerSecond: 41.234,
  batchSize: 256,
  measuredAt: '2026-11-22T20:00:00.000Z',
};

describe('messages about backends', () => {
  it('pass when they are whole', () => {
    expect(isBackendReport(report)).toBe(true);
    expect(isBackendSelection({ choice: 'auto', backend: null, reason: 'none', reports: [report] })).toBe(true);
    expect(isBackendsParams({ extent: 'known' })).toBe(true);
    expect(isTryBackendParams({ backend: 'wasm', batchSize: 4096 })).toBe(true);
    expect(isInstallBackendParams({ backend: 'node-gpu' })).toBe(true);
    expect(isInstalledBackend({ folder: '/x', report })).toBe(true);
    expect(isInstallProgressMessage({ progress: { phase: 'testing', seconds: 1.5 } })).toBe(true);
  });

  it.each([
    ['an unknown backend', isBackendReport({ ...report, backend: 'quantum' })],
    ['a rate that is no number', isBackendReport({ ...report, stepsPerSecond: Number.NaN })],
    ['a batch of nothing', isBackendReport({ ...report, batchSize: 0 })],
    ['a text without end', isBackendReport({ ...report, reason: 'x'.repeat(20_000) })],
    [
      'too many reports',
      isBackendSelection({ choice: 'auto', backend: null, reason: '', reports: Array(9).fill(report) }),
    ],
    ['an unknown extent', isBackendsParams({ extent: 'all' })],
    ['a batch that is too large', isTryBackendParams({ backend: 'wasm', batchSize: 4097 })],
    ['the installation of what is always there', isInstallBackendParams({ backend: 'wasm' })],
    ['progress without time', isInstallProgressMessage({ progress: { phase: 'testing' } })],
  ])('are refused with %s', (_what, passed) => {
    expect(passed).toBe(false);
  });
});

describe('texts about backends', () => {
  it('say what was measured, on what, and when', () => {
    expect(reportText(report)).toBe('10,556 cells/s at batch 256 · NVIDIA H200 · webgpu 0.6.2');
    expect(reportDetail(report)).toBe('10,556 cells/s at batch 256 · NVIDIA H200 · webgpu 0.6.2 · tried 2026-11-22');
    expect(reportDetail({ backend: 'node-gpu', isUsable: false, reason: 'It is not installed.' })).toBe(
      'Not used: It is not installed.',
    );
    expect(reportText({ backend: 'wasm', isUsable: true })).toBe('right numbers');
    expect(selectionTitle({ choice: 'auto', backend: 'wasm', reason: 'It is faster than webgpu.', reports: [] })).toBe(
      'Trainings run on wasm. It is faster than webgpu.',
    );
    for (const name of backendNames) expect(describeBackend(name)).not.toBe('');
  });

  it('ask for consent with what is downloaded, how much, from where and to where', () => {
    for (const backend of ['webgpu', 'node-gpu'] as const) {
      const { question } = consentFor(backend, '/storage/backends');
      expect(question).toMatch(/MB/);
      expect(question).toMatch(/licence/);
      expect(question).toContain('/storage/backends');
    }
    expect(consentFor('node-gpu', '/s').question).toMatch(/CUDA 11\.2 and cuDNN 8\.1.*computes on the CPU/);
  });

  it('tell how far an installation is and how it ended', () => {
    expect(installText({ phase: 'downloading', seconds: 65.9, line: 'npm http fetch' })).toBe('1:05 · npm http fetch');
    expect(installText({ phase: 'downloading', seconds: 0 })).toBe('0:00 · downloading');
    expect(installText({ phase: 'testing', seconds: 3 })).toMatch(/checking its numbers/);
    expect(installedText({ folder: '/x', report })).toMatch(
      /^webgpu is installed: 10,556 .* where it is the fastest\.$/,
    );
    expect(installedText({ folder: '/x', report: { ...report, isSoftware: true } })).toMatch(/fastest real one/);
  });
});
