import type {
  EvaluationReport,
  FinetuneReport,
  PretrainReport,
  TrainingProgress,
} from '../core/training/trainingReport';
import { trainingPhases } from '../core/training/trainingReport';
import { isArrayOf, isBoolean, isFiniteNumber, isIndex, isOneOf, isOptional, isRecord, isString } from './guards';
import { isTarget } from './predictionGuards';

// What is asked for when something is to be trained or measured: files by their paths, everything else with a default.

export interface PretrainParams {
  /** Name of a bundled space, or path of a `*.space.yaml`. */
  readonly space: string;
  /** The model's folder. */
  readonly out: string;
  /** A table to read architectures from; they are drawn from the space where absent. */
  readonly architecturesFile?: string;
  readonly architectures?: number;
  readonly pretext?: string;
  readonly encoder?: string;
  readonly width?: number;
  readonly layers?: number;
  readonly epochs?: number;
  readonly batchSize?: number;
  readonly seed?: number;
  readonly resume?: boolean;
  /** Takes the place of any model in the folder. */
  readonly force?: boolean;
}

export interface FinetuneParams {
  /** Folder or identifier of the model whose encoder is taken. */
  readonly model: string;
  /** Path of the result table. */
  readonly data: string;
  readonly column: string;
  readonly out: string;
  readonly higherIsBetter?: boolean;
  readonly labels?: number;
  readonly members?: number;
  readonly epochs?: number;
  /** What may predict: the better of both where absent. */
  readonly predictor?: 'encoder' | 'process';
  readonly seed?: number;
  readonly resume?: boolean;
  /** Takes the place of any model in the folder. */
  readonly force?: boolean;
}

export interface EvaluateParams {
  /** Folder or identifier of the model. */
  readonly model: string;
  readonly data: string;
  readonly column: string;
  readonly higherIsBetter?: boolean;
}

export interface TableColumnsParams {
  readonly data: string;
}

export interface TableColumns {
  /** Columns that could be learned, the likeliest first, and whether higher values look better. */
  readonly columns: readonly { readonly name: string; readonly higherIsBetter: boolean }[];
}

/** Longer lists in a report are refused: 2,000 points, an epoch each. */
const maxItems = 100_000;
const isPath = (value: unknown): value is string => isString(value) && value !== '' && value.length <= 10_000;

export function isPretrainParams(value: unknown): value is PretrainParams {
  return (
    isRecord(value) &&
    isPath(value['space']) &&
    isPath(value['out']) &&
    isOptional(value['architecturesFile'], isPath) &&
    isOptional(value['pretext'], isString) &&
    isOptional(value['encoder'], isString) &&
    ['architectures', 'width', 'layers', 'epochs', 'batchSize', 'seed'].every((n) => isOptional(value[n], isIndex)) &&
    isOptional(value['resume'], isBoolean) &&
    isOptional(value['force'], isBoolean)
  );
}

export function isFinetuneParams(value: unknown): value is FinetuneParams {
  return (
    isEvaluateParams(value) &&
    isRecord(value) &&
    isPath(value['out']) &&
    ['labels', 'members', 'epochs', 'seed'].every((name) => isOptional(value[name], isIndex)) &&
    isOptional(value['predictor'], (predictor) => isOneOf(predictor, ['encoder', 'process'])) &&
    isOptional(value['resume'], isBoolean) &&
    isOptional(value['force'], isBoolean)
  );
}

export function isEvaluateParams(value: unknown): value is EvaluateParams {
  return (
    isRecord(value) &&
    isPath(value['model']) &&
    isPath(value['data']) &&
    isString(value['column']) &&
    isOptional(value['higherIsBetter'], isBoolean)
  );
}

export function isTableColumnsParams(value: unknown): value is TableColumnsParams {
  return isRecord(value) && isPath(value['data']);
}

export function isTableColumns(value: unknown): value is TableColumns {
  return (
    isRecord(value) &&
    isArrayOf(
      value['columns'],
      (column): column is TableColumns['columns'][number] =>
        isRecord(column) && isString(column['name']) && isBoolean(column['higherIsBetter']),
    )
  );
}

export function isTrainingProgress(value: unknown): value is TrainingProgress {
  return (
    isRecord(value) &&
    isOneOf(value['phase'], trainingPhases) &&
    isFiniteNumber(value['epoch']) &&
    isFiniteNumber(value['epochs']) &&
    ['member', 'loss', 'tau', 'rate', 'remainingSeconds'].every((n) => isOptional(value[n], isFiniteNumber)) &&
    isOptional(value['saved'], isBoolean) &&
    isOptional(value['note'], isString) &&
    isOptional(value['warning'], isString)
  );
}

const isNumberOrNull = (value: unknown): value is number | null => value === null || isFiniteNumber(value);

function isFigures(value: unknown): boolean {
  return (
    isRecord(value) &&
    isIndex(value['n']) &&
    ['tau', 'p1', 'p5', 'p10', 'spearman', 'coverage'].every((name) => isNumberOrNull(value[name]))
  );
}

const isRow = (value: unknown): value is EvaluationReport['points'][number] =>
  isRecord(value) &&
  ['row', 'line'].every((name) => isIndex(value[name])) &&
  ['truth', 'value', 'low', 'high'].every((name) => isFiniteNumber(value[name]));

const isMiss = (value: unknown): value is EvaluationReport['misses'][number] =>
  isRow(value) && isRecord(value) && isString(value['arch']) && isString(value['key']);

export function isEvaluationReport(value: unknown): value is EvaluationReport {
  return (
    isRecord(value) &&
    isRecord(value['model']) &&
    isString(value['model']['id']) &&
    isString(value['model']['title']) &&
    isString(value['space']) &&
    isTarget(value['target']) &&
    isString(value['modelTarget']) &&
    isString(value['table']) &&
    isOneOf(value['part'], ['all', 'held-out']) &&
    isFigures(value['figures']) &&
    (value['tauRange'] === null ||
      (isArrayOf(value['tauRange'], isFiniteNumber, 2) && value['tauRange'].length === 2)) &&
    isArrayOf(
      value['baselines'],
      (b): b is EvaluationReport['baselines'][number] => isRecord(b) && isString(b['name']) && isFigures(b['figures']),
    ) &&
    isArrayOf(value['points'], isRow, maxItems) &&
    isArrayOf(value['misses'], isMiss, maxItems) &&
    isArrayOf(value['notes'], isString) &&
    isArrayOf(value['problems'], isString) &&
    isIndex(value['skipped'])
  );
}

export function isPretrainReport(value: unknown): value is PretrainReport {
  return (
    isRecord(value) &&
    value['kind'] === 'pretrain' &&
    ['id', 'folder', 'space', 'pretext'].every((name) => isString(value[name])) &&
    ['architectures', 'epochs', 'resumedFrom'].every((name) => isIndex(value[name])) &&
    isFiniteNumber(value['seconds']) &&
    isArrayOf(value['losses'], isFiniteNumber, maxItems) &&
    isArrayOf(value['problems'], isString)
  );
}

const isMember = (value: unknown): value is FinetuneReport['members'][number] =>
  isRecord(value) &&
  isFiniteNumber(value['seed']) &&
  isIndex(value['bestEpoch']) &&
  isArrayOf(value['tau'], isNumberOrNull, maxItems) &&
  isArrayOf(value['losses'], isFiniteNumber, maxItems);

export function isFinetuneReport(value: unknown): value is FinetuneReport {
  return (
    isRecord(value) &&
    value['kind'] === 'finetune' &&
    ['id', 'folder', 'space', 'splitDescription'].every((name) => isString(value[name])) &&
    isTarget(value['target']) &&
    isRecord(value['split']) &&
    ['train', 'choose', 'heldOut'].every((name) => isRecord(value['split']) && isIndex(value['split'][name])) &&
    isArrayOf(value['members'], isMember, 100) &&
    isRecord(value['choice']) &&
    isOneOf(value['choice']['chosen'], ['encoder', 'process']) &&
    isNumberOrNull(value['choice']['encoderTau']) &&
    isNumberOrNull(value['choice']['processTau']) &&
    isIndex(value['resumedFrom']) &&
    isFiniteNumber(value['seconds']) &&
    isEvaluationReport(value['evaluation'])
  );
}
