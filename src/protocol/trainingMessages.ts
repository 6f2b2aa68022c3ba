import type {
  EvaluationReport,
  FinetuneReport,
  PretrainReport,
  TrainingProgress,
} from '../core/training/trainingReport';
import { isIndex, isOneOf, isRecord } from './guards';
import {
  isEvaluateParams,
  isEvaluationReport,
  isFinetuneParams,
  isFinetuneReport,
  isPretrainParams,
  isPretrainReport,
  isTrainingProgress,
  type EvaluateParams,
  type FinetuneParams,
  type PretrainParams,
} from './training';

// Trainings as messages between the extension and the server. Only a trusted window asks for them.

/** Request (`TrainingRequest` -> the report of its kind). Cancelling the request cancels the training; its checkpoint stays. */
export const trainRequest = 'flowcell/train';

/** Notification from the server (`TrainingProgressMessage`). */
export const trainingProgressNotification = 'flowcell/trainingProgress';

/** Request (`TableColumnsParams` -> `TableColumns`). */
export const tableColumnsRequest = 'flowcell/tableColumns';

/** Request without parameters (-> `ModelList`). */
export const modelsRequest = 'flowcell/models';

/** Request (`ImportModelParams` -> `ModelDescription`). Only a trusted window asks. */
export const importModelRequest = 'flowcell/importModel';

/** Request (`ExportParams` -> `ExportResult`). */
export const exportRequest = 'flowcell/exportPredictions';

/** Request without parameters or result: models came, went or changed. */
export const modelsChangedRequest = 'flowcell/modelsChanged';

export type TrainingTask =
  | { readonly kind: 'pretrain'; readonly params: PretrainParams }
  | { readonly kind: 'finetune'; readonly params: FinetuneParams }
  | { readonly kind: 'evaluate'; readonly params: EvaluateParams };

/** `id` tells the trainings of a client apart. */
export type TrainingRequest = TrainingTask & { readonly id: number };

export interface TrainingProgressMessage {
  readonly id: number;
  readonly progress: TrainingProgress;
}

export interface TrainingReports {
  readonly pretrain: PretrainReport;
  readonly finetune: FinetuneReport;
  readonly evaluate: EvaluationReport;
}

export function isTrainingTask(value: unknown): value is TrainingTask {
  if (!isRecord(value) || !isOneOf(value['kind'], ['pretrain', 'finetune', 'evaluate'])) return false;
  const { kind, params } = value;
  if (kind === 'pretrain') return isPretrainParams(params);
  return kind === 'finetune' ? isFinetuneParams(params) : isEvaluateParams(params);
}

export function isTrainingRequest(value: unknown): value is TrainingRequest {
  return isRecord(value) && isIndex(value['id']) && isTrainingTask(value);
}

export function isTrainingProgressMessage(value: unknown): value is TrainingProgressMessage {
  return isRecord(value) && isIndex(value['id']) && isTrainingProgress(value['progress']);
}

export const reportGuards: {
  readonly [K in keyof TrainingReports]: (value: unknown) => value is TrainingReports[K];
} = { pretrain: isPretrainReport, finetune: isFinetuneReport, evaluate: isEvaluationReport };
