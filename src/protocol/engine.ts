import type { ArchitectureGraph } from '../core/graph/graph';
import type {
  EvaluationReport,
  FinetuneReport,
  PretrainReport,
  TrainingProgress,
} from '../core/training/trainingReport';
import type { ArchitecturePrediction, Target } from '../core/model/prediction';
import {
  backendChoices,
  isBackendReport,
  isBackendSelection,
  isBackendsParams,
  isInstallBackendParams,
  isInstalledBackend,
  isInstallProgress,
  isTryBackendParams,
  type BackendChoice,
  type BackendReport,
  type BackendSelection,
  type BackendsParams,
  type InstallBackendParams,
  type InstalledBackend,
  type InstallProgress,
  type TryBackendParams,
} from './backends';
import {
  isArrayOf,
  isBoolean,
  isFiniteNumber,
  isIndex,
  isOneOf,
  isOptional,
  isRecord,
  isString,
  type Guard,
} from './guards';
import {
  isExportParams,
  isExportResult,
  isImportModelParams,
  isReloadModelsParams,
  type ExportParams,
  type ExportResult,
  type ImportModelParams,
  type ReloadModelsParams,
} from './modelMessages';
import { isArchitectureGraph, isArchitecturePrediction, isTarget } from './predictionGuards';
import {
  isEvaluateParams,
  isEvaluationReport,
  isFinetuneParams,
  isFinetuneReport,
  isPretrainParams,
  isPretrainReport,
  isTableColumns,
  isTableColumnsParams,
  isTrainingProgress,
  type EvaluateParams,
  type FinetuneParams,
  type PretrainParams,
  type TableColumns,
  type TableColumnsParams,
} from './training';

// The messages between the server and the engine process, over the channel of child_process.fork (JSON).
// A new method is one entry in `EngineMethods` and one in `engineMethods`; a handler in the engine then becomes obligatory.

/** What the engine can be asked: parameters, result, and what it reports on the way (`never`: nothing). */
export interface EngineMethods {
  /** The first request to every engine process. */
  initialize: { params: EngineSettings; result: EngineInfo; progress: never };
  predict: { params: PredictParams; result: PredictResult; progress: never };
  listModels: { params: Record<string, never>; result: ModelList; progress: never };
  /** Forgets what was read from the folders: models came, went or changed. */
  reloadModels: { params: ReloadModelsParams; result: Record<string, never>; progress: never };
  pretrain: { params: PretrainParams; result: PretrainReport; progress: TrainingProgress };
  finetune: { params: FinetuneParams; result: FinetuneReport; progress: TrainingProgress };
  evaluate: { params: EvaluateParams; result: EvaluationReport; progress: TrainingProgress };
  tableColumns: { params: TableColumnsParams; result: TableColumns; progress: never };
  /** Which backend trains, and what is known of the others. */
  backends: { params: BackendsParams; result: BackendSelection; progress: never };
  /** Loads a backend into this very process, which may die of it: meant for a process that does nothing else. */
  tryBackend: { params: TryBackendParams; result: BackendReport; progress: never };
  /** Brings a backend's packages from the registry of packages into the storage folder, whole or not at all. */
  installBackend: { params: InstallBackendParams; result: InstalledBackend; progress: InstallProgress };
  importModel: { params: ImportModelParams; result: ModelDescription; progress: never };
  exportPredictions: { params: ExportParams; result: ExportResult; progress: never };
}

export type EngineMethod = keyof EngineMethods;

export interface EngineSettings {
  /** Folders that hold one folder for each model; a later folder wins where two models have the same id. */
  readonly modelFolders: readonly string[];
  readonly backend: BackendChoice;
  /** A folder with the packages of other backends, from the person's settings. */
  readonly packageFolder?: string;
  /** Where backends are installed and measurements kept; without it neither happens. */
  readonly storage?: string;
  /** A Node.js for what cannot run in this process. */
  readonly node?: string;
  /** True for an engine that trains: everything else on the machine goes before it. */
  readonly isBackground?: boolean;
}

export interface EngineInfo {
  /** The backend that predicts, for instance `wasm`. */
  readonly backend: string;
}

export interface PredictParams {
  /** Name of the space that the graphs belong to. */
  readonly space: string;
  /** `SearchSpace.version` of the space that the graphs were made with; bundled spaces have none. */
  readonly version?: string;
  /** Names of that space's operations, to say how another version differs. */
  readonly operations?: readonly string[];
  /** Identifier of the model; without it the space's default one. */
  readonly model?: string;
  readonly graphs: readonly ArchitectureGraph[];
}

export interface PredictResult {
  /** One for each graph, in their order. */
  readonly predictions: readonly ArchitecturePrediction[];
}

export interface ModelDescription {
  readonly id: string;
  readonly title: string;
  readonly space: string;
  readonly folder: string;
  /** One sentence. */
  readonly trainedOn: string;
  /** ISO 8601 date and time. */
  readonly created: string;
  /** Empty for an encoder that is not fine-tuned yet. */
  readonly targets: readonly Target[];
  /** Kendall's tau-b on held-out cells, x100, for the first target; null where there is none. */
  readonly heldOutTau: number | null;
}

export interface ModelList {
  readonly models: readonly ModelDescription[];
  /** Models that could not be used, and why. */
  readonly problems: readonly { readonly folder: string; readonly message: string }[];
}

/** Graphs of one request; the server splits longer lists. */
export const maxGraphsPerRequest = 1024;

/** Why a request was not answered. The last three are the server's own: no engine sends them. */
const engineErrorCodes = [
  'invalid-request',
  'cancelled',
  'failed',
  'timed-out',
  'engine-died',
  'engine-unavailable',
] as const;
export type EngineErrorCode = (typeof engineErrorCodes)[number];

/** From the server to the engine. */
export type EngineRequestMessage =
  | { readonly kind: 'request'; readonly id: number; readonly method: EngineMethod; readonly params: unknown }
  | { readonly kind: 'cancel'; readonly id: number };

/** From the engine to the server. */
export type EngineReplyMessage =
  | { readonly kind: 'result'; readonly id: number; readonly result: unknown }
  | { readonly kind: 'error'; readonly id: number; readonly code: EngineErrorCode; readonly message: string }
  | { readonly kind: 'progress'; readonly id: number; readonly value: unknown }
  | { readonly kind: 'log'; readonly level: LogLevel; readonly message: string };

const logLevels = ['error', 'warn', 'info', 'debug'] as const;
export type LogLevel = (typeof logLevels)[number];

interface MethodGuards<M extends EngineMethod> {
  readonly params: Guard<EngineMethods[M]['params']>;
  readonly result: Guard<EngineMethods[M]['result']>;
  readonly progress: Guard<EngineMethods[M]['progress']>;
}

const isNever = (_value: unknown): _value is never => false;

/** The methods and the checks of what they carry. */
export const engineMethods: { readonly [M in EngineMethod]: MethodGuards<M> } = {
  initialize: { params: isEngineSettings, result: isEngineInfo, progress: isNever },
  predict: { params: isPredictParams, result: isPredictResult, progress: isNever },
  listModels: { params: isEmpty, result: isModelList, progress: isNever },
  reloadModels: { params: isReloadModelsParams, result: isEmpty, progress: isNever },
  pretrain: { params: isPretrainParams, result: isPretrainReport, progress: isTrainingProgress },
  finetune: { params: isFinetuneParams, result: isFinetuneReport, progress: isTrainingProgress },
  evaluate: { params: isEvaluateParams, result: isEvaluationReport, progress: isTrainingProgress },
  tableColumns: { params: isTableColumnsParams, result: isTableColumns, progress: isNever },
  backends: { params: isBackendsParams, result: isBackendSelection, progress: isNever },
  tryBackend: { params: isTryBackendParams, result: isBackendReport, progress: isNever },
  installBackend: { params: isInstallBackendParams, result: isInstalledBackend, progress: isInstallProgress },
  importModel: { params: isImportModelParams, result: isModelDescription, progress: isNever },
  exportPredictions: { params: isExportParams, result: isExportResult, progress: isNever },
};

function isEngineMethod(value: unknown): value is EngineMethod {
  return isString(value) && Object.hasOwn(engineMethods, value);
}

export function isEngineRequestMessage(value: unknown): value is EngineRequestMessage {
  if (!isRecord(value) || !isIndex(value['id'])) return false;
  return value['kind'] === 'cancel' || (value['kind'] === 'request' && isEngineMethod(value['method']));
}

export function isEngineReplyMessage(value: unknown): value is EngineReplyMessage {
  if (!isRecord(value)) return false;
  switch (value['kind']) {
    case 'result':
    case 'progress':
      return isIndex(value['id']);
    case 'error':
      return isIndex(value['id']) && isOneOf(value['code'], engineErrorCodes) && isString(value['message']);
    case 'log':
      return isOneOf(value['level'], logLevels) && isString(value['message']);
    default:
      return false;
  }
}

function isEngineSettings(value: unknown): value is EngineSettings {
  return (
    isRecord(value) &&
    isArrayOf(value['modelFolders'], isString) &&
    isOneOf(value['backend'], backendChoices) &&
    ['packageFolder', 'storage', 'node'].every((name) => isOptional(value[name], isString)) &&
    isOptional(value['isBackground'], isBoolean)
  );
}

function isEngineInfo(value: unknown): value is EngineInfo {
  return isRecord(value) && isString(value['backend']);
}

function isPredictParams(value: unknown): value is PredictParams {
  return (
    isRecord(value) &&
    isString(value['space']) &&
    isOptional(value['version'], isString) &&
    (value['operations'] === undefined || isArrayOf(value['operations'], isString, 1_000)) &&
    isOptional(value['model'], isString) &&
    isArrayOf(value['graphs'], isArchitectureGraph, maxGraphsPerRequest)
  );
}

function isPredictResult(value: unknown): value is PredictResult {
  return isRecord(value) && isArrayOf(value['predictions'], isArchitecturePrediction, maxGraphsPerRequest);
}

export function isModelDescription(value: unknown): value is ModelDescription {
  return (
    isRecord(value) &&
    ['id', 'title', 'space', 'folder', 'trainedOn', 'created'].every((name) => isString(value[name])) &&
    isArrayOf(value['targets'], isTarget) &&
    (value['heldOutTau'] === null || isFiniteNumber(value['heldOutTau']))
  );
}

function isModelProblem(value: unknown): value is ModelList['problems'][number] {
  return isRecord(value) && isString(value['folder']) && isString(value['message']);
}

export function isModelList(value: unknown): value is ModelList {
  return (
    isRecord(value) && isArrayOf(value['models'], isModelDescription) && isArrayOf(value['problems'], isModelProblem)
  );
}

function isEmpty(value: unknown): value is Record<string, never> {
  return isRecord(value) && Object.keys(value).length === 0;
}
