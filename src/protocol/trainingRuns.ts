import type {
  EvaluationReport,
  FinetuneReport,
  PretrainReport,
  TrainingProgress,
} from '../core/training/trainingReport';
import { isArrayOf, isFiniteNumber, isIndex, isOneOf, isOptional, isRecord, isString } from './guards';
import { isTrainingProgress } from './training';
import { isTrainingTask, reportGuards, type TrainingTask } from './trainingMessages';

// A training or an evaluation as the editor keeps it: while it runs, on disk, and in the training view.

/**
 * `interrupted`: its window or its machine ended in the middle. After `cancelled`, `interrupted` and `failed` a training can go on from its
 * last checkpoint.
 */
export const runStates = ['running', 'finished', 'cancelled', 'interrupted', 'failed'] as const;
export type RunState = (typeof runStates)[number];

/** One epoch of a curve. */
export interface RunPoint {
  /** Finished epochs, over all members of an ensemble. */
  readonly epoch: number;
  readonly loss?: number;
  /** Kendall's tau-b, x100, on the rows that choose the epoch. */
  readonly tau?: number;
  readonly member?: number;
}

export interface RunMessage {
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly level: 'info' | 'warning' | 'error';
  readonly text: string;
}

export type RunReport = PretrainReport | FinetuneReport | EvaluationReport;

export interface TrainingRun {
  readonly id: string;
  readonly task: TrainingTask;
  /** For people: `Fine-tuning of test_acc`. */
  readonly title: string;
  readonly state: RunState;
  /** Milliseconds since 1970. */
  readonly created: number;
  /** Seconds that it has taken so far, pauses left out. */
  readonly seconds: number;
  /** In the order of their epochs; thinned out where there are very many. */
  readonly points: readonly RunPoint[];
  /** What was told last. */
  readonly progress?: TrainingProgress;
  /** The last epoch whose state is on the disk. */
  readonly savedEpoch?: number;
  readonly messages: readonly RunMessage[];
  /** There when it is finished. */
  readonly report?: RunReport;
}

/** Curves longer than this are thinned out. */
export const maxRunPoints = 8_000;
export const maxRunMessages = 500;
const maxTextLength = 20_000;

/** Names of run files: nothing in them leads to another folder. */
export const isRunId = (value: unknown): value is string => isString(value) && /^[a-z0-9-]{1,64}$/.test(value);

export function isTrainingRun(value: unknown): value is TrainingRun {
  return (
    isRecord(value) &&
    isRunId(value['id']) &&
    isTrainingTask(value['task']) &&
    isText(value['title']) &&
    isOneOf(value['state'], runStates) &&
    isFiniteNumber(value['created']) &&
    isFiniteNumber(value['seconds']) &&
    isArrayOf(value['points'], isRunPoint, maxRunPoints) &&
    isOptional(value['progress'], isTrainingProgress) &&
    isOptional(value['savedEpoch'], isIndex) &&
    isArrayOf(value['messages'], isRunMessage, maxRunMessages) &&
    (value['report'] === undefined || reportGuards[value['task'].kind](value['report']))
  );
}

export function isRunPoint(value: unknown): value is RunPoint {
  return (
    isRecord(value) &&
    isIndex(value['epoch']) &&
    isOptional(value['loss'], isFiniteNumber) &&
    isOptional(value['tau'], isFiniteNumber) &&
    isOptional(value['member'], isIndex)
  );
}

function isRunMessage(value: unknown): value is RunMessage {
  return (
    isRecord(value) &&
    isFiniteNumber(value['at']) &&
    isOneOf(value['level'], ['info', 'warning', 'error']) &&
    isText(value['text'])
  );
}

function isText(value: unknown): value is string {
  return isString(value) && value.length <= maxTextLength;
}

/** The held-out figures of a fine-tuning, or those of an evaluation; undefined where there are none. */
export function evaluationOf({ report }: TrainingRun): EvaluationReport | undefined {
  if (!report) return undefined;
  if (!('kind' in report)) return report;
  return report.kind === 'finetune' ? report.evaluation : undefined;
}

/** Whether a run can go on from where it stopped. */
export function isResumable({ state, task }: TrainingRun): boolean {
  return task.kind !== 'evaluate' && (state === 'cancelled' || state === 'interrupted' || state === 'failed');
}
