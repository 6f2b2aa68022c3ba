import type { EvaluationReport, FinetuneReport } from '../../../src/core/training/trainingReport';
import type { TrainingRun } from '../../../src/protocol/trainingRuns';

const target = { name: 'test_acc', title: 'test_acc', unit: 'percent', higherIsBetter: true };
const figures = { n: 16, tau: 56.7, p1: null, p5: 100, p10: 50, spearman: 70.2, coverage: 81.3 };
const points = Array.from({ length: 16 }, (_, i) => ({
  ...{ row: i + 1, line: i + 2, truth: 80 + i, value: 79 + i, low: 75 + i, high: 84 + i },
}));

export const evaluation: EvaluationReport = {
  ...{ model: { id: 'tiny', title: 'test_acc (Tiny cells)' }, space: 'tiny', target, modelTarget: 'test_acc' },
  ...{ table: 'results.csv', part: 'held-out', figures, tauRange: [17.9, 87.5] },
  baselines: [{ name: 'Parameters', figures: { ...figures, tau: 12.1, coverage: null } }],
  points,
  misses: points
    .slice(0, 3)
    .map((point) => ({ ...point, arch: `{"nodes":{"a":${point.row}}}`, key: `key ${point.row}` })),
  notes: ['16 rows are few: the figures are uncertain, see the range of tau.'],
  problems: ["Row 3 (line 4), column 'test_acc': 'oops' is not a number"],
  skipped: 1,
};

const report: FinetuneReport = {
  ...{ kind: 'finetune', id: 'tiny', folder: '/models/tiny', space: 'tiny', target },
  ...{ split: { train: 48, choose: 16, heldOut: 16 }, splitDescription: 'Of 80 rows, 48 train.' },
  members: [{ seed: 1, bestEpoch: 3, tau: [10, 20, 30], losses: [3, 2, 1] }],
  choice: { chosen: 'encoder', encoderTau: 56.7, processTau: null },
  ...{ resumedFrom: 0, seconds: 25, evaluation },
};

/** A fine-tuning of two members after so many epochs. */
export function runOf(epochs: number, more: Partial<TrainingRun> = {}): TrainingRun {
  return {
    id: 'run-1',
    task: {
      kind: 'finetune',
      params: { model: '/models/encoder', data: '/w/results.csv', column: 'test_acc', out: '/models/tiny' },
    },
    title: 'Fine-tuning on results.csv, test_acc',
    state: 'running',
    created: 1_700_000_000_000,
    seconds: 65,
    points: Array.from({ length: epochs }, (_, i) => ({
      ...{ epoch: i + 1, loss: 1 / (i + 1), tau: 10 + (i % 40), member: i < 50 ? 1 : 2 },
    })),
    progress: {
      ...{
        phase: 'fine-tuning',
        epoch: epochs,
        epochs: 100,
        loss: 1 / epochs,
        tau: 20,
        rate: 3586,
        remainingSeconds: 70,
      },
    },
    savedEpoch: 10,
    messages: [{ at: 1_700_000_000_000, level: 'info', text: 'Started.' }],
    ...more,
  };
}

export const finishedRun = (): TrainingRun => runOf(100, { state: 'finished', report });
