import type { TrainingProgress } from '../core/training/trainingReport';
import { isArrayOf, isBoolean, isFiniteNumber, isIndex, isOneOf, isOptional, isRecord, isString } from './guards';
import { isTrainingProgress } from './training';
import {
  isRunId,
  isRunPoint,
  isTrainingRun,
  maxRunPoints,
  runStates,
  type RunPoint,
  type RunState,
  type TrainingRun,
} from './trainingRuns';

// The messages between the extension and the training view. Both sides check what they are sent, and pass over what they do not know.

/** Identifier of the panel in package.json and for `WebviewPanelSerializer`. */
export const trainingViewType = 'flowcell.training';

/** What can be done with a run; the view offers what the extension names. */
export const runActions = ['cancel', 'resume', 'use', 'evaluate', 'reveal', 'remove'] as const;
export type RunAction = (typeof runActions)[number];

/** What starts something new. */
const runStarts = ['pretrain', 'finetune', 'evaluate'] as const;
export type RunStart = (typeof runStarts)[number];

/** A run as the list shows it. */
export interface RunSummary {
  readonly id: string;
  readonly title: string;
  readonly state: RunState;
  /** Milliseconds since 1970. */
  readonly created: number;
  /** `epoch 3 of 60`, or the figures of what is finished. */
  readonly text: string;
}

/** A cell of the workspace that is the architecture of a table's row. */
export interface CellPlace {
  readonly row: number;
  /** `candidates.cell.yaml: residual` */
  readonly label: string;
}

/** From the extension to the view. */
export type ToTrainingView =
  | { readonly type: 'runs'; readonly runs: readonly RunSummary[] }
  /** Everything about one run; `note` says what the buttons cannot. */
  | {
      readonly type: 'run';
      readonly run: TrainingRun;
      readonly actions: readonly RunAction[];
      readonly isInUse: boolean;
      readonly note?: string;
    }
  /** What came since: points from the first one on replace those of the same and later epochs. */
  | {
      readonly type: 'progress';
      readonly id: string;
      readonly points: readonly RunPoint[];
      readonly progress: TrainingProgress;
      readonly seconds: number;
      readonly savedEpoch?: number;
    }
  | { readonly type: 'places'; readonly id: string; readonly places: readonly CellPlace[] };

/** From the view to the extension. */
export type FromTrainingView =
  | { readonly type: 'ready'; readonly selected?: string }
  | { readonly type: 'select'; readonly id: string }
  | { readonly type: 'act'; readonly id: string; readonly action: RunAction }
  | { readonly type: 'start'; readonly what: RunStart }
  /** Shows a row of the table, or the workspace's cell of that row. */
  | { readonly type: 'open'; readonly id: string; readonly row: number; readonly what: 'row' | 'cell' };

/** What survives when the view is hidden, moved, or reloaded with its window. */
export interface TrainingViewState {
  readonly selected?: string;
  readonly isTableShown: boolean;
  readonly isLogarithmic: boolean;
}

export function isToTrainingView(value: unknown): value is ToTrainingView {
  if (!isRecord(value)) return false;
  switch (value['type']) {
    case 'runs':
      return isArrayOf(value['runs'], isRunSummary);
    case 'run':
      return (
        isTrainingRun(value['run']) &&
        isArrayOf(value['actions'], (action): action is RunAction => isOneOf(action, runActions)) &&
        isBoolean(value['isInUse']) &&
        isOptional(value['note'], isString)
      );
    case 'progress':
      return (
        isRunId(value['id']) &&
        isArrayOf(value['points'], isRunPoint, maxRunPoints) &&
        isTrainingProgress(value['progress']) &&
        isFiniteNumber(value['seconds']) &&
        isOptional(value['savedEpoch'], isIndex)
      );
    case 'places':
      return isRunId(value['id']) && isArrayOf(value['places'], isCellPlace);
    default:
      return false;
  }
}

export function isFromTrainingView(value: unknown): value is FromTrainingView {
  if (!isRecord(value)) return false;
  switch (value['type']) {
    case 'ready':
      return isOptional(value['selected'], isRunId);
    case 'select':
      return isRunId(value['id']);
    case 'act':
      return isRunId(value['id']) && isOneOf(value['action'], runActions);
    case 'start':
      return isOneOf(value['what'], runStarts);
    case 'open':
      return isRunId(value['id']) && isIndex(value['row']) && isOneOf(value['what'], ['row', 'cell']);
    default:
      return false;
  }
}

export function isTrainingViewState(value: unknown): value is TrainingViewState {
  return (
    isRecord(value) &&
    isOptional(value['selected'], isRunId) &&
    isBoolean(value['isTableShown']) &&
    isBoolean(value['isLogarithmic'])
  );
}

function isRunSummary(value: unknown): value is RunSummary {
  return (
    isRecord(value) &&
    isRunId(value['id']) &&
    isString(value['title']) &&
    isOneOf(value['state'], runStates) &&
    isFiniteNumber(value['created']) &&
    isString(value['text'])
  );
}

function isCellPlace(value: unknown): value is CellPlace {
  return isRecord(value) && isIndex(value['row']) && isString(value['label']);
}
